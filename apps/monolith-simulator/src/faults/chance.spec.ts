import fc from 'fast-check';
import { chance } from './chance.js';
import { shuffled } from './shuffled.js';

describe('chance', () => {
  it('depends on the seed and the words only', () => {
    expect(chance(1, 'dropped', 42)).toBe(chance(1, 'dropped', 42));
    expect(chance(1, 'dropped', 42)).not.toBe(chance(2, 'dropped', 42));
    expect(chance(1, 'dropped', 42)).not.toBe(chance(1, 'dropped', 43));
  });

  it('does not mistake two words for one', () => {
    expect(chance(1, 'ab', 'c')).not.toBe(chance(1, 'a', 'bc'));
  });

  it('lies in [0, 1), and is spread evenly', () => {
    const values = Array.from({ length: 2_000 }, (_, index) => chance(1, index));
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean).toBeCloseTo(0.5, 1);
  });
});

describe('shuffled', () => {
  it('keeps every item and moves none out of its window', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 1, max: 20 }), fc.integer(), (n, window, seed) => {
        const items = Array.from({ length: n }, (_, index) => index);
        const result = shuffled(items, window, seed);
        expect(result.toSorted((a, b) => a - b)).toEqual(items);
        result.forEach((item, place) => {
          expect(Math.floor(item / window)).toBe(Math.floor(place / window));
        });
      }),
    );
  });

  it('is the same for one seed', () => {
    const items = ['a', 'b', 'c', 'd', 'e', 'f'];
    expect(shuffled(items, 6, 1)).toEqual(shuffled(items, 6, 1));
  });
});
