import { z } from 'zod';
import { Closure, OpeningInterval } from '../domain-events/restaurant-events.v1.js';
import { Moment } from '../instant.js';
import { Money } from '../money.js';
import { TimeZone } from '../time-zone.js';

/** A number that the monolith gave out; FTGO's mapper may write it as a text. */
export const Id = z.union([
  z.int().positive(),
  z
    .string()
    .regex(/^[1-9]\d{0,15}$/)
    .transform(Number)
    .pipe(z.int().positive()),
]);

/**
 * Added to FTGO's events for this service, and optional: the row's version and the event's time.
 * FTGO's mapper leaves out what is null, older ones write it.
 */
const Added = { version: z.int().nonnegative().nullish(), at: Moment.nullish() };

const Hours = {
  openingHours: z.array(OpeningInterval).max(100).nullish(),
  closures: z.array(Closure).max(100).nullish(),
};

/** FTGO's events that say something to the replica, by class name without the package (contract 3.3, 3.6). */
export const TRAM_PAYLOADS = {
  OrderCreatedEvent: z.object({
    ...Added,
    orderDetails: z.object({ orderTotal: Money, restaurantId: Id, consumerId: Id }),
    deliveryTime: Moment.nullish(),
    area: z.string().max(100).nullish(),
  }),
  OrderAuthorized: z.object(Added),
  OrderRejected: z.object(Added),
  OrderCancelled: z.object({ ...Added, cancelledBy: z.enum(['CONSUMER', 'RESTAURANT']).nullish() }),
  OrderRevised: z.object({
    ...Added,
    newOrderTotal: Money.nullish(),
    deliveryTime: Moment.nullish(),
  }),
  OrderAccepted: z.object({
    ...Added,
    readyBy: Moment.nullish(),
    scheduledDeliveryTime: Moment.nullish(),
    courierId: Id.nullish(),
  }),
  OrderPreparationStarted: z.object(Added),
  OrderReadyForPickup: z.object(Added),
  OrderPickedUp: z.object({ ...Added, courierId: Id.nullish() }),
  OrderDelivered: z.object(Added),
  OrderDeliveryRescheduled: z.object({
    ...Added,
    deliveryTime: Moment.nullish(),
    scheduledDeliveryTime: Moment.nullish(),
  }),
  TicketAcceptedEvent: z.object({ ...Added, readyBy: Moment.nullish() }),
  TicketPreparationStartedEvent: z.object(Added),
  TicketPreparationCompletedEvent: z.object(Added),
  TicketPickedUpEvent: z.object(Added),
  CourierScheduledForDelivery: z.object({
    deliveryId: Id,
    actions: z.array(z.object({ type: z.string(), time: Moment.nullish() })).max(10),
  }),
  CourierUnscheduledForDelivery: z.object({ deliveryId: Id }),
  RestaurantCreated: z.object({
    ...Added,
    name: z.string().min(1).max(20_000),
    timeZone: TimeZone.nullish(),
    ...Hours,
  }),
  RestaurantOpeningHoursRevised: z.object({ ...Added, ...Hours }),
  FeedHeartbeat: z.object({ sentAt: Moment }),
} as const;

export type TramEventName = keyof typeof TRAM_PAYLOADS;
export type TramPayload<Name extends TramEventName> = z.infer<(typeof TRAM_PAYLOADS)[Name]>;

/** FTGO's events that are published and say nothing to the replica. */
export const TRAM_NO_NEWS: ReadonlySet<string> = new Set([
  'TicketCreatedEvent',
  'TicketCancelled',
  'TicketRevised',
  'OrderRevisionProposed',
  'OrderRevisionRejected',
  'OrderCancelRequested',
  'OrderAuthorizedCancelRequested',
  'OrderRejectedCancelRequested',
  'OrderLineItemChangeQueued',
  'RestaurantMenuRevised',
]);
