import type { SendDelayedOrderNotification } from '@ftgo/delayed-orders-contracts';
import { COMMAND_ROUTES, COMMANDS_EXCHANGE } from '@ftgo/delayed-orders-contracts';
import type { DelayedOrderNotification } from '@ftgo/delayed-orders-domain';
import type { OutgoingMessage } from '@ftgo/platform-outbox';

/** The command that brings a notification to the dispatcher: ids only (I8). */
export function toCommand({ id, orderId, channel }: DelayedOrderNotification): OutgoingMessage {
  const body: SendDelayedOrderNotification = { orderId, notificationId: id };
  return {
    partitionKey: orderId,
    messageId: id,
    exchange: COMMANDS_EXCHANGE,
    routingKey: COMMAND_ROUTES[channel].routingKey,
    body,
  };
}
