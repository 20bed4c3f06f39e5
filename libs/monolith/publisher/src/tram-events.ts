import type {
  OrderEventData,
  OrderEventType,
  RestaurantEventData,
  RestaurantEventType,
} from '@ftgo/monolith-contracts';
import { toLocalDateTime } from './local-date-time.js';
import type { TramEvent } from './tram-message.js';

const ORDERS = 'net.chrisrichardson.ftgo.orderservice.api.events';
const RESTAURANTS = 'net.chrisrichardson.ftgo.restaurantservice.events';

type ToLocal = (moment: string | null | undefined) => string | undefined;

/**
 * FTGO's class name of each event of the catalogue, and what its payload says (contract 3.6). What
 * has no value is left out, as FTGO's mapper leaves it out.
 */
const ORDER_EVENTS: {
  [Type in OrderEventType]: {
    readonly name: string;
    readonly payload: (data: OrderEventData<Type>, local: ToLocal) => object;
  };
} = {
  'ftgo.order.created.v1': {
    name: 'OrderCreatedEvent',
    payload: ({ orderTotal, restaurantId, consumerId, promisedAt, area }, local) => ({
      orderDetails: { lineItems: [], orderTotal, restaurantId, consumerId },
      deliveryTime: local(promisedAt),
      area: area ?? undefined,
    }),
  },
  'ftgo.order.accepted.v1': {
    name: 'OrderAccepted',
    payload: ({ readyBy, scheduledDeliveryAt, courierId }, local) => ({
      readyBy: local(readyBy),
      scheduledDeliveryTime: local(scheduledDeliveryAt),
      courierId: courierId ?? undefined,
    }),
  },
  'ftgo.order.preparation-started.v1': { name: 'OrderPreparationStarted', payload: () => ({}) },
  'ftgo.order.ready-for-pickup.v1': { name: 'OrderReadyForPickup', payload: () => ({}) },
  'ftgo.order.picked-up.v1': {
    name: 'OrderPickedUp',
    payload: ({ courierId }) => ({ courierId: courierId ?? undefined }),
  },
  'ftgo.order.delivered.v1': { name: 'OrderDelivered', payload: () => ({}) },
  'ftgo.order.cancelled.v1': {
    name: 'OrderCancelled',
    payload: ({ cancelledBy }) => ({ cancelledBy }),
  },
  'ftgo.order.revised.v1': {
    name: 'OrderRevised',
    payload: ({ orderTotal }) => ({ newOrderTotal: orderTotal }),
  },
  'ftgo.order.delivery-rescheduled.v1': {
    name: 'OrderDeliveryRescheduled',
    // Null, unlike silence, takes the promise back.
    payload: ({ promisedAt }, local) => ({ deliveryTime: local(promisedAt) ?? null }),
  },
};

/** An order event in FTGO's words and local times, with its version and its own time added. */
export function orderTramEvent<Type extends OrderEventType>(
  type: Type,
  at: Date,
  data: OrderEventData<Type>,
  timeZone: string,
): TramEvent {
  const local = localIn(timeZone);
  // The table is typed by event; the compiler cannot follow that `data` belongs to `type`.
  const { name, payload } = ORDER_EVENTS[type] as {
    name: string;
    payload: (data: OrderEventData<Type>, local: ToLocal) => object;
  };
  const { orderId, version } = data;
  return {
    channel: 'net.chrisrichardson.ftgo.orderservice.domain.Order',
    type: `${ORDERS}.${name}`,
    aggregateId: String(orderId),
    partitionKey: orderId,
    payload: { version, at: local(at.toISOString()), ...payload(data, local) },
  };
}

/** A restaurant event in FTGO's words and local times. */
export function restaurantTramEvent<Type extends RestaurantEventType>(
  type: Type,
  data: RestaurantEventData<Type>,
  timeZone: string,
): TramEvent {
  const { restaurantId, ...said } = data;
  const local = localIn(timeZone);
  const closures = said.closures?.map(({ from, to }) => ({ from: local(from), to: local(to) }));
  const name =
    type === 'ftgo.restaurant.created.v1' ? 'RestaurantCreated' : 'RestaurantOpeningHoursRevised';
  return {
    channel: 'net.chrisrichardson.ftgo.restaurantservice.domain.Restaurant',
    type: `${RESTAURANTS}.${name}`,
    aggregateId: String(restaurantId),
    partitionKey: restaurantId,
    payload: { ...said, closures },
  };
}

const localIn =
  (timeZone: string): ToLocal =>
  (moment) =>
    moment == null ? undefined : toLocalDateTime(new Date(moment), timeZone);
