import { z } from 'zod';
import { Moment } from '../instant.js';
import { Money } from '../money.js';

/** A number that the monolith gave out (MySQL bigint, within JavaScript's safe range). */
const MonolithId = z.int().positive();

/** `orders.version` after the change: orders every event of one order, whatever way it came. */
const Versioned = z.object({ orderId: MonolithId, version: z.int().nonnegative() });

const NullableMoment = Moment.nullish();

/**
 * The catalogue of order events, version 1. Owner: the monolith. Exchange `ftgo.events`, routing
 * key = type, ordering key = `orderId` + `version`. Only fields are added within a version.
 */
export const ORDER_EVENTS = {
  /** A customer placed an order; `promisedAt` is absent where the monolith promises nothing. */
  'ftgo.order.created.v1': Versioned.extend({
    consumerId: MonolithId,
    restaurantId: MonolithId,
    orderTotal: Money,
    createdAt: Moment,
    promisedAt: NullableMoment,
    area: z.string().max(100).nullish(),
  }),
  /** The restaurant accepted; `readyBy` is the kitchen's promise. */
  'ftgo.order.accepted.v1': Versioned.extend({
    acceptedAt: Moment,
    readyBy: NullableMoment,
    courierId: MonolithId.nullish(),
    /** When the monolith's schedule has the courier arrive; no promise. */
    scheduledDeliveryAt: NullableMoment,
  }),
  'ftgo.order.preparation-started.v1': Versioned.extend({ preparingAt: Moment }),
  'ftgo.order.ready-for-pickup.v1': Versioned.extend({ readyAt: Moment }),
  'ftgo.order.picked-up.v1': Versioned.extend({
    pickedUpAt: Moment,
    courierId: MonolithId.nullish(),
  }),
  'ftgo.order.delivered.v1': Versioned.extend({ deliveredAt: Moment }),
  'ftgo.order.cancelled.v1': Versioned.extend({
    cancelledAt: Moment,
    cancelledBy: z.enum(['CONSUMER', 'RESTAURANT']),
  }),
  /** The customer changed quantities, and with them what the order comes to. */
  'ftgo.order.revised.v1': Versioned.extend({ orderTotal: Money }),
  /** The promise itself moved: a new promise generation begins. */
  'ftgo.order.delivery-rescheduled.v1': Versioned.extend({ promisedAt: Moment.nullable() }),
} as const;

export type OrderEventType = keyof typeof ORDER_EVENTS;
export type OrderEventData<Type extends OrderEventType> = z.infer<(typeof ORDER_EVENTS)[Type]>;
