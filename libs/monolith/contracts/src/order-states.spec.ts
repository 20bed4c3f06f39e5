import { isKnownState, translateState } from './order-states.js';

describe('translateState', () => {
  it.each([
    'APPROVED',
    'ACCEPTED',
    'PREPARING',
    'READY_FOR_PICKUP',
    'PICKED_UP',
    'DELIVERED',
    'CANCELLED',
  ])("keeps the monolith's own state %s", (state) => {
    expect(translateState(state)).toBe(state);
    expect(isKnownState(state)).toBe(true);
  });

  it.each(['APPROVAL_PENDING', 'CANCEL_PENDING', 'REVISION_PENDING'])(
    'takes %s of the later application for an open order',
    (state) => {
      expect(translateState(state)).toBe('APPROVED');
      expect(isKnownState(state)).toBe(true);
    },
  );

  it('takes a rejected order for a cancelled one', () => {
    expect(translateState('REJECTED')).toBe('CANCELLED');
  });

  it.each(['ON_FIRE', 'approved', 'toString', 'constructor', '__proto__'])(
    'keeps %s, which nobody knows, as a name',
    (state) => {
      expect(translateState(state)).toBe(state);
      expect(isKnownState(state)).toBe(false);
    },
  );

  it.each(['ada@example.com', '+15105550100', 'John Doe', '', 'DELIVERED '])(
    'tells nothing of %j, which is no name (I8)',
    (state) => {
      expect(translateState(state)).toBe('(no name)');
      expect(isKnownState(translateState(state))).toBe(false);
    },
  );
});
