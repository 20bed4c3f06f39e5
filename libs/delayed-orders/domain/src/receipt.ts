export const RECEIPTS = ['DELIVERED', 'UNDELIVERED', 'COMPLAINED'] as const;
/**
 * What a provider said of a message after it had taken it, in the order in which one may follow
 * another: a bounce may come after a delivery, never the other way round. Sent is not delivered.
 */
export type Receipt = (typeof RECEIPTS)[number];
