import type { OrderEventData, OrderEventType } from '../domain-events/order-events.v1.js';
import type {
  RestaurantEventData,
  RestaurantEventType,
} from '../domain-events/restaurant-events.v1.js';

/** A CloudEvent as the monolith publishes it. */
export interface SampleEvent<Data> {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: '/ftgo/monolith';
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: Data;
}

/** 18:40 of 3 October 2026 in UTC, as the monolith writes it. */
export const moment = (time: string): string => `2026-10-03T${time}:00Z`;

/** An order event around the given data; `time` is when it happened. */
export function orderEvent<Type extends OrderEventType>(
  type: Type,
  data: OrderEventData<Type>,
  time: string,
): SampleEvent<OrderEventData<Type>> {
  const subject = `order/${data.orderId}`;
  return envelope(type, subject, `${subject}/${data.version}/${type}`, time, data);
}

/** A restaurant event around the given data. */
export function restaurantEvent<Type extends RestaurantEventType>(
  type: Type,
  data: RestaurantEventData<Type>,
  time: string,
): SampleEvent<RestaurantEventData<Type>> {
  const subject = `restaurant/${data.restaurantId}`;
  return envelope(type, subject, `${subject}/${data.version}/${type}`, time, data);
}

type Created = OrderEventData<'ftgo.order.created.v1'>;

/** Consumer 7 orders five Chicken Vindaloo from Ajanta at 18:00, promised for 19:00. */
export function orderCreated(overrides: Partial<Created> = {}): SampleEvent<Created> {
  const data: Created = {
    orderId: 42,
    version: 0,
    consumerId: 7,
    restaurantId: 1,
    orderTotal: '61.70',
    createdAt: moment('18:00'),
    promisedAt: moment('19:00'),
    area: 'Berkeley',
    ...overrides,
  };
  return orderEvent('ftgo.order.created.v1', data, data.createdAt);
}

type Accepted = OrderEventData<'ftgo.order.accepted.v1'>;

/** Ajanta accepts at 18:03 and wants to be ready by 18:25. */
export function orderAccepted(overrides: Partial<Accepted> = {}): SampleEvent<Accepted> {
  const data: Accepted = {
    orderId: 42,
    version: 1,
    acceptedAt: moment('18:03'),
    readyBy: moment('18:25'),
    courierId: 3,
    ...overrides,
  };
  return orderEvent('ftgo.order.accepted.v1', data, data.acceptedAt);
}

type Delivered = OrderEventData<'ftgo.order.delivered.v1'>;

/** The courier delivers at 18:52. */
export function orderDelivered(overrides: Partial<Delivered> = {}): SampleEvent<Delivered> {
  const data: Delivered = { orderId: 42, version: 5, deliveredAt: moment('18:52'), ...overrides };
  return orderEvent('ftgo.order.delivered.v1', data, data.deliveredAt);
}

type Cancelled = OrderEventData<'ftgo.order.cancelled.v1'>;

/** The restaurant cancels at 18:10. */
export function orderCancelled(overrides: Partial<Cancelled> = {}): SampleEvent<Cancelled> {
  const data: Cancelled = {
    orderId: 42,
    version: 2,
    cancelledAt: moment('18:10'),
    cancelledBy: 'RESTAURANT',
    ...overrides,
  };
  return orderEvent('ftgo.order.cancelled.v1', data, data.cancelledAt);
}

type RestaurantCreated = RestaurantEventData<'ftgo.restaurant.created.v1'>;

/** Ajanta opens in Los Angeles' time zone, on Saturdays from 11:00 to 22:30. */
export function restaurantCreated(
  overrides: Partial<RestaurantCreated> = {},
): SampleEvent<RestaurantCreated> {
  const data: RestaurantCreated = {
    restaurantId: 1,
    version: 0,
    name: 'Ajanta',
    timeZone: 'America/Los_Angeles',
    openingHours: [{ dayOfWeek: 6, opens: '11:00', closes: '22:30' }],
    ...overrides,
  };
  return restaurantEvent('ftgo.restaurant.created.v1', data, moment('09:00'));
}

function envelope<Data>(
  type: string,
  subject: string,
  id: string,
  time: string,
  data: Data,
): SampleEvent<Data> {
  return {
    specversion: '1.0',
    id,
    source: '/ftgo/monolith',
    type,
    subject,
    time,
    datacontenttype: 'application/json',
    data,
  };
}
