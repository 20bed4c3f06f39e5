import type { Channel, Flow, Queue } from '../catalogue/catalogue.js';
import { capitalized } from '../capitalized.js';
import type { JsonObject } from '../json.js';
import { toChannel, toMessageOf } from './references.js';

/** What the service's own programs send and receive; what the monolith does is not ours to say. */
export function operationsOf(flows: readonly Flow[]): JsonObject {
  const sends = flows.flatMap(({ channels }) => channels).flatMap(sendOperation);
  const receives = flows.map(({ queue }) => queue).flatMap(receiveOperation);
  return Object.fromEntries([...sends, ...receives]);
}

type Operation = readonly [string, JsonObject];

function sendOperation({ key, sender, terms, messages }: Channel): Operation[] {
  if (sender === undefined) return [];
  const operation: JsonObject = {
    action: 'send',
    channel: toChannel(key),
    title: `${sender} sends`,
    summary: `${capitalized(terms.trigger)}.`,
    bindings: { amqp: { deliveryMode: 2, mandatory: true, bindingVersion: '0.3.0' } },
    messages: messages.map((message) => toMessageOf(key, message.key)),
  };
  return [[`send.${key}`, operation]];
}

function receiveOperation({ key, isOurs, consumer, effect, channels }: Queue): Operation[] {
  if (!isOurs) return [];
  const operation: JsonObject = {
    action: 'receive',
    channel: toChannel(key),
    title: `${consumer} receives`,
    summary: effect,
    description: 'Acknowledged after the effect is committed, never before (I2).',
    bindings: { amqp: { ack: true, bindingVersion: '0.3.0' } },
    messages: channels
      .flatMap(({ messages }) => messages)
      .map((message) => toMessageOf(key, message.key)),
  };
  return [[`receive.${key}`, operation]];
}
