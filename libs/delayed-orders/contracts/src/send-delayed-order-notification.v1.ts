import { z } from 'zod';

/** The topic exchange of our commands to ourselves. */
export const COMMANDS_EXCHANGE = 'delayed-orders.commands';

/** One channel's commands: what they are routed by, and the dispatcher's queue for them. */
export interface CommandRoute {
  readonly routingKey: string;
  readonly queue: string;
}

/** A queue for each channel, so that what is slow or down holds up no other. */
export const COMMAND_ROUTES = {
  EMAIL: { routingKey: 'notification.email', queue: 'notification-dispatcher.email.v1' },
  SMS: { routingKey: 'notification.sms', queue: 'notification-dispatcher.sms.v1' },
  CASE: { routingKey: 'notification.case', queue: 'notification-dispatcher.case.v1' },
  WEBHOOK: { routingKey: 'notification.webhook', queue: 'notification-dispatcher.webhook.v1' },
} as const satisfies Readonly<Record<string, CommandRoute>>;

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
