import { madeTrace } from '@ftgo/monolith-traces';
import { SHIPPED_LAB_POLICY } from '../measures/lab-policy.js';
import { recordOrders } from '../replay/record-orders.js';
import { HeardOutput } from '../testing.js';
import { withoutPickups } from './made-outage.js';
import { measureOutage } from './measure-outage.js';

const trace = madeTrace({ orders: 800, seed: 3 });
const measuring = { learnShare: 0.6, lateAfterMinutes: 0 };

describe('a made outage', () => {
  it('deletes the pick-up events of the orders that it hits, and nothing else', () => {
    const hit = trace.orders[0]?.orderId;
    const { orders } = withoutPickups(trace, (orderId) => orderId === hit);
    expect(orders[0]).not.toHaveProperty('pickedUpAt');
    expect(orders[0]?.deliveredAt).toEqual(trace.orders[0]?.deliveredAt);
    expect(orders.slice(1)).toEqual(trace.orders.slice(1));
  });

  it('leaves orders in the order of the trace, and their restaurants as they are', () => {
    const outage = withoutPickups(trace, () => true);
    expect(outage.restaurants).toEqual(trace.restaurants);
    expect(outage.orders.map(({ orderId }) => orderId)).toEqual(
      trace.orders.map(({ orderId }) => orderId),
    );
    expect(outage.orders.some(({ pickedUpAt }) => pickedUpAt !== undefined)).toBe(false);
  });

  it('changes nothing where it hits nobody', () => {
    expect(withoutPickups(trace, () => false)).toEqual(trace);
  });

  it('is measured on all measured days and on every second one, for each policy', () => {
    const output = new HeardOutput();
    const policies = [SHIPPED_LAB_POLICY];
    const { records } = recordOrders(trace, { ...measuring, policies });
    const figures = measureOutage(trace, records, policies, measuring, output);
    expect(figures.map(({ days, policy }) => [days, policy])).toEqual([
      ['all measured days', 'shipped'],
      ['every second measured day', 'shipped'],
    ]);
    for (const { falseAlarms, ratio, recall } of figures) {
      expect(falseAlarms.during).toBeGreaterThanOrEqual(0);
      expect(ratio).toBeCloseTo(falseAlarms.during / falseAlarms.without, 10);
      expect(recall.during).toBeLessThanOrEqual(1);
    }
    expect(output.out).toContain('Made outage: pick-up events deleted');
    expect(output.out).toMatch(/every second measured day +shipped/);
  });
});
