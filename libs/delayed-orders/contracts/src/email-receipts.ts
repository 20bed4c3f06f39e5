import { z } from 'zod';

/** What a mail provider says of one message after it has taken it. */
export const EmailReceipt = z.object({
  type: z.enum(['delivered', 'bounced', 'complained']),
  /** As we sent it: `<notification id@domain>`. */
  messageId: z.string().max(300),
  /** Whose mailbox; read to be suppressed, never kept (I8). */
  recipient: z.string().max(320).optional(),
  /** Of a bounce: nothing will ever arrive there. */
  isPermanent: z.boolean().default(false),
});
export type EmailReceipt = z.infer<typeof EmailReceipt>;

/** The body of `POST /receipts/email`, signed as the Standard Webhooks specification says. */
export const EmailReceipts = z.object({ receipts: z.array(EmailReceipt).min(1).max(1_000) });
export type EmailReceipts = z.infer<typeof EmailReceipts>;
