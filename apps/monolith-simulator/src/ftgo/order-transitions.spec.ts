import { minute } from '../testing/mothers.js';
import type { OrderChange } from './order-step.js';
import type { OrderState } from './order-transitions.js';
import { isRevisable, refuseUnlessAllowed } from './order-transitions.js';

const STATES: readonly OrderState[] = [
  'APPROVED',
  'ACCEPTED',
  'PREPARING',
  'READY_FOR_PICKUP',
  'PICKED_UP',
  'DELIVERED',
  'CANCELLED',
];
const OPEN = STATES.slice(0, 5);

const allowedFrom = (change: OrderChange): OrderState[] =>
  STATES.filter((state) => {
    try {
      refuseUnlessAllowed(state, change);
      return true;
    } catch {
      return false;
    }
  });

describe("FTGO's transitions", () => {
  it.each<[OrderChange, readonly OrderState[]]>([
    [{ kind: 'accepted', readyBy: minute(18) }, ['APPROVED']],
    [{ kind: 'preparing' }, ['ACCEPTED']],
    [{ kind: 'ready' }, ['PREPARING']],
    [{ kind: 'picked-up' }, ['READY_FOR_PICKUP']],
    [{ kind: 'delivered' }, ['PICKED_UP']],
    [{ kind: 'cancelled', cancelledBy: 'CONSUMER' }, ['APPROVED']],
  ])('allow %j only from %j', (change, states) => {
    expect(allowedFrom(change)).toEqual(states);
  });

  it.each<OrderChange>([
    { kind: 'cancelled', cancelledBy: 'RESTAURANT' },
    { kind: 'rescheduled', promisedAt: null },
  ])('allow the addition %j while an order is open', (change) => {
    expect(allowedFrom(change)).toEqual(OPEN);
  });

  it("refuse in FTGO's words", () => {
    expect(() => refuseUnlessAllowed('DELIVERED', { kind: 'preparing' })).toThrow(
      'current state: DELIVERED',
    );
  });

  it('let quantities be revised only until the restaurant accepts', () => {
    expect(STATES.filter(isRevisable)).toEqual(['APPROVED']);
  });
});
