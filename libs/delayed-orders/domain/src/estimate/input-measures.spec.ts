import fc from 'fast-check';
import { at } from '../testing/index.js';
import { INPUT_COUNT, POSITION } from './estimate-inputs.js';
import {
  clippedLogit,
  logTotal,
  minutesLeft,
  nearness,
  promisedMinutes,
  standardised,
} from './input-measures.js';
import { INPUT_MEANS } from './shipped-weights.js';

const SIXTY = at('19:00').getTime();

describe('the measures that inputs are made of', () => {
  it('count minutes until an order is late, none once it is, and none that can be told without a promise', () => {
    expect(minutesLeft(SIXTY, at('18:40').getTime())).toBe(20);
    expect(minutesLeft(SIXTY, SIXTY)).toBe(0);
    expect(minutesLeft(SIXTY, at('19:40').getTime())).toBe(0);
    expect(minutesLeft(Number.NaN, SIXTY)).toBeNaN();
  });

  it('grow as the promise comes near', () => {
    expect([nearness(0), nearness(5), nearness(45)]).toEqual([1, 0.5, 0.1]);
  });

  it('count the minutes promised, at least one', () => {
    expect(promisedMinutes(at('18:00'), at('18:45'))).toBe(45);
    expect(promisedMinutes(at('18:00'), at('17:45'))).toBe(1);
  });

  it('take totals in logarithms of whole units, nothing below nothing', () => {
    expect(logTotal(6170)).toBeCloseTo(Math.log(62.7), 10);
    expect(logTotal(0)).toBe(0);
    expect(logTotal(-500)).toBe(0);
  });

  it('make log-odds of probabilities, finite even of certainty', () => {
    expect(clippedLogit(0.5)).toBe(0);
    expect(clippedLogit(1)).toBeCloseTo(Math.log(0.997 / 0.003), 10);
    expect(clippedLogit(0)).toBeCloseTo(-Math.log(0.997 / 0.003), 10);
    expect(clippedLogit(Number.NaN)).toBeNaN();
  });

  it('never fall as a probability rises', () => {
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(probability, probability, (a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(clippedLogit(less)).toBeLessThanOrEqual(clippedLogit(more));
      }),
    );
  });

  it('are standard deviations from the mean, six at most, and none of what is unknown', () => {
    const position = fc.integer({ min: 0, max: INPUT_COUNT - 1 });
    fc.assert(
      fc.property(position, fc.double({ min: -1e6, max: 1e6, noNaN: true }), (i, raw) => {
        expect(Math.abs(standardised(i, raw))).toBeLessThanOrEqual(6);
        expect(Math.abs(standardised(i, INPUT_MEANS[i] ?? 0))).toBeLessThan(1e-12);
        expect(standardised(i, Number.NaN)).toBe(0);
      }),
    );
    expect(standardised(POSITION.orderTotal, 1e9)).toBe(6);
    expect(standardised(POSITION.orderTotal, -1e9)).toBe(-6);
  });
});
