import { DEAD_LETTER_EXCHANGE, deadLetterQueueOf, queueOptions } from '@ftgo/platform-rabbitmq';
import type { Channel, Message, Parameter, Queue } from '../catalogue/catalogue.js';
import type { JsonObject } from '../json.js';
import { capitalized } from '../capitalized.js';
import { deliveryLimit } from '../delivery-limit.js';
import { toMessage } from './references.js';

const BINDING = { bindingVersion: '0.3.0' };

/** Where messages are published. */
export function channelObject(channel: Channel, queue: Queue): JsonObject {
  const { title, exchange, routingKey, terms, messages } = channel;
  return {
    address: routingKey,
    title,
    description: `Published by ${terms.publisher} by ${terms.means}. ${capitalized(terms.trigger)}.`,
    messages: messagesObject(messages),
    ...parametersOf(channel),
    bindings: { amqp: { is: 'routingKey', exchange: exchangeObject(exchange), ...BINDING } },
    'x-queue': queue.name,
    'x-ordering-key': terms.orderingKey,
    'x-delivery-guarantee': terms.guarantee,
    'x-message-id': terms.messageId,
  };
}

/** Where messages wait for their consumer. */
export function queueChannelObject(queue: Queue): JsonObject {
  const { name, consumer, effect, bindings, channels } = queue;
  return {
    address: name,
    title: `Queue ${name}`,
    description: `Consumed by ${consumer}. ${effect}`,
    messages: messagesObject(channels.flatMap(({ messages }) => messages)),
    bindings: { amqp: { is: 'queue', queue: { name, ...FLAGS, durable: true }, ...BINDING } },
    'x-queue-arguments': queueOptions(name).arguments as JsonObject,
    'x-bound-to': bindings.map(({ exchange, routingKey }) => ({ exchange, routingKey })),
    'x-dead-letter-queue': deadLetterQueueOf(name),
  };
}

/** What was delivered too often: one exchange, and a queue for each queue. */
export const deadLetterChannels = (queues: readonly Queue[]): JsonObject => ({
  [DEAD_LETTER_EXCHANGE]: {
    address: '{queue}',
    title: 'Dead letters',
    description: `A message that was delivered ${deliveryLimit()} times and never acknowledged, as it was; it waits in \`{queue}.dead-letters\` until a person has looked at it.`,
    messages: messagesObject(queues.flatMap(({ channels }) => channels).flatMap((c) => c.messages)),
    parameters: {
      queue: { description: 'Where it waited.', enum: queues.map(({ name }) => name) },
    },
    bindings: {
      amqp: {
        is: 'routingKey',
        exchange: exchangeObject({ name: DEAD_LETTER_EXCHANGE, type: 'topic', durable: true }),
        ...BINDING,
      },
    },
    'x-delivery-guarantee': 'at least once',
  },
});

const FLAGS = { exclusive: false, autoDelete: false };

const exchangeObject = ({ name, type, durable }: Channel['exchange']): JsonObject => ({
  name,
  type,
  durable,
  autoDelete: false,
});

const messagesObject = (messages: readonly Message[]): JsonObject =>
  Object.fromEntries(messages.map(({ key }) => [key, toMessage(key)]));

function parametersOf({ parameters }: Channel): JsonObject {
  const entries = Object.entries(parameters);
  if (entries.length === 0) return {};
  const toObject = ({ description, options, examples }: Parameter): JsonObject => ({
    description,
    enum: options,
    examples,
  });
  return {
    parameters: Object.fromEntries(entries.map(([name, each]) => [name, toObject(each)])),
  };
}
