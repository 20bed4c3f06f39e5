import { anOrder, at } from '../testing/index.js';
import { courierId } from '../identifiers.js';
import { ROW_LENGTH } from './logistic-weights.js';
import { TrackedOrder } from './tracked-order.js';

const row = (value: number): Float64Array => new Float64Array(ROW_LENGTH).fill(value);

describe('TrackedOrder', () => {
  it('adds up its rows, plain and weighted by what was estimated', () => {
    const tracked = new TrackedOrder(anOrder());
    tracked.add(row(1), 0.25);
    tracked.add(row(2), 0.5);
    expect(tracked.rows).toBe(2);
    expect(tracked.inputs[0]).toBe(3);
    expect(tracked.expected[0]).toBe(1.25);
  });

  it('keeps its rows when an event is heard', () => {
    const tracked = new TrackedOrder(anOrder());
    tracked.add(row(1), 0.25);
    tracked.change(anOrder({ acceptedAt: at('18:05') }));
    expect(tracked.rows).toBe(1);
    expect(tracked.order.acceptedAt).toEqual(at('18:05'));
  });

  it('begins anew under another promise', () => {
    const tracked = new TrackedOrder(anOrder());
    tracked.add(row(1), 0.25);
    tracked.change(anOrder({ promisedAt: at('19:30') }));
    expect(tracked.rows).toBe(0);
    expect([...tracked.inputs, ...tracked.expected].every((sum) => sum === 0)).toBe(true);
  });

  it('is the same after it was stored as JSON, as far as inputs are made of it', () => {
    const order = anOrder({ acceptedAt: at('18:05'), courierId: courierId(3), area: 'north' });
    const tracked = new TrackedOrder(order);
    tracked.add(row(1 / 3), 0.7);
    const stored = JSON.parse(JSON.stringify(tracked.snapshot())) as ReturnType<
      TrackedOrder['snapshot']
    >;
    const restored = TrackedOrder.restore(stored);
    expect(restored.snapshot()).toEqual(tracked.snapshot());
    expect(restored.order).toMatchObject({
      id: 42,
      restaurantId: 1,
      consumerId: 7,
      courierId: 3,
      area: 'north',
      createdAt: at('18:00'),
      promisedAt: at('19:00'),
      acceptedAt: at('18:05'),
      pickedUpAt: undefined,
    });
  });
});
