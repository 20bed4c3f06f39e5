import type { FeedEventType, OrderEventType, RestaurantEventType } from '@ftgo/monolith-contracts';
import {
  CloudEventEnvelope,
  FEED_EVENTS,
  MONOLITH_EVENTS_EXCHANGE,
  ORDER_EVENTS,
  RESTAURANT_EVENTS,
} from '@ftgo/monolith-contracts';
import { z } from 'zod';
import type { Samples } from '../samples.js';
import { sampleOf } from '../samples.js';
import type { Channel, Flow, Message, Terms } from './catalogue.js';
import { exampleOf } from './example-of.js';
import { replicaQueue } from './replica-queue.js';
import { toldBy } from './told-fields.js';

type EventType = OrderEventType | RestaurantEventType | FeedEventType;

const EVENTS: Readonly<Record<EventType, z.ZodType>> = {
  ...ORDER_EVENTS,
  ...RESTAURANT_EVENTS,
  ...FEED_EVENTS,
};

/** When the monolith publishes each event of the catalogue. */
const WHEN: Readonly<Record<EventType, string>> = {
  'ftgo.order.created.v1': 'A customer placed an order and it was approved.',
  'ftgo.order.accepted.v1': 'The restaurant accepted the order; readyBy is the kitchen’s promise.',
  'ftgo.order.preparation-started.v1': 'The kitchen began.',
  'ftgo.order.ready-for-pickup.v1': 'The kitchen is done.',
  'ftgo.order.picked-up.v1': 'The courier has the meal.',
  'ftgo.order.delivered.v1': 'The customer has the meal.',
  'ftgo.order.cancelled.v1': 'The customer or the restaurant cancelled the order.',
  'ftgo.order.revised.v1': 'The customer changed quantities, and with them the total.',
  'ftgo.order.delivery-rescheduled.v1':
    'The promise itself moved, or with null was taken back: a new promise generation.',
  'ftgo.restaurant.created.v1': 'A restaurant was created.',
  'ftgo.restaurant.opening-hours-revised.v1':
    'Its opening hours or closures changed; all of them are told anew.',
  'ftgo.feed.heartbeat.v1':
    'Every second (HEARTBEAT_MS), through the same outbox; sentAt is machine time.',
};

const TERMS: Terms = {
  publisher: 'the monolith',
  means: '`@ftgo/monolith-publisher`; in the demo by monolith-simulator',
  trigger: 'in the transaction that makes the change, through the monolith’s outbox',
  orderingKey:
    '`orderId` or `restaurantId`, then `version`, the row’s version after the change; on the wire no order is promised',
  guarantee:
    'at least once: persistent, mandatory, confirmed; a row leaves the outbox after the confirm and no return',
  messageId:
    'the CloudEvent’s `id`, which is the AMQP message id as well; the publisher makes UUIDs, and a repetition has the same',
};

/** Our catalogue of the monolith's domain events, heartbeat included. */
export function domainEvents(samples: Samples): Flow {
  const channel: Channel = {
    key: 'ftgo.events',
    title: 'The monolith’s domain events',
    exchange: { name: MONOLITH_EVENTS_EXCHANGE, type: 'topic', durable: true },
    routingKey: '{type}',
    parameters: { type: { description: 'The event’s type.', options: Object.keys(EVENTS) } },
    terms: TERMS,
    messages: Object.keys(EVENTS).map((type) => messageOf(type as EventType, samples)),
  };
  return {
    title: 'Domain events of the monolith',
    purpose:
      'What happened to orders and restaurants, in our own catalogue: CloudEvents 1.0 in their JSON form. The way for a monolith that can be changed. A type that is not in the catalogue is quarantined.',
    channels: [channel],
    queue: replicaQueue('events', [channel]),
    shown: 'ftgo.order.accepted.v1',
  };
}

function messageOf(type: EventType, samples: Samples): Message {
  const sample = sampleOf(samples, 'events', type);
  const content = EVENTS[type];
  return {
    key: type,
    title: type,
    when: WHEN[type],
    says: toldBy('events', [sample]),
    payload: z.intersection(
      CloudEventEnvelope,
      z.looseObject({ type: z.literal(type), data: content }),
    ),
    content,
    examples: [exampleOf(sample)],
  };
}
