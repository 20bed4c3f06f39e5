import { anOrder, at } from '../testing/index.js';
import type { Order } from '../order.js';
import { deliveryRange } from './delivery-range.js';
import { POSITION } from './estimate-inputs.js';
import { EstimateKnowledge } from './estimate-knowledge.js';
import { DEFAULT_ESTIMATE_SETTINGS } from './estimate-settings.js';
import { OrderRow } from './order-row.js';

const now = at('18:30');

function rangeOf(order: Order, change: (knowledge: EstimateKnowledge) => void = () => undefined) {
  const knowledge = new EstimateKnowledge(DEFAULT_ESTIMATE_SETTINGS);
  change(knowledge);
  const row = new OrderRow(knowledge);
  row.fill(order, order.promisedAt?.getTime() ?? Number.NaN, now.getTime());
  const { quarterMs, halfMs, threeQuartersMs } = deliveryRange(
    row,
    knowledge,
    now.getTime(),
    now.getTime(),
  );
  const minutes = (ms: number): number => (ms - now.getTime()) / 60_000;
  return { quarter: minutes(quarterMs), half: minutes(halfMs), most: minutes(threeQuartersMs) };
}

describe('deliveryRange', () => {
  it('has a quarter, half and three quarters of such orders in turn', () => {
    const { quarter, half, most } = rangeOf(anOrder({ acceptedAt: at('18:05') }));
    expect(quarter).toBeGreaterThan(1);
    expect(half).toBeGreaterThan(quarter);
    expect(most).toBeGreaterThan(half);
    expect(most).toBeLessThan(90);
  });

  it('lies sooner once the courier has the meal', () => {
    const accepted = anOrder({ acceptedAt: at('18:05') });
    const pickedUp = anOrder({ acceptedAt: at('18:05'), pickedUpAt: at('18:20') });
    expect(rangeOf(pickedUp).half).toBeLessThan(rangeOf(accepted).half);
  });

  it('is moved by the other inputs: a large order takes longer', () => {
    const small = anOrder({ orderTotalCents: 2_000 });
    const large = anOrder({ orderTotalCents: 20_000 });
    expect(rangeOf(large).half).toBeGreaterThan(rangeOf(small).half + 3);
  });

  it('can be told without a promise, and of an order that is late', () => {
    expect(rangeOf(anOrder({ promisedAt: undefined })).half).toBeGreaterThan(1);
    const late = anOrder({ createdAt: at('17:20'), promisedAt: at('18:20') });
    expect(rangeOf(late).most).toBeGreaterThan(rangeOf(late).quarter);
  });

  it('keeps the spread of the curve, even where the curve has come to count for nothing', () => {
    const { most } = rangeOf(anOrder({ acceptedAt: at('18:05') }), ({ weights }) => {
      weights.weights[POSITION.curve] = 0;
    });
    expect(most).toBeLessThan(600);
  });
});
