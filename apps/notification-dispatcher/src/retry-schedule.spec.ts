import fc from 'fast-check';
import { AMBIGUOUS_PAUSE_MS, retryAfterMs } from './retry-schedule.js';

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const failures = fc.integer({ min: 1, max: 10_000 });

describe('retryAfterMs', () => {
  it('doubles from two seconds to two minutes', () => {
    const middle = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((each) => retryAfterMs(each, 0.5));
    expect(middle).toEqual([2, 4, 8, 16, 32, 64, 120, 120, 120].map((seconds) => seconds * 1_000));
  });

  it('stays between one second and three minutes, however often it failed', () => {
    fc.assert(
      fc.property(failures, chance, (failed, random) => {
        const pauseMs = retryAfterMs(failed, random);
        return Number.isInteger(pauseMs) && pauseMs >= 1_000 && pauseMs <= 180_000;
      }),
    );
  });

  it('never gets shorter by another failure, at equal chance', () => {
    fc.assert(
      fc.property(
        failures,
        chance,
        (failed, random) => retryAfterMs(failed + 1, random) >= retryAfterMs(failed, random),
      ),
    );
  });

  it('spreads by half in either direction, so that many do not come back at once', () => {
    expect(retryAfterMs(3, 0)).toBe(4_000);
    expect(retryAfterMs(3, 0.999_999)).toBe(12_000);
  });

  it('gives the receiver of a lost answer longer than a first retry', () => {
    expect(AMBIGUOUS_PAUSE_MS).toBeGreaterThan(retryAfterMs(1, 0.999_999));
  });
});
