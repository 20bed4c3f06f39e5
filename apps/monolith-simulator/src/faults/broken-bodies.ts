import { randomUUID } from 'node:crypto';
import type { PublishedMessage } from '@ftgo/platform-rabbitmq';

/** A type that is not in the catalogue. */
export const UNKNOWN_TYPE = 'ftgo.order.left-a-review.v1';

/** A message of an unknown type beside `message`, with an id of its own. */
export function ofUnknownType(message: PublishedMessage): PublishedMessage {
  const messageId = randomUUID();
  const { body } = message;
  if ('headers' in body) {
    // A Tram message says in its own headers what it is; its routing key is its partition.
    const headers = { ...Object(body.headers), 'event-type': UNKNOWN_TYPE };
    return { ...message, messageId, body: { ...body, headers } };
  }
  return {
    ...message,
    messageId,
    routingKey: UNKNOWN_TYPE,
    body: { ...body, id: messageId, type: UNKNOWN_TYPE },
  };
}

/** A message of the same type beside `message`, whose data has the wrong shape. */
export function ofWrongShape(message: PublishedMessage): PublishedMessage {
  const messageId = randomUUID();
  const { body } = message;
  const broken =
    'payload' in body
      ? { ...body, payload: JSON.stringify({ version: 'x' }) }
      : { ...body, id: messageId, data: { orderId: 'x' } };
  return { ...message, messageId, body: broken };
}

/** The first half of a JSON text. */
export function halfOf(message: PublishedMessage): Buffer {
  const text = JSON.stringify(message.body);
  return Buffer.from(text.slice(0, text.length / 2));
}
