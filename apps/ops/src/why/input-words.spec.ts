import type { EstimateExplanation, InputContribution } from '@ftgo/delayed-orders-domain';
import { ESTIMATE_INPUTS } from '@ftgo/delayed-orders-domain';
import { inputLines } from './input-words.js';

const explained = (...inputs: InputContribution[]): EstimateExplanation => ({
  version: 'S1.7',
  stage: 'ACCEPTED',
  probabilityLate: 0.6,
  base: -1.8,
  missing: 0,
  inputs,
});

describe('what a probability of lateness is made of', () => {
  it.each<[InputContribution['input'], number, string]>([
    ['curve', 0, 'of orders so long in this stage 50 % came later than its promise'],
    ['orderTotal', Math.log(2), 'it costs 2.0 times as much as usual'],
    ['areaSpeed', Math.log(0.5), 'its area sees 0.5 times as many deliveries as expected'],
    ['waitForCourier', 1.25, 'its courier fetched it 12.5 min after the acceptance'],
    [
      'restaurantAfterPickup',
      -3.21,
      'its restaurant takes 3.2 min less than usual from the pick-up on',
    ],
    ['courier', 0, 'nothing unusual is known of how long its courier takes'],
    ['nearPromise', 0.25, '15.0 min are left until it counts as late'],
  ])('tells %s of %d in words, with its sign', (input, value, words) => {
    expect(inputLines(explained({ input, value, contribution: -0.524 }))).toEqual([
      `- 0.52  ${words} (${input})`,
    ]);
  });

  it('tells the five that did most and leaves out those that did nothing', () => {
    const inputs = ESTIMATE_INPUTS.map((input, i) => ({
      input,
      value: 1,
      contribution: 1 / 2 ** i,
    }));
    expect(inputLines(explained(...inputs)).map((line) => line.slice(0, 6))).toEqual([
      ...['+ 1.00', '+ 0.50', '+ 0.25', '+ 0.13', '+ 0.06'],
    ]);
    expect(inputLines(explained({ input: 'load', value: 1, contribution: 0.001 }))).toEqual([]);
  });

  it('has words for every input, whatever its value', () => {
    for (const input of ESTIMATE_INPUTS) {
      for (const value of [-1, 0, 0.5, 1, undefined]) {
        const [line] = inputLines(explained({ input, value, contribution: 1 }));
        expect(line).toMatch(/^\+ 1\.00 {2}\w.*[a-z]/);
        expect(line).not.toMatch(/NaN|undefined/);
      }
    }
  });
});
