import { z } from 'zod';

/** The topic exchange of our commands to ourselves. */
export const COMMANDS_EXCHANGE = 'delayed-orders.commands';
/** Routing key of the e-mail channel's commands. */
export const SEND_BY_EMAIL = 'notification.email';
/** The dispatcher's queue for e-mail. */
export const EMAIL_QUEUE = 'notification-dispatcher.email.v1';

/**
 * Tells the dispatcher to send one notification. Owner: delay-scanner. It carries names only:
 * what is to be said lies in the ledger, contact data is asked for at send time (I8). Handling
 * it twice sends nothing twice.
 */
export const SendDelayedOrderNotification = z.object({
  orderId: z.int().positive(),
  notificationId: z.uuid(),
});
export type SendDelayedOrderNotification = z.infer<typeof SendDelayedOrderNotification>;
