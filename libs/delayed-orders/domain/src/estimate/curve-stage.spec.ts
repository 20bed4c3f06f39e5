import type { Order } from '../order.js';
import { anOrder, at } from '../testing/index.js';
import {
  ACCEPTED,
  CURVE_STAGES,
  curveStageOf,
  enteredMs,
  PICKED_UP,
  READY,
} from './curve-stage.js';

const stageOf = (change: Partial<Order>): string | undefined =>
  CURVE_STAGES[curveStageOf(anOrder(change))];

describe('the curve’s stage of an order', () => {
  it.each([
    ['PLACED', {}],
    ['ACCEPTED', { acceptedAt: at('18:05') }],
    ['ACCEPTED', { acceptedAt: at('18:05'), preparingAt: at('18:07') }],
    ['READY', { acceptedAt: at('18:05'), readyAt: at('18:20') }],
    ['PICKED_UP', { pickedUpAt: at('18:25') }],
  ])('is %s by the furthest event heard of', (stage, change) => {
    expect(stageOf(change)).toBe(stage);
  });

  it('is ACCEPTED by the kitchen’s start where the acceptance was never heard of', () => {
    const order = anOrder({ preparingAt: at('18:07') });
    expect(stageOf({ preparingAt: at('18:07') })).toBe('ACCEPTED');
    expect(enteredMs(order, ACCEPTED)).toBe(at('18:07').getTime());
  });

  it('goes on counting from the acceptance while the meal is prepared', () => {
    const order = anOrder({ acceptedAt: at('18:05'), preparingAt: at('18:07') });
    expect(enteredMs(order, ACCEPTED)).toBe(at('18:05').getTime());
  });

  it('is unknown while nothing is known', () => {
    expect(curveStageOf(anOrder({ createdAt: undefined }))).toBe(-1);
  });

  it('did not begin before the order was created, whatever a clock says', () => {
    const order = anOrder({ pickedUpAt: at('17:30') });
    expect(enteredMs(order, PICKED_UP)).toBe(at('18:00').getTime());
  });

  it('has no beginning where its event is not known', () => {
    expect(enteredMs(anOrder(), READY)).toBeNaN();
  });

  it('can be known of an order whose creation is not', () => {
    const order = anOrder({ createdAt: undefined, readyAt: at('18:20') });
    expect(curveStageOf(order)).toBe(READY);
    expect(enteredMs(order, READY)).toBe(at('18:20').getTime());
  });
});
