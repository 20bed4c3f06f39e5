import fc from 'fast-check';
import type { GridPrior } from './survival-grid.js';
import { REMAINING_MINUTES, STAY_MINUTES, SurvivalGrid } from './survival-grid.js';

const prior: GridPrior = {
  survival: (minutes) => 1 / (1 + (minutes / 30) ** 4),
  staying: (minutes) => Math.exp(-minutes / 20),
  weight: 20,
};
const none = (): number => 0;

function drawn(counts: (stayed: number, remaining: number) => number): SurvivalGrid {
  const grid = new SurvivalGrid();
  grid.draw(counts, prior);
  return grid;
}

const cell = (grid: SurvivalGrid, stayed: number, remaining: number): number =>
  grid.survival[stayed * REMAINING_MINUTES + remaining] ?? Number.NaN;

describe('SurvivalGrid', () => {
  it('is the prior, given the minutes waited, while nothing was counted', () => {
    const grid = drawn(none);
    for (const [stayed, remaining] of [
      [0, 30],
      [20, 15],
      [60, 40],
    ] as const) {
      const believed = prior.survival(stayed + remaining) / prior.survival(stayed);
      expect(cell(grid, stayed, remaining)).toBeCloseTo(believed, 6);
    }
  });

  it('believes what was counted more than the prior once there is much of it', () => {
    const grid = drawn((stayed, remaining) =>
      stayed <= 40 && stayed + remaining === 40 ? 5_000 : 0,
    );
    expect(cell(grid, 10, 20)).toBeGreaterThan(0.97);
    expect(cell(grid, 10, 40)).toBeLessThan(0.03);
  });

  it('has rows that begin at 1 and never rise, whatever was counted', () => {
    const counts = fc.array(
      fc.tuple(fc.nat(STAY_MINUTES - 1), fc.nat(REMAINING_MINUTES - 1), fc.nat(50)),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(counts, (given) => {
        const table = new Map(given.map(([m, r, n]) => [m * 1_000 + r, n]));
        const grid = drawn((m, r) => table.get(m * 1_000 + r) ?? 0);
        const wrong = grid.survival.filter((share, i) => {
          const isFirst = i % REMAINING_MINUTES === 0;
          const before = isFirst ? 1 : (grid.survival[i - 1] ?? 0);
          return share < 0 || share > before + 1e-12 || (isFirst && share !== 1);
        });
        expect(wrong).toHaveLength(0);
      }),
      { numRuns: 25 },
    );
  });

  it('says which share of those who entered is still there', () => {
    const grid = drawn(none);
    expect(grid.staying[0]).toBe(1);
    expect(grid.staying[20]).toBeCloseTo(Math.exp(-1), 1);
    const stay = drawn((stayed, remaining) => (stayed + remaining === 60 ? 1_000 : 0));
    expect(stay.staying[50]).toBeGreaterThan(0.9);
  });

  it('draws the same again, whatever was drawn before in the same memory', () => {
    const counts = (stayed: number, remaining: number): number => (stayed + remaining) % 7;
    const grid = new SurvivalGrid();
    grid.draw((m, r) => m * r, prior);
    grid.draw(counts, prior);
    expect(grid.survival).toEqual(drawn(counts).survival);
    expect(grid.staying).toEqual(drawn(counts).staying);
  });
});
