import { ORDER_EVENTS, translateDomainEvent } from '@ftgo/monolith-contracts';
import { minute, catalogueEvents } from '../testing/mothers.js';
import type { OrderChange } from './order-step.js';
import { columnsOf, eventOf } from './order-step.js';

const events = catalogueEvents();
const step = (change: OrderChange) => ({ orderId: 42, at: minute(3), change });
const eventFor = (change: OrderChange) => eventOf(step(change), 5, events)[0]?.body as Body;

interface Body {
  readonly type: keyof typeof ORDER_EVENTS;
  readonly time: string;
  readonly subject: string;
  readonly data: Record<string, unknown>;
}

const EVERY_CHANGE: readonly OrderChange[] = [
  { kind: 'accepted', readyBy: minute(18), courierId: 3 },
  { kind: 'accepted', readyBy: minute(18) },
  { kind: 'preparing' },
  { kind: 'ready' },
  { kind: 'picked-up', courierId: 3 },
  { kind: 'picked-up' },
  { kind: 'delivered' },
  { kind: 'cancelled', cancelledBy: 'CONSUMER' },
  { kind: 'cancelled', cancelledBy: 'RESTAURANT' },
  { kind: 'rescheduled', promisedAt: minute(60) },
  { kind: 'rescheduled', promisedAt: null },
];

describe('eventOf', () => {
  it.each(EVERY_CHANGE)('is an event of the catalogue for %j', (change) => {
    const event = eventFor(change);
    expect(() => ORDER_EVENTS[event.type].parse(event.data)).not.toThrow();
    expect(translateDomainEvent(event, (wallClockMs) => wallClockMs)).toMatchObject({
      understood: true,
      changes: [{ kind: 'order', orderId: 42, version: 5, occurredAt: minute(3) }],
    });
  });

  it('tells of the order after the step, and when it was', () => {
    const { data, time, subject } = eventFor({ kind: 'preparing' });
    expect({ time, subject }).toEqual({ time: minute(3).toISOString(), subject: 'order/42' });
    expect(data).toEqual({ orderId: 42, version: 5, preparingAt: minute(3).toISOString() });
  });

  it('tells what the kitchen promises and who will ride', () => {
    const change: OrderChange = { kind: 'accepted', readyBy: minute(18), courierId: 3 };
    expect(eventFor(change).data).toMatchObject({
      acceptedAt: minute(3).toISOString(),
      readyBy: minute(18).toISOString(),
      courierId: 3,
    });
  });

  it('tells null for a promise that was taken back', () => {
    expect(eventFor({ kind: 'rescheduled', promisedAt: null }).data).toMatchObject({
      promisedAt: null,
    });
  });
});

describe('columnsOf', () => {
  it.each([
    [{ kind: 'preparing' }, { order_state: 'PREPARING', preparing_time: minute(3) }],
    [{ kind: 'ready' }, { order_state: 'READY_FOR_PICKUP', ready_for_pickup_time: minute(3) }],
    [{ kind: 'picked-up' }, { order_state: 'PICKED_UP', picked_up_time: minute(3) }],
    [{ kind: 'delivered' }, { order_state: 'DELIVERED', delivered_time: minute(3) }],
  ] as const)('writes the moment of %j', (change, columns) => {
    expect(columnsOf(step(change))).toEqual(columns);
  });

  it('schedules the delivery 30 minutes after readyBy', () => {
    expect(columnsOf(step({ kind: 'accepted', readyBy: minute(18), courierId: 3 }))).toEqual({
      order_state: 'ACCEPTED',
      accept_time: minute(3),
      ready_by: minute(18),
      scheduled_delivery_time: minute(48),
      assigned_courier_id: 3,
    });
  });

  it('writes who cancelled', () => {
    expect(columnsOf(step({ kind: 'cancelled', cancelledBy: 'RESTAURANT' }))).toEqual({
      order_state: 'CANCELLED',
      cancelled_time: minute(3),
      cancelled_by: 'RESTAURANT',
    });
  });

  it('leaves the state alone when only the promise moves', () => {
    expect(columnsOf(step({ kind: 'rescheduled', promisedAt: minute(60) }))).toEqual({
      promise_changed: true,
      delivery_time: minute(60),
    });
  });
});
