import { CloudEventEnvelope } from './cloud-event.js';
import type { ReadLocalTime } from '../instant.js';
import { toCents } from '../money.js';
import { AbsurdMomentError, toInstant } from '../instant.js';
import type { OrderEventData, OrderEventType } from './order-events.v1.js';
import { ORDER_EVENTS } from './order-events.v1.js';
import type { Heartbeat, OrderChange, RestaurantChange } from '../replica-change.js';
import type { RestaurantEventData, RestaurantEventType } from './restaurant-events.v1.js';
import { RESTAURANT_EVENTS } from './restaurant-events.v1.js';
import type { Translation } from '../translation.js';
import { issuesOf, misunderstood, understood } from '../translation.js';
import type { FeedEventType } from './feed-events.v1.js';
import { FEED_EVENTS } from './feed-events.v1.js';

/**
 * The anti-corruption layer (Microservices Patterns, 13.3) for domain events: one parsed JSON
 * body in, one change in our words out. Pure and total: it never throws.
 * @param readLocalTime reads moments without an offset in the monolith's zone.
 */
export function translateDomainEvent(body: unknown, readLocalTime: ReadLocalTime): Translation {
  const envelope = CloudEventEnvelope.safeParse(body);
  if (!envelope.success) return misunderstood('wrong-schema', issuesOf(envelope.error));
  const { type, data, time } = envelope.data;
  return translateEventData(type, data, time, readLocalTime);
}

/**
 * The same for an event that came without its envelope, as an outbox router sends it.
 * @param time when it happened; undefined where nothing tells.
 */
export function translateEventData(
  type: string,
  data: unknown,
  time: string | undefined,
  readLocalTime: ReadLocalTime,
): Translation {
  const read = (moment: string): Date => toInstant(moment, readLocalTime);
  const occurredAt = (): Date | undefined => (time === undefined ? undefined : read(time));
  try {
    if (isOrderEvent(type)) {
      const parsed = ORDER_EVENTS[type].safeParse(data);
      if (!parsed.success) return misunderstood('wrong-schema', issuesOf(parsed.error));
      return understood([orderChange(type, parsed.data, occurredAt(), read)]);
    }
    if (isRestaurantEvent(type)) {
      const parsed = RESTAURANT_EVENTS[type].safeParse(data);
      if (!parsed.success) return misunderstood('wrong-schema', issuesOf(parsed.error));
      return understood([restaurantChange(parsed.data, occurredAt(), read)]);
    }
    if (isFeedEvent(type)) {
      const parsed = FEED_EVENTS[type].safeParse(data);
      if (!parsed.success) return misunderstood('wrong-schema', issuesOf(parsed.error));
      const heartbeat: Heartbeat = { kind: 'heartbeat', sentAt: read(parsed.data.sentAt) };
      return understood([heartbeat]);
    }
  } catch (error) {
    if (error instanceof AbsurdMomentError) return misunderstood('absurd-moment', error.message);
    throw error;
  }
  return misunderstood('unknown-type', 'no event of this type is in the catalogue');
}

type ReadMoment = (moment: string) => Date;
type OrderFields = OrderChange['fields'];
type AnyOrderData = OrderEventData<OrderEventType>;

/** What each event says of the order, field by field. */
const ORDER_FIELDS: {
  [Type in OrderEventType]: (data: OrderEventData<Type>, read: ReadMoment) => OrderFields;
} = {
  'ftgo.order.created.v1': (data, read) => ({
    state: 'APPROVED',
    consumerId: data.consumerId,
    restaurantId: data.restaurantId,
    orderTotalCents: toCents(data.orderTotal),
    createdAt: read(data.createdAt),
    promisedAt: optional(data.promisedAt, read),
    area: data.area ?? null,
  }),
  'ftgo.order.accepted.v1': (data, read) => ({
    state: 'ACCEPTED',
    acceptedAt: read(data.acceptedAt),
    readyBy: optional(data.readyBy, read),
    ...(data.courierId == null ? {} : { courierId: data.courierId }),
    ...(data.scheduledDeliveryAt == null
      ? {}
      : { scheduledDeliveryAt: read(data.scheduledDeliveryAt) }),
  }),
  'ftgo.order.preparation-started.v1': (data, read) => ({
    state: 'PREPARING',
    preparingAt: read(data.preparingAt),
  }),
  'ftgo.order.ready-for-pickup.v1': (data, read) => ({
    state: 'READY_FOR_PICKUP',
    readyAt: read(data.readyAt),
  }),
  'ftgo.order.picked-up.v1': (data, read) => ({
    state: 'PICKED_UP',
    pickedUpAt: read(data.pickedUpAt),
    ...(data.courierId == null ? {} : { courierId: data.courierId }),
  }),
  'ftgo.order.delivered.v1': (data, read) => ({
    state: 'DELIVERED',
    deliveredAt: read(data.deliveredAt),
  }),
  'ftgo.order.cancelled.v1': (data, read) => ({
    state: 'CANCELLED',
    cancelledAt: read(data.cancelledAt),
    cancelledBy: data.cancelledBy,
  }),
  'ftgo.order.revised.v1': (data) => ({ orderTotalCents: toCents(data.orderTotal) }),
  'ftgo.order.delivery-rescheduled.v1': (data, read) => ({
    promisedAt: optional(data.promisedAt, read),
  }),
};

function orderChange(
  type: OrderEventType,
  data: AnyOrderData,
  occurredAt: Date | undefined,
  read: ReadMoment,
): OrderChange {
  // The table is typed by event; the compiler cannot follow that `data` was parsed by `type`.
  const fieldsOf = ORDER_FIELDS[type] as (data: AnyOrderData, read: ReadMoment) => OrderFields;
  const { orderId, version } = data;
  const fields = fieldsOf(data, read);
  return { kind: 'order', orderId, version, position: 0n, occurredAt, fields };
}

function restaurantChange(
  data: RestaurantEventData<RestaurantEventType>,
  occurredAt: Date | undefined,
  read: ReadMoment,
): RestaurantChange {
  const { restaurantId, version, openingHours } = data;
  const closures = (data.closures ?? []).map(({ from, to }) => ({
    from: read(from),
    to: read(to),
  }));
  const identity = 'name' in data ? { name: data.name, timeZone: data.timeZone } : {};
  const fields = { ...identity, openingHours, closures };
  return { kind: 'restaurant', restaurantId, version, position: 0n, occurredAt, fields };
}

const isOrderEvent = (type: string): type is OrderEventType => Object.hasOwn(ORDER_EVENTS, type);
const isRestaurantEvent = (type: string): type is RestaurantEventType =>
  Object.hasOwn(RESTAURANT_EVENTS, type);
const isFeedEvent = (type: string): type is FeedEventType => Object.hasOwn(FEED_EVENTS, type);

const optional = (moment: string | null | undefined, read: ReadMoment): Date | null =>
  moment == null ? null : read(moment);
