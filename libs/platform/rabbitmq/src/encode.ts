import type { PublishedMessage } from './publisher.js';

const LONGEST_NAME_BYTES = 255;
const LARGEST_BODY_BYTES = 1024 * 1024;

/**
 * The bytes of a message's body.
 * @throws RangeError when AMQP or the broker cannot carry the message. Found out on the wire, a
 * body that is too large ends the connection, and all messages on it lose their confirms.
 */
export function encode(message: PublishedMessage): Buffer {
  const { exchange, routingKey, messageId, headers = {} } = message;
  for (const name of [exchange, routingKey, messageId, ...Object.keys(headers)]) {
    if (Buffer.byteLength(name) <= LONGEST_NAME_BYTES) continue;
    throw new RangeError(`a name of the message is longer than ${LONGEST_NAME_BYTES} bytes`);
  }
  const content = Buffer.from(JSON.stringify(message.body));
  if (content.length > LARGEST_BODY_BYTES) {
    throw new RangeError(`the body is larger than ${LARGEST_BODY_BYTES} bytes`);
  }
  return content;
}
