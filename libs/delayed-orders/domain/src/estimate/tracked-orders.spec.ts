import { anOrder, at, minutesAfter } from '../testing/index.js';
import { orderId } from '../identifiers.js';
import { EstimateKnowledge } from './estimate-knowledge.js';
import { DEFAULT_ESTIMATE_SETTINGS } from './estimate-settings.js';
import { Estimator } from './estimator.js';
import { TrackedOrders } from './tracked-orders.js';

function tracking(room = 300, lateAfterMinutes = 0) {
  const { room: rooms } = DEFAULT_ESTIMATE_SETTINGS;
  const settings = { lateAfterMinutes, room: { ...rooms, trackedOrders: room } };
  const knowledge = new EstimateKnowledge(settings);
  const tracked = new TrackedOrders(knowledge, new Estimator(knowledge));
  const pass = (from: string, minutes: number): void => {
    for (let i = 0; i < minutes; i++) {
      knowledge.changes++;
      tracked.passMinute(minutesAfter(at(from), i).getTime() / 60_000);
    }
  };
  return { knowledge, tracked, pass, surprise: () => knowledge.weights.snapshot().surprise };
}

describe('TrackedOrders', () => {
  it('track orders with a promise, as long as there is room', () => {
    const { tracked } = tracking(2);
    tracked.begin(anOrder({ id: orderId(1), promisedAt: undefined }));
    for (const id of [2, 3, 4]) tracked.begin(anOrder({ id: orderId(id) }));
    expect(tracked.snapshot().map(({ id }) => id)).toEqual([2, 3]);
  });

  it('add a row every second minute of an order’s age, until 10 minutes before the promise', () => {
    const { tracked, pass } = tracking();
    tracked.begin(anOrder());
    pass('18:00', 7);
    expect(tracked.snapshot()[0]?.rows).toBe(4);
    pass('18:07', 52);
    expect(tracked.snapshot()[0]?.rows).toBe(26);
  });

  it('add none while the promise is more than two hours ahead', () => {
    const { tracked, pass } = tracking();
    tracked.begin(anOrder({ promisedAt: at('23:00') }));
    pass('18:00', 170);
    expect(tracked.snapshot()[0]?.rows).toBe(0);
    pass('21:00', 4);
    expect(tracked.snapshot()[0]?.rows).toBe(2);
  });

  it('teach that an order was in time when it is delivered by its promise', () => {
    const { tracked, pass, surprise } = tracking();
    tracked.begin(anOrder());
    pass('18:00', 30);
    tracked.end(anOrder({ deliveredAt: at('18:30') }));
    expect(surprise()).toBeLessThan(0);
    expect(tracked.size).toBe(0);
  });

  it('teach that it was late as soon as its promise has passed, and then no more', () => {
    const { tracked, pass, surprise } = tracking();
    tracked.begin(anOrder());
    pass('18:00', 61);
    expect(surprise()).toBe(0);
    pass('19:01', 1);
    const once = surprise();
    expect(once).toBeGreaterThan(0);
    tracked.end(anOrder({ deliveredAt: at('19:20') }));
    expect(surprise()).toBe(once);
  });

  it('take for late what the settings say', () => {
    const { tracked, pass, surprise } = tracking(300, 10);
    tracked.begin(anOrder());
    pass('18:00', 60);
    tracked.end(anOrder({ deliveredAt: at('19:10') }));
    expect(surprise()).toBeLessThan(0);
  });

  it('teach nothing of an order that ends otherwise, or that they never tracked', () => {
    const { tracked, pass, surprise } = tracking();
    tracked.begin(anOrder());
    pass('18:00', 30);
    tracked.end(anOrder({ cancelledAt: at('18:30') }));
    tracked.end(anOrder({ id: orderId(77), deliveredAt: at('18:30') }));
    expect(surprise()).toBe(0);
    expect(tracked.size).toBe(0);
  });

  it('judge by the promise that holds at the end', () => {
    const { tracked, pass, surprise } = tracking();
    tracked.begin(anOrder());
    pass('18:00', 30);
    tracked.end(anOrder({ promisedAt: at('18:20'), deliveredAt: at('18:30') }));
    expect(surprise()).toBe(0);
  });

  it('know the events that were heard meanwhile', () => {
    const { tracked } = tracking();
    tracked.begin(anOrder());
    tracked.change(anOrder({ acceptedAt: at('18:05') }));
    tracked.change(anOrder({ id: orderId(77), acceptedAt: at('18:05') }));
    expect(tracked.snapshot()).toHaveLength(1);
    expect(tracked.snapshot()[0]?.times[2]).toBe(at('18:05').getTime());
  });
});
