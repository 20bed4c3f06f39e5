import { queueOptions } from '@ftgo/platform-rabbitmq';
import { flowsOf } from '../catalogue/catalogue.js';
import type { JsonObject } from '../json.js';
import { catalogueNow } from '../testing/checkout.js';
import { at } from '../testing/payload-validator.js';
import { asyncApiDocument } from './asyncapi-document.js';

const CATALOGUE = catalogueNow();
const COMMAND_WORDS = ['email', 'sms', 'case', 'webhook'];
const CHANNELS = at(asyncApiDocument(CATALOGUE), 'channels');
const OPERATIONS = at(asyncApiDocument(CATALOGUE), 'operations');
const FLOWS = flowsOf(CATALOGUE);

describe('a channel that is published to', () => {
  it('tells exchange, kind, routing key, queue, order, guarantee and message id', () => {
    expect(CHANNELS['delayed-orders.events']).toMatchObject({
      address: 'delayed-orders.offer.accepted.v1',
      description: expect.stringMatching(/^Published by delayed-orders-api by .*\. In the .*\.$/),
      bindings: {
        amqp: {
          is: 'routingKey',
          exchange: { name: 'delayed-orders.events', type: 'topic', durable: true },
        },
      },
      'x-queue': 'monolith.offer-accepted.v1',
      'x-ordering-key': expect.any(String),
      'x-delivery-guarantee': expect.stringContaining('at least once'),
      'x-message-id': expect.stringContaining('offerId'),
    });
  });

  it('tells that FTGO’s exchanges do not outlive the broker', () => {
    expect(at(CHANNELS, 'tram.Order', 'bindings', 'amqp', 'exchange')).toMatchObject({
      type: 'fanout',
      durable: false,
    });
  });
});

describe('a queue', () => {
  it.each(FLOWS.map(({ queue }) => [queue.name, queue] as const))(
    '%s is told as it is declared, with where its dead letters are',
    (name, { key, channels }) => {
      const channel = at(CHANNELS, key);
      expect(channel).toMatchObject({
        address: name,
        bindings: { amqp: { is: 'queue', queue: { name, durable: true } } },
        'x-queue-arguments': queueOptions(name).arguments,
        'x-dead-letter-queue': `${name}.dead-letters`,
      });
      const messages = channels.flatMap(({ messages }) => messages.map((each) => each.key));
      expect(Object.keys(at(channel, 'messages'))).toEqual(messages);
    },
  );

  it('tells by which exchanges and routing keys its messages come', () => {
    expect(at(CHANNELS, 'replica-ingestion.events')['x-bound-to']).toEqual([
      { exchange: 'ftgo.events', routingKey: '#' },
    ]);
    expect(at(CHANNELS, 'replica-ingestion.tram')['x-bound-to']).toContainEqual({
      exchange: 'courierEvents',
      routingKey: '',
    });
  });
});

describe('dead letters', () => {
  it('may be of any queue, and any message that waits there', () => {
    const channel = at(CHANNELS, 'delayed-orders.dead-letters');
    expect(at(channel, 'parameters', 'queue')['enum']).toEqual(
      FLOWS.map(({ queue }) => queue.name),
    );
    expect(at(channel, 'messages')).toHaveProperty(['SendDelayedOrderNotification.v1']);
    expect(at(channel, 'bindings', 'amqp', 'exchange')).toMatchObject({ type: 'topic' });
  });
});

describe('the operations', () => {
  it('are those of the service’s own programs, and not the monolith’s', () => {
    expect(Object.keys(OPERATIONS)).toEqual([
      'send.ftgo.cdc',
      'send.ftgo.cdc.heartbeats',
      ...COMMAND_WORDS.map((word) => `send.delayed-orders.commands.${word}`),
      'send.delayed-orders.events',
      'receive.replica-ingestion.events',
      'receive.replica-ingestion.cdc',
      'receive.replica-ingestion.tram',
      ...COMMAND_WORDS.map((word) => `receive.notification-dispatcher.${word}`),
    ]);
  });

  it('send persistent, mandatory messages and acknowledge what they receive', () => {
    for (const [key, operation] of Object.entries(OPERATIONS) as [string, JsonObject][]) {
      const isSend = key.startsWith('send.');
      expect(operation['action']).toBe(isSend ? 'send' : 'receive');
      expect(at(operation, 'bindings', 'amqp')).toMatchObject(
        isSend ? { deliveryMode: 2, mandatory: true } : { ack: true },
      );
    }
  });
});
