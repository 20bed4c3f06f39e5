import type { Catalogue, Flow, Message } from '../catalogue/catalogue.js';
import { flowsOf, messagesOf } from '../catalogue/catalogue.js';
import type { JsonObject } from '../json.js';
import { jsonSchemasOf } from '../schemas/json-schemas.js';
import { channelObject, deadLetterChannels, queueChannelObject } from './channels.js';
import { messageObject } from './message-object.js';
import { operationsOf } from './operations.js';

/** The catalogue as an AsyncAPI 3.0 document, seen from the delayed-delivery service. */
export function asyncApiDocument(catalogue: Catalogue): JsonObject {
  const flows = flowsOf(catalogue);
  const messages = messagesOf(catalogue);
  const schemas = jsonSchemasOf(
    Object.fromEntries([
      ...messages.map(({ key, payload }) => [key, payload] as const),
      ...messages.flatMap(({ key, headers }) =>
        headers === undefined ? [] : [[headersKey(key), headers] as const],
      ),
    ]),
  );
  return {
    asyncapi: '3.0.0',
    id: 'urn:ftgo:delayed-delivery',
    info: {
      title: 'FTGO delayed delivery',
      version: catalogue.version,
      description: ABOUT,
      license: { name: 'UNLICENSED' },
    },
    servers: { rabbitmq: SERVER },
    defaultContentType: 'application/json',
    channels: channelsOf(flows),
    operations: operationsOf(flows),
    components: {
      messages: Object.fromEntries(
        messages.map((message) => [message.key, withSchemas(message, schemas.asked)]),
      ),
      schemas: schemas.named,
    },
  };
}

const ABOUT =
  'Everything that goes over RabbitMQ to, from and within the service that watches FTGO’s open orders. A channel is where messages are published, or (with a queue) where they wait. Within a version fields are only added; a breaking change is a .v2 beside the .v1. For people: messages.md.';

const SERVER: JsonObject = {
  host: '{host}',
  protocol: 'amqp',
  protocolVersion: '0.9.1',
  description: 'The broker shared with the monolith: RABBITMQ_URL of every program.',
  variables: { host: { default: 'localhost:5672', description: 'Host and port.' } },
};

const headersKey = (message: string): string => `${message}.headers`;

const withSchemas = (message: Message, schemas: Readonly<Record<string, JsonObject>>): JsonObject =>
  messageObject(message, schemas[message.key] ?? {}, schemas[headersKey(message.key)]);

const channelsOf = (flows: readonly Flow[]): JsonObject => ({
  ...Object.fromEntries(
    flows.flatMap(({ channels, queue }) =>
      channels.map((channel) => [channel.key, channelObject(channel, queue)] as const),
    ),
  ),
  ...Object.fromEntries(flows.map(({ queue }) => [queue.key, queueChannelObject(queue)])),
  ...deadLetterChannels(flows.map(({ queue }) => queue)),
});
