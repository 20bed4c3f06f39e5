import { SendDelayedOrderNotification } from '@ftgo/delayed-orders-contracts';
import type { PostgresQuarantine } from '@ftgo/delayed-orders-persistence';
import type { Delivery } from '@ftgo/platform-rabbitmq';
import type { NotificationDispatcher } from './notification-dispatcher.js';

/** Handles one command; what is no command is quarantined at the first attempt (I2). */
export async function receiveCommand(
  delivery: Delivery,
  dispatcher: NotificationDispatcher,
  quarantine: PostgresQuarantine,
): Promise<void> {
  const command = SendDelayedOrderNotification.safeParse(parse(delivery.body));
  if (command.success) return dispatcher.dispatch(command.data);
  await quarantine.keep({
    queue: delivery.queue,
    feed: 'commands',
    routingKey: delivery.routingKey,
    messageId: delivery.messageId,
    cause: 'wrong-schema',
    detail: command.error.issues.map(({ path, code }) => `${path.join('.')}: ${code}`).join('; '),
    body: delivery.body,
  });
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
