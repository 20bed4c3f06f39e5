import fc from 'fast-check';
import { anOrder, at, minutesAfter } from '../testing/index.js';
import { POSITION } from './estimate-inputs.js';
import { EstimateKnowledge } from './estimate-knowledge.js';
import { DEFAULT_ESTIMATE_SETTINGS } from './estimate-settings.js';
import { OrderRow } from './order-row.js';
import { ThresholdWatch } from './threshold-watch.js';

const PROMISE = at('19:00');

function watching(curveWeight?: number) {
  const knowledge = new EstimateKnowledge(DEFAULT_ESTIMATE_SETTINGS);
  if (curveWeight !== undefined) knowledge.weights.weights[POSITION.curve] = curveWeight;
  const row = new OrderRow(knowledge);
  return { row, watch: new ThresholdWatch(row, knowledge) };
}

const progress = fc.record({
  acceptedAt: fc.option(
    fc.nat(20).map((m) => minutesAfter(at('18:00'), m)),
    { nil: undefined },
  ),
  pickedUpAt: fc.option(
    fc.nat(30).map((m) => minutesAfter(at('18:05'), m)),
    { nil: undefined },
  ),
  orderTotalCents: fc.integer({ min: 500, max: 40_000 }),
});
const probability = fc.double({ min: 0, max: 1, noNaN: true });
const minute = fc.integer({ min: 0, max: 59 });
const weight = fc.constantFrom(undefined, 0, 0.05, 0.4, 3, -1);

describe('ThresholdWatch', () => {
  it('answers at every minute as evaluating the row there would, whatever was learnt', () => {
    fc.assert(
      fc.property(progress, probability, minute, weight, (known, threshold, start, curve) => {
        const { row, watch } = watching(curve);
        const order = anOrder(known);
        const lateMs = PROMISE.getTime();
        const from = minutesAfter(at('18:00'), start).getTime();
        row.fill(order, lateMs, from);
        watch.aim(threshold, lateMs, from, lateMs);
        const found: boolean[] = [];
        const exact: boolean[] = [];
        for (let ms = from; ms < lateMs; ms += 60_000) {
          found.push(watch.isReachedAt(ms));
          row.fill(order, lateMs, ms);
          exact.push(1 / (1 + Math.exp(-row.logOdds())) >= threshold);
        }
        expect(found).toEqual(exact);
      }),
      { numRuns: 200 },
    );
  });

  it('is certain once the order is late', () => {
    const { row, watch } = watching();
    row.fill(anOrder(), PROMISE.getTime(), at('18:30').getTime());
    watch.aim(1, PROMISE.getTime(), at('18:30').getTime(), at('20:00').getTime());
    expect(watch.isReachedAt(at('18:59').getTime())).toBe(false);
    expect(watch.isReachedAt(PROMISE.getTime())).toBe(true);
  });

  it('reaches 0 at once and 1 never before the promise', () => {
    const { row, watch } = watching();
    const from = at('18:30').getTime();
    row.fill(anOrder(), PROMISE.getTime(), from);
    watch.aim(0, PROMISE.getTime(), from, PROMISE.getTime());
    expect(watch.isReachedAt(from)).toBe(true);
    watch.aim(1, PROMISE.getTime(), from, PROMISE.getTime());
    expect(watch.isReachedAt(from)).toBe(false);
  });
});
