import { DelayedOrderItem } from '@ftgo/delayed-orders-contracts';
import type { DelayedOrderView, ToldView } from '@ftgo/delayed-orders-persistence';
import { toItem } from './to-item.js';

const at = (time: string): Date => new Date(`2026-10-03T${time}Z`);

const lateVindaloo: DelayedOrderView = {
  order_id: 42,
  consumer_id: 7,
  restaurant_id: 1,
  restaurant_name: 'Ajanta',
  condition: 'LATE',
  reason: 'PROMISE_PASSED',
  since: at('18:50:00'),
  promised_at: at('18:45:00'),
  expected_from: null,
  expected_to: null,
  now: at('18:52:59'),
};

const told = (order_id: number): ToldView => ({
  order_id,
  condition: 'LATE',
  audience: 'CUSTOMER',
  channel: 'EMAIL',
  receipt: 'DELIVERED',
  state: 'SENT',
  settled_at: at('18:50:05'),
});

describe('toItem', () => {
  it('keeps to our contract', () => {
    const item = toItem(lateVindaloo, [told(42)]);
    expect(DelayedOrderItem.parse(item)).toEqual(item);
  });

  it('counts whole minutes past the promise', () => {
    expect(toItem(lateVindaloo, []).minutesLate).toBe(7);
  });

  it.each([
    ['without a promise', { promised_at: null }],
    ['before the promise', { now: at('18:44:59') }],
    ['at the promise', { now: at('18:45:00') }],
  ])('tells no lateness %s', (_when, changes) => {
    expect(toItem({ ...lateVindaloo, ...changes }, []).minutesLate).toBeNull();
  });

  it('takes only the order’s own notices', () => {
    expect(toItem(lateVindaloo, [told(41), told(42), told(43)]).told).toHaveLength(1);
  });

  it('tells what is not known yet as null', () => {
    const unknown = { consumer_id: null, restaurant_id: null, restaurant_name: null, reason: null };
    const pending = { ...told(42), state: 'PENDING' as const, settled_at: null };
    const item = toItem({ ...lateVindaloo, ...unknown }, [pending]);
    expect(item).toMatchObject({ ...{ consumerId: null, restaurantName: null, reason: null } });
    expect(item.told[0]).toMatchObject({ state: 'PENDING', at: null });
  });
});
