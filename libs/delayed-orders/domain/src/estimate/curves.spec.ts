import { ACCEPTED, PICKED_UP, PLACED, READY } from './curve-stage.js';
import type { CurvesSnapshot } from './curves.js';
import { Curves } from './curves.js';
import type { StageVisit } from './stage-history.js';

/** Accepted after 3 minutes, picked up 12 later, or never as far as is heard; delivered at 40. */
const heard: StageVisit[] = [
  { stage: PICKED_UP, stayed: undefined, total: 25 },
  { stage: ACCEPTED, stayed: 12, total: 37 },
  { stage: PLACED, stayed: 3, total: 40 },
];
const unheard: StageVisit[] = [
  { stage: ACCEPTED, stayed: undefined, total: 37 },
  { stage: PLACED, stayed: 3, total: 40 },
];

function learnt(orders: number, missingEvery = 5): Curves {
  const curves = new Curves();
  for (let i = 0; i < orders; i++) curves.add(i % missingEvery === 0 ? unheard : heard);
  return curves;
}

describe('Curves', () => {
  it('expects half of the orders within the believed median before any was seen', () => {
    const curves = new Curves();
    expect(curves.survival(PLACED, 0, 43, 1)).toBeCloseTo(0.5, 1);
    expect(curves.survival(PICKED_UP, 0, 23, 1)).toBeCloseTo(0.5, 1);
  });

  it('knows no stage but its own', () => {
    expect(new Curves().survival(9, 0, 10, 0)).toBeNaN();
  });

  it('believes the orders that it saw', () => {
    const curves = learnt(400);
    expect(curves.survival(PICKED_UP, 0, 15, 1)).toBeGreaterThan(0.9);
    expect(curves.survival(PICKED_UP, 0, 30, 1)).toBeLessThan(0.1);
  });

  it('shows orders once there are 50 new ones, not after each', () => {
    const before = new Curves().survival(ACCEPTED, 0, 30, 0.2);
    expect(learnt(49).survival(ACCEPTED, 0, 30, 0.2)).toBe(before);
    expect(learnt(50).survival(ACCEPTED, 0, 30, 0.2)).not.toBe(before);
  });

  it('takes a long silence for lateness where events always come', () => {
    const curves = learnt(400, 1_000);
    // Twelve minutes is how long the pick-up took; after 25 without one, something is wrong.
    expect(curves.survival(ACCEPTED, 25, 14, 0.001)).toBeGreaterThan(
      curves.survival(ACCEPTED, 5, 34, 0.001),
    );
  });

  it('does not take silence for lateness where events go missing', () => {
    const curves = learnt(400);
    const [certain, missing] = [0.001, 0.9].map((share) =>
      curves.survival(ACCEPTED, 25, 14, share),
    );
    expect(missing).toBeLessThan(certain ?? 0);
    expect(missing).toBeLessThan(0.2);
  });

  it('thinks that an event never comes the more, the longer it has not come', () => {
    const curves = learnt(400);
    // Once it is sure that nothing will be heard, the share of missing events makes no difference.
    const differs = (stayed: number): number =>
      Math.abs(
        curves.survival(ACCEPTED, stayed, 10, 0.1) - curves.survival(ACCEPTED, stayed, 10, 0.9),
      );
    expect(differs(34)).toBeLessThan(0.1);
  });

  it('has a stage of its own for a meal that is ready', () => {
    const curves = new Curves();
    for (let i = 0; i < 100; i++) curves.add([...heard, { stage: READY, stayed: 4, total: 29 }]);
    expect(curves.survival(READY, 0, 20, 0.2)).toBeGreaterThan(0.8);
    expect(curves.survival(READY, 0, 35, 0.2)).toBeLessThan(0.2);
  });

  it('knows how likely a delivery is in the next minute, by age', () => {
    const curves = learnt(400);
    expect(curves.hazard(10)).toBeLessThan(0.01);
    expect(curves.hazard(40)).toBeGreaterThan(0.8);
    expect(curves.hazard(1_000)).toBe(0);
  });

  it('returns to what is believed when it forgets', () => {
    const curves = learnt(400);
    for (let i = 0; i < 20; i++) curves.keep(0.5);
    expect(curves.survival(PLACED, 0, 43, 1)).toBeCloseTo(0.5, 1);
  });

  it('stays bounded: counts are halved when there are very many', () => {
    const curves = new Curves({ ...learnt(100, 1_000).snapshot(), orders: 99_900 });
    for (let i = 0; i < 999; i++) curves.add(heard);
    const { orders, stages, fresh } = curves.snapshot();
    expect(orders).toBe(50_450);
    expect(stages[PLACED]?.totals).toEqual([[40, 549.5]]);
    expect(fresh).toEqual([]);
  });

  it('goes on exactly where it was after it was stored as JSON, new orders and all', () => {
    const curves = learnt(130);
    const restored = new Curves(JSON.parse(JSON.stringify(curves.snapshot())) as CurvesSnapshot);
    for (const each of [curves, restored]) for (let i = 0; i < 30; i++) each.add(heard);
    expect(restored.snapshot()).toEqual(curves.snapshot());
    for (const stayed of [0, 7.3, 30]) {
      expect(restored.survival(ACCEPTED, stayed, 20.2, 0.3)).toBe(
        curves.survival(ACCEPTED, stayed, 20.2, 0.3),
      );
    }
  });

  it('refuses a snapshot that lacks a stage', () => {
    expect(() => new Curves({ stages: [], fresh: [], orders: 0 })).toThrow(/no PLACED/);
  });
});
