import fc from 'fast-check';
import { areaOfSorted, areaUnderCurve } from './area-under-curve.js';

const item = (score: number, isPositive: boolean) => ({ score, isPositive });

describe('areaUnderCurve', () => {
  it('is 1 where every late order has a higher score than any other, 0 the other way about', () => {
    expect(areaUnderCurve([item(0.1, false), item(0.2, false), item(0.9, true)])).toBe(1);
    expect(areaUnderCurve([item(0.9, false), item(0.1, true)])).toBe(0);
  });

  it('counts ties half', () => {
    expect(areaUnderCurve([item(0.5, false), item(0.5, true)])).toBe(0.5);
  });

  it('is nothing where all are alike', () => {
    expect(areaUnderCurve([item(0.5, true)])).toBeNaN();
    expect(areaUnderCurve([])).toBeNaN();
  });

  const items = fc.array(
    fc.record({ score: fc.integer({ min: 0, max: 9 }), isPositive: fc.boolean() }),
    { maxLength: 40 },
  );

  it('is the share of pairs in the right order, as counting them all finds', () => {
    fc.assert(
      fc.property(items, (given) => {
        const late = given.filter(({ isPositive }) => isPositive);
        const others = given.filter(({ isPositive }) => !isPositive);
        const right = late.flatMap(({ score }) =>
          others.map((other) => (score > other.score ? 1 : score === other.score ? 0.5 : 0)),
        );
        const share = right.reduce<number>((sum, each) => sum + each, 0) / right.length;
        if (right.length === 0) expect(areaUnderCurve(given)).toBeNaN();
        else expect(areaUnderCurve(given)).toBeCloseTo(share, 10);
      }),
    );
  });

  it('counts an item as often as its weight says', () => {
    fc.assert(
      fc.property(items, (given) => {
        const sorted = given.toSorted((a, b) => a.score - b.score);
        const twice = sorted.flatMap((each) => (each.isPositive ? [each, each] : [each]));
        const weighted = areaOfSorted(sorted, ({ isPositive }) => (isPositive ? 2 : 1));
        const expected = areaUnderCurve(twice);
        if (Number.isNaN(expected)) expect(weighted).toBeNaN();
        else expect(weighted).toBeCloseTo(expected, 10);
      }),
    );
  });
});
