import type { OrderEventData, OrderEventType } from '../domain-events/order-events.v1.js';
import type { Feed } from '../read-message.js';
import type { SampleEvent } from './domain-events.js';
import {
  moment,
  orderAccepted,
  orderCancelled,
  orderCreated,
  orderDelivered,
  orderEvent,
} from './domain-events.js';
import type { SampleRow } from './row-messages.js';
import { orderRow, rowsAlongTheLog, wallClockMicros } from './row-messages.js';
import { tramMessage } from './tram-messages.js';

/** One order's life, in the messages of each feed and in their order. */
export interface SampleOrderLife {
  /** Completes "an order …". */
  readonly about: string;
  readonly messages: Readonly<Record<Feed, readonly unknown[]>>;
  /** What is known of it in the end, in our words. */
  readonly ending: SampleRow;
}

const step = <Type extends OrderEventType>(
  type: Type,
  data: Omit<OrderEventData<Type>, 'orderId'>,
): SampleEvent<OrderEventData<Type>> =>
  orderEvent(type, { orderId: 42, ...data } as OrderEventData<Type>, moment('18:30'));

/** The row of an order as it was placed, and after each step. */
const placed = {
  version: 0,
  order_state: 'APPROVED',
  assigned_courier_id: null,
  ready_by: null,
  accept_time: null,
  created_at: wallClockMicros('18:00'),
  order_total: '61.70',
  area: 'Berkeley',
  cancelled_time: null,
  cancelled_by: null,
};
const accepted = {
  ...placed,
  version: 1,
  order_state: 'ACCEPTED',
  assigned_courier_id: 3,
  ready_by: wallClockMicros('18:25'),
  accept_time: wallClockMicros('18:03'),
  scheduled_delivery_time: wallClockMicros('18:55'),
};
const preparing = {
  ...accepted,
  version: 2,
  order_state: 'PREPARING',
  preparing_time: wallClockMicros('18:08'),
};
const ready = {
  ...preparing,
  version: 3,
  order_state: 'READY_FOR_PICKUP',
  ready_for_pickup_time: wallClockMicros('18:26'),
};
const pickedUp = {
  ...ready,
  version: 4,
  order_state: 'PICKED_UP',
  picked_up_time: wallClockMicros('18:31'),
};
const rescheduled = { ...pickedUp, version: 5, delivery_time: wallClockMicros('19:15') };
const delivered = {
  ...rescheduled,
  version: 6,
  order_state: 'DELIVERED',
  delivered_time: wallClockMicros('18:52'),
};
const cancelled = {
  ...accepted,
  version: 2,
  order_state: 'CANCELLED',
  cancelled_time: wallClockMicros('18:10'),
  cancelled_by: 'RESTAURANT',
};

const tram = (name: string, version: number, time: string, payload: object = {}): unknown =>
  tramMessage('Order', 42, name, { ...payload, version, at: `2026-10-03T${time}:00` });
const local = (time: string): string => `2026-10-03T${time}:00`;

const PLACED = {
  events: [orderCreated(), orderAccepted({ scheduledDeliveryAt: moment('18:55') })],
  tram: [
    tram('OrderCreatedEvent', 0, '18:00', {
      orderDetails: { orderTotal: '61.70', restaurantId: 1, consumerId: 7 },
      deliveryTime: local('19:00'),
      area: 'Berkeley',
    }),
    tram('OrderAccepted', 1, '18:03', {
      readyBy: local('18:25'),
      scheduledDeliveryTime: local('18:55'),
      courierId: 3,
    }),
  ],
};

const at = (time: string): Date => new Date(moment(time));
const ACCEPTED = {
  consumerId: 7,
  restaurantId: 1,
  courierId: 3,
  area: 'Berkeley',
  orderTotalCents: 6170,
  createdAt: at('18:00'),
  promisedAt: at('19:00'),
  acceptedAt: at('18:03'),
  readyBy: at('18:25'),
  scheduledDeliveryAt: at('18:55'),
};

/** Lives of order 42, told by each feed. */
export const ORDER_LIVES: readonly SampleOrderLife[] = [
  {
    about: 'that was delivered after its promise had moved',
    messages: {
      events: [
        ...PLACED.events,
        step('ftgo.order.preparation-started.v1', { version: 2, preparingAt: moment('18:08') }),
        step('ftgo.order.ready-for-pickup.v1', { version: 3, readyAt: moment('18:26') }),
        step('ftgo.order.picked-up.v1', { version: 4, pickedUpAt: moment('18:31'), courierId: 3 }),
        step('ftgo.order.delivery-rescheduled.v1', { version: 5, promisedAt: moment('19:15') }),
        orderDelivered({ version: 6 }),
      ],
      cdc: rowsAlongTheLog(
        'orders',
        [placed, accepted, preparing, ready, pickedUp, rescheduled, delivered].map(orderRow),
      ),
      tram: [
        ...PLACED.tram,
        tram('OrderPreparationStarted', 2, '18:08'),
        tram('OrderReadyForPickup', 3, '18:26'),
        tram('OrderPickedUp', 4, '18:31', { courierId: 3 }),
        tram('OrderDeliveryRescheduled', 5, '18:40', { deliveryTime: local('19:15') }),
        tram('OrderDelivered', 6, '18:52'),
      ],
    },
    ending: {
      ...ACCEPTED,
      state: 'DELIVERED',
      promisedAt: at('19:15'),
      preparingAt: at('18:08'),
      readyAt: at('18:26'),
      pickedUpAt: at('18:31'),
      deliveredAt: at('18:52'),
    },
  },
  {
    about: 'that its restaurant cancelled',
    messages: {
      events: [...PLACED.events, orderCancelled()],
      cdc: rowsAlongTheLog('orders', [placed, accepted, cancelled].map(orderRow)),
      tram: [...PLACED.tram, tram('OrderCancelled', 2, '18:10', { cancelledBy: 'RESTAURANT' })],
    },
    ending: {
      ...ACCEPTED,
      state: 'CANCELLED',
      cancelledAt: at('18:10'),
      cancelledBy: 'RESTAURANT',
    },
  },
];
