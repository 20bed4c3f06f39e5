import fc from 'fast-check';
import type { PromiseHistorySnapshot } from './promise-history.js';
import { PromiseHistory } from './promise-history.js';

describe('PromiseHistory', () => {
  it('knows which lengths of promise are missed by more than usual', () => {
    const history = new PromiseHistory();
    for (let i = 0; i < 100; i++) {
      history.note(30, 8, 1);
      history.note(35, -2, 1);
    }
    expect(history.moreThan(3, 30)).toBeCloseTo((100 * 5) / 120, 10);
    expect(history.moreThan(3, 35)).toBeCloseTo((100 * -5) / 120, 10);
  });

  it('says nothing of a length that never occurred, and little of one that did once', () => {
    const history = new PromiseHistory();
    history.note(30, 20, 1);
    expect(history.moreThan(0, 31)).toBe(0);
    expect(history.moreThan(0, 30)).toBeLessThan(1);
  });

  it('tells whole minutes apart, and counts very long promises as one', () => {
    const history = new PromiseHistory();
    for (let i = 0; i < 50; i++) history.note(500, 10, 1);
    expect(history.moreThan(0, 10_000)).toBe(history.moreThan(0, 120));
    expect(history.moreThan(0, 120)).toBeGreaterThan(5);
    for (let i = 0; i < 50; i++) history.note(30.9, 10, 1);
    expect(history.moreThan(0, 30)).toBe(history.moreThan(0, 30.5));
    expect(history.moreThan(0, 31)).toBe(0);
  });

  it('forgets what has changed', () => {
    const history = new PromiseHistory();
    for (let i = 0; i < 300; i++) history.note(30, 10, 0.98);
    for (let i = 0; i < 300; i++) history.note(30, 0, 0.98);
    expect(history.moreThan(0, 30)).toBeLessThan(0.1);
  });

  it('is the same after it was stored as JSON, whatever was promised', () => {
    const noted = fc.array(
      fc.tuple(fc.integer({ min: -50, max: 300 }), fc.integer({ min: -30, max: 30 })),
    );
    fc.assert(
      fc.property(noted, (given) => {
        const history = new PromiseHistory();
        for (const [promised, late] of given) history.note(promised, late, 0.998);
        const stored = JSON.parse(JSON.stringify(history.snapshot())) as PromiseHistorySnapshot;
        expect(new PromiseHistory(stored)).toEqual(history);
        expect(stored.length).toBeLessThanOrEqual(121);
      }),
    );
  });
});
