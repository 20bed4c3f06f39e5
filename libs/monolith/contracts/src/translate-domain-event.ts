import type { z } from 'zod';
import { CloudEventEnvelope } from './cloud-event.js';
import type { ReadLocalTime } from './instant.js';
import { AbsurdMomentError, toInstant } from './instant.js';
import type { OrderEventData, OrderEventType } from './order-events.v1.js';
import { ORDER_EVENTS } from './order-events.v1.js';
import type { OrderChange, ReplicaChange, RestaurantChange } from './replica-change.js';
import type { RestaurantEventData, RestaurantEventType } from './restaurant-events.v1.js';
import { RESTAURANT_EVENTS } from './restaurant-events.v1.js';

/** Why a message could not be understood; bounded, because it labels a metric. */
export type MisunderstandingCause = 'not-json' | 'unknown-type' | 'wrong-schema' | 'absurd-moment';

/** The outcome of a translation: a change in our words, or the cause for the quarantine (I2). */
export type Translation =
  | { readonly understood: true; readonly change: ReplicaChange; readonly eventId: string }
  | {
      readonly understood: false;
      readonly cause: MisunderstandingCause;
      /** Which fields and what was expected of them; never a value of the message. */
      readonly detail: string;
    };

/**
 * The anti-corruption layer (Microservices Patterns, 13.3) for domain events: one parsed JSON
 * body in, one change in our words out. Pure and total: it never throws.
 * @param readLocalTime reads moments without an offset in the monolith's zone.
 */
export function translateDomainEvent(body: unknown, readLocalTime: ReadLocalTime): Translation {
  const envelope = CloudEventEnvelope.safeParse(body);
  if (!envelope.success) return misunderstood('wrong-schema', issuesOf(envelope.error));
  const { type, data, time, id } = envelope.data;
  const read = (moment: string): Date => toInstant(moment, readLocalTime);
  try {
    if (isOrderEvent(type)) {
      const parsed = ORDER_EVENTS[type].safeParse(data);
      if (!parsed.success) return misunderstood('wrong-schema', issuesOf(parsed.error));
      return understood(id, orderChange(type, parsed.data, read(time), read));
    }
    if (isRestaurantEvent(type)) {
      const parsed = RESTAURANT_EVENTS[type].safeParse(data);
      if (!parsed.success) return misunderstood('wrong-schema', issuesOf(parsed.error));
      return understood(id, restaurantChange(parsed.data, read(time), read));
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
  'ftgo.order.delivery-rescheduled.v1': (data, read) => ({
    promisedAt: optional(data.promisedAt, read),
  }),
};

function orderChange(
  type: OrderEventType,
  data: AnyOrderData,
  occurredAt: Date,
  read: ReadMoment,
): OrderChange {
  // The table is typed by event; the compiler cannot follow that `data` was parsed by `type`.
  const fieldsOf = ORDER_FIELDS[type] as (data: AnyOrderData, read: ReadMoment) => OrderFields;
  const { orderId, version } = data;
  return { kind: 'order', orderId, version, occurredAt, fields: fieldsOf(data, read) };
}

function restaurantChange(
  data: RestaurantEventData<RestaurantEventType>,
  occurredAt: Date,
  read: ReadMoment,
): RestaurantChange {
  const { restaurantId, version, openingHours } = data;
  const closures = (data.closures ?? []).map(({ from, to }) => ({
    from: read(from),
    to: read(to),
  }));
  const identity = 'name' in data ? { name: data.name, timeZone: data.timeZone } : {};
  const fields = { ...identity, openingHours, closures };
  return { kind: 'restaurant', restaurantId, version, occurredAt, fields };
}

const isOrderEvent = (type: string): type is OrderEventType => Object.hasOwn(ORDER_EVENTS, type);
const isRestaurantEvent = (type: string): type is RestaurantEventType =>
  Object.hasOwn(RESTAURANT_EVENTS, type);

const optional = (moment: string | null | undefined, read: ReadMoment): Date | null =>
  moment == null ? null : read(moment);

function toCents(money: string): number {
  const [whole = '0', fraction = ''] = money.split('.');
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
}

const understood = (eventId: string, change: ReplicaChange): Translation => ({
  understood: true,
  change,
  eventId,
});

const misunderstood = (cause: MisunderstandingCause, detail: string): Translation => ({
  understood: false,
  cause,
  detail,
});

/** Paths and rules only: a value could be somebody's name. */
function issuesOf(error: z.ZodError): string {
  return error.issues
    .slice(0, 10)
    .map(({ path, code }) => `${path.join('.') || '(body)'}: ${code}`)
    .join('; ');
}
