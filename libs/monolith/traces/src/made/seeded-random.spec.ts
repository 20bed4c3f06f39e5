import { SeededRandom } from './seeded-random.js';

const DRAWS = 50_000;

function draws<T>(draw: (random: SeededRandom) => T, seed = 7): T[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: DRAWS }, () => draw(random));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('SeededRandom', () => {
  it('draws the same again from the same seed, and other numbers from another', () => {
    expect(draws((random) => random.uniform())).toEqual(draws((random) => random.uniform()));
    expect(draws((random) => random.uniform(), 8)[0]).not.toBe(
      draws((random) => random.uniform())[0],
    );
  });

  it('draws the numbers that it has always drawn', () => {
    const random = new SeededRandom(1);
    expect([random.below(1000), random.below(1000), random.below(1000)]).toEqual([627, 2, 527]);
  });

  it('draws evenly between 0 and 1, never either', () => {
    const values = draws((random) => random.uniform());
    expect(Math.min(...values)).toBeGreaterThan(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(mean(values)).toBeCloseTo(0.5, 2);
  });

  it('draws normal scores of mean 0 and spread 1', () => {
    const values = draws((random) => random.normal());
    expect(Math.abs(mean(values))).toBeLessThan(0.02);
    expect(mean(values.map((value) => value ** 2))).toBeCloseTo(1, 1);
  });

  it('says yes as often as it is told', () => {
    expect(mean(draws((random) => Number(random.chance(0.02))))).toBeCloseTo(0.02, 2);
  });

  it('picks every choice about equally often, and refuses an empty list', () => {
    const picks = draws((random) => random.pick(['a', 'b', 'c']));
    expect(picks.filter((pick) => pick === 'b').length / DRAWS).toBeCloseTo(1 / 3, 2);
    expect(() => new SeededRandom(1).pick([])).toThrow(RangeError);
  });

  it('shuffles without losing anything', () => {
    const items = Array.from({ length: 50 }, (_, index) => index);
    const shuffled = new SeededRandom(1).shuffled(items);
    expect(shuffled).not.toEqual(items);
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(items);
  });
});
