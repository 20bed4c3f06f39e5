import fc from 'fast-check';
import type { StageVisit } from './stage-history.js';
import { StageHistory } from './stage-history.js';

const visit = (total: number, stayed?: number): StageVisit => ({ stage: 1, stayed, total });

const anyVisit = fc
  .tuple(fc.nat(150), fc.option(fc.nat(100), { nil: undefined }))
  .map(([total, stayed]) =>
    visit(total, stayed === undefined ? undefined : Math.min(stayed, total)),
  );

function historyOf(visits: readonly StageVisit[]): StageHistory {
  const history = new StageHistory();
  for (const each of visits) history.add(each);
  return history;
}

describe('StageHistory', () => {
  it('counts an order for each whole minute that it was undelivered', () => {
    const history = historyOf([visit(40)]);
    expect(history.undelivered(0, 40)).toBe(1);
    expect(history.undelivered(39, 1)).toBe(1);
    expect(history.undelivered(12, 27)).toBe(0);
  });

  it('counts it as waiting for its next event only as long as it did', () => {
    const waiting = historyOf([visit(40, 12)]).awaitingNextEvent();
    expect(waiting(0, 40)).toBe(1);
    expect(waiting(12, 28)).toBe(1);
    expect(waiting(13, 27)).toBe(0);
  });

  it('does not count an order as waiting whose next event never came', () => {
    expect(historyOf([visit(40)]).awaitingNextEvent()(0, 40)).toBe(0);
  });

  it('gives the table that one count per minute lived in the stage would give', () => {
    fc.assert(
      fc.property(
        fc.array(anyVisit, { maxLength: 30 }),
        fc.nat(99),
        fc.nat(120),
        (visits, m, r) => {
          const history = historyOf(visits);
          const undelivered = visits.filter(({ total }) => total === m + r).length;
          const waiting = visits.filter(
            ({ total, stayed }) => stayed !== undefined && stayed >= m && total === m + r,
          ).length;
          expect(history.undelivered(m, r)).toBe(undelivered);
          expect(history.awaitingNextEvent()(m, r)).toBe(waiting);
        },
      ),
    );
  });

  it('counts when orders were delivered, and when they heard their next event', () => {
    const history = historyOf([visit(40, 12), visit(40), visit(9_999, 9_999)]);
    const [delivered, heard] = [history.deliveredAfter(), history.heardAfter()];
    expect([delivered[40], delivered[239], delivered[12]]).toEqual([2, 1, 0]);
    expect([heard[12], heard[99], heard[40]]).toEqual([1, 1, 0]);
  });

  it('counts what took longer than can be told apart as the longest', () => {
    const history = historyOf([visit(9_999, 9_999)]);
    expect(history.undelivered(99, 140)).toBe(1);
    expect(history.awaitingNextEvent()(99, 140)).toBe(1);
  });

  it('forgets a share of everything, and at last all of it', () => {
    const history = historyOf([visit(40, 12), visit(40, 12)]);
    history.keep(0.5);
    expect(history.undelivered(0, 40)).toBe(1);
    for (let day = 0; day < 200; day++) history.keep(0.96);
    expect(history.snapshot()).toEqual({ totals: [], stays: [] });
  });

  it('is the same after it was stored as JSON', () => {
    fc.assert(
      fc.property(fc.array(anyVisit, { maxLength: 30 }), (visits) => {
        const history = historyOf(visits);
        history.keep(0.7);
        const stored: unknown = JSON.parse(JSON.stringify(history.snapshot()));
        const restored = new StageHistory(stored as ReturnType<StageHistory['snapshot']>);
        expect(restored.snapshot()).toEqual(history.snapshot());
      }),
    );
  });
});
