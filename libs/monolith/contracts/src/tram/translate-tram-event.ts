import type { ReadLocalTime } from '../instant.js';
import { AbsurdMomentError, toInstant } from '../instant.js';
import { parseJson } from '../json.js';
import { toCents } from '../money.js';
import type { OrderChange, ReplicaChange, RestaurantChange } from '../replica-change.js';
import type { Translation } from '../translation.js';
import { issuesOf, misunderstood, nameOf, nothing, understood } from '../translation.js';
import type { TramEvent } from './tram-envelope.js';
import { publishedAt, TramEnvelope, tramPosition } from './tram-envelope.js';
import type { TramEventName, TramPayload } from './tram-payloads.js';
import { Id, TRAM_NO_NEWS, TRAM_PAYLOADS } from './tram-payloads.js';

/**
 * The anti-corruption layer for Eventuate Tram's messages (contract 3): one parsed body in, whose
 * payload is JSON within JSON, changes in our words out. Pure and total: it never throws.
 */
export function translateTramMessage(body: unknown, readLocalTime: ReadLocalTime): Translation {
  const envelope = TramEnvelope.safeParse(body);
  if (!envelope.success) return misunderstood('wrong-schema', issuesOf(envelope.error));
  const { payload: text, headers } = envelope.data;
  const payload = parseJson(text);
  if (payload === undefined) return misunderstood('not-json', 'the payload is no JSON');
  return translateTramEvent(
    {
      type: headers['event-type'],
      aggregateId: headers['event-aggregate-id'],
      id: headers.ID,
      date: headers.DATE,
      payload,
    },
    readLocalTime,
  );
}

/** The same for an event that came without its envelope. */
export function translateTramEvent(event: TramEvent, readLocalTime: ReadLocalTime): Translation {
  const name = classNameOf(event.type);
  if (TRAM_NO_NEWS.has(name)) return nothing();
  if (!isKnown(name)) {
    return nothing({ cause: 'unknown-event-type', detail: nameOf(name) });
  }
  const payload = TRAM_PAYLOADS[name].safeParse(event.payload);
  if (!payload.success) return misunderstood('wrong-schema', issuesOf(payload.error));
  try {
    const change = toChange(name, payload.data, event, new Moments(event.date, readLocalTime));
    return change === undefined
      ? misunderstood('wrong-schema', 'event-aggregate-id: a positive whole number is expected')
      : understood([change]);
  } catch (error) {
    if (error instanceof AbsurdMomentError) return misunderstood('absurd-moment', error.message);
    throw error;
  }
}

/** Reads the moments of one event; its own time is `at`, or else the second of its header. */
class Moments {
  constructor(
    private readonly date: string | undefined,
    private readonly readLocalTime: ReadLocalTime,
  ) {}

  read(moment: string): Date {
    return toInstant(moment, this.readLocalTime);
  }

  /** What the event does not name it does not say; null says that there is none. */
  named(moment: string | null | undefined): Date | null | undefined {
    return moment == null ? moment : this.read(moment);
  }

  ofEvent(at: string | null | undefined): Date | undefined {
    return at == null ? publishedAt(this.date) : this.read(at);
  }
}

type Fields = OrderChange['fields'];
type AnyPayload = TramPayload<TramEventName>;
type OrderEventName = Exclude<
  TramEventName,
  'RestaurantCreated' | 'RestaurantOpeningHoursRevised' | 'FeedHeartbeat'
>;

/** What each event says of the order; `at` is when it happened. */
const ORDER_FIELDS: {
  [Name in OrderEventName]: (
    payload: TramPayload<Name>,
    at: Date | undefined,
    moments: Moments,
  ) => Fields;
} = {
  OrderCreatedEvent: ({ orderDetails, deliveryTime, area }, at, moments) => ({
    state: 'APPROVED',
    consumerId: orderDetails.consumerId,
    restaurantId: orderDetails.restaurantId,
    orderTotalCents: toCents(orderDetails.orderTotal),
    createdAt: at,
    promisedAt: moments.named(deliveryTime),
    area,
  }),
  OrderAuthorized: () => ({ state: 'APPROVED' }),
  OrderRejected: (_, at) => ({ state: 'CANCELLED', cancelledAt: at }),
  OrderCancelled: ({ cancelledBy }, at) => ({
    state: 'CANCELLED',
    cancelledAt: at,
    cancelledBy: cancelledBy ?? undefined,
  }),
  OrderRevised: ({ newOrderTotal, deliveryTime }, _, moments) => ({
    orderTotalCents: newOrderTotal == null ? undefined : toCents(newOrderTotal),
    promisedAt: moments.named(deliveryTime) ?? undefined,
  }),
  OrderAccepted: ({ readyBy, scheduledDeliveryTime, courierId }, at, moments) => ({
    state: 'ACCEPTED',
    acceptedAt: at,
    readyBy: moments.named(readyBy),
    courierId: courierId ?? undefined,
    scheduledDeliveryAt: moments.named(scheduledDeliveryTime) ?? undefined,
  }),
  OrderPreparationStarted: (_, at) => ({ state: 'PREPARING', preparingAt: at }),
  OrderReadyForPickup: (_, at) => ({ state: 'READY_FOR_PICKUP', readyAt: at }),
  OrderPickedUp: ({ courierId }, at) => ({
    state: 'PICKED_UP',
    pickedUpAt: at,
    courierId: courierId ?? undefined,
  }),
  OrderDelivered: (_, at) => ({ state: 'DELIVERED', deliveredAt: at }),
  OrderDeliveryRescheduled: ({ deliveryTime, scheduledDeliveryTime }, _, moments) => ({
    promisedAt: moments.named(deliveryTime),
    scheduledDeliveryAt: moments.named(scheduledDeliveryTime),
  }),
  TicketAcceptedEvent: ({ readyBy }, at, moments) => ({
    state: 'ACCEPTED',
    acceptedAt: at,
    readyBy: moments.named(readyBy),
  }),
  TicketPreparationStartedEvent: (_, at) => ({ state: 'PREPARING', preparingAt: at }),
  TicketPreparationCompletedEvent: (_, at) => ({ state: 'READY_FOR_PICKUP', readyAt: at }),
  TicketPickedUpEvent: (_, at) => ({ state: 'PICKED_UP', pickedUpAt: at }),
  CourierScheduledForDelivery: ({ actions }, _, moments) => ({
    scheduledDeliveryAt:
      moments.named(actions.find(({ type }) => type === 'DROPOFF')?.time) ?? null,
  }),
  CourierUnscheduledForDelivery: () => ({ scheduledDeliveryAt: null }),
};

function toChange(
  name: TramEventName,
  payload: AnyPayload,
  event: TramEvent,
  moments: Moments,
): ReplicaChange | undefined {
  if ('sentAt' in payload) return { kind: 'heartbeat', sentAt: moments.read(payload.sentAt) };
  // Courier events are about the courier; the order is named inside.
  const subject = 'deliveryId' in payload ? payload.deliveryId : aggregateIdOf(event);
  if (subject === undefined) return undefined;
  const { version, at } = 'version' in payload || 'at' in payload ? payload : NOT_ADDED;
  const occurredAt = moments.ofEvent(at);
  // A version orders across all feeds; without one, Tram's growing ids order within this feed.
  const stamp =
    version == null
      ? { version: 0, position: tramPosition(event.id), occurredAt }
      : { version, position: 0n, occurredAt };
  return name === 'RestaurantCreated' || name === 'RestaurantOpeningHoursRevised'
    ? { kind: 'restaurant', restaurantId: subject, ...stamp, fields: hoursOf(payload, moments) }
    : {
        kind: 'order',
        orderId: subject,
        ...stamp,
        fields: fieldsOf(name, payload, occurredAt, moments),
      };
}

const NOT_ADDED: { version?: number; at?: string } = {};

const aggregateIdOf = ({ aggregateId }: TramEvent): number | undefined =>
  Id.safeParse(aggregateId).data;

function fieldsOf(
  name: TramEventName,
  payload: AnyPayload,
  at: Date | undefined,
  moments: Moments,
): Fields {
  // The table is typed by event; the compiler cannot follow that `payload` was parsed by `name`.
  const of = ORDER_FIELDS[name as OrderEventName] as (
    payload: AnyPayload,
    at: Date | undefined,
    moments: Moments,
  ) => Fields;
  return of(payload, at, moments);
}

function hoursOf(payload: AnyPayload, moments: Moments): RestaurantChange['fields'] {
  const { name, timeZone, openingHours, closures } = payload as TramPayload<'RestaurantCreated'>;
  // Whoever says hours says all closures with them.
  const told = closures ?? (openingHours == null ? undefined : []);
  return {
    ...(name === undefined ? {} : { name, timeZone: timeZone ?? undefined }),
    openingHours: openingHours ?? undefined,
    closures: told?.map(({ from, to }) => ({ from: moments.read(from), to: moments.read(to) })),
  };
}

const isKnown = (name: string): name is TramEventName => Object.hasOwn(TRAM_PAYLOADS, name);

/** FTGO's types are Java's classes; what counts is the name behind packages and outer classes. */
const classNameOf = (type: string): string =>
  type.slice(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
