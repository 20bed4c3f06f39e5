import type { WaitingNotice } from './waiting-notices.js';
import { overtakers } from './waiting-notices.js';

const left = (condition: string, second: number): WaitingNotice => ({
  ...{ orderId: 42, condition, state: 'SENT', cause: null, failures: 0, ambiguousSends: 0 },
  ...{ attempts: 3, useBy: new Date('2026-10-03T19:20:00Z'), settledInBusiness: null },
  settledAt: new Date(Date.UTC(2026, 9, 3, 19, 0, second)),
});

describe('notices that left before worse news', () => {
  it('are none where the worst news leaves first', () => {
    const inOrder = [left('UNDELIVERABLE', 1), left('LATE', 3), left('AT_RISK', 6)];
    expect(overtakers(inOrder, 1_000)).toEqual([]);
  });

  it('are those that some worse news followed', () => {
    const early = left('AT_RISK', 1);
    expect(overtakers([left('LATE', 4), early], 1_000)).toEqual([early]);
  });

  it('are not those that are as bad, nor those that left at nearly the same time', () => {
    expect(overtakers([left('LATE', 1), left('LATE', 9)], 1_000)).toEqual([]);
    expect(overtakers([left('AT_RISK', 3), left('LATE', 4)], 1_000)).toEqual([]);
  });
});
