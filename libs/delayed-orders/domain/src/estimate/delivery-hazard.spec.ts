import fc from 'fast-check';
import { AGES, hazardsOf } from './delivery-hazard.js';
import { STAGE_PRIORS } from './stage-priors.js';

const [prior] = STAGE_PRIORS;

describe('hazardsOf', () => {
  it('follows the prior while nothing was delivered', () => {
    const hazards = hazardsOf(() => 0, prior);
    const believed = 1 - prior.survival(41) / prior.survival(40);
    expect(hazards[40]).toBeCloseTo(believed, 2);
  });

  it('is the share of those still open that is delivered in the next minute', () => {
    const hazards = hazardsOf((age) => (age === 30 || age === 50 ? 100_000 : 0), prior);
    expect(hazards[30]).toBeCloseTo(0.5, 2);
    expect(hazards[50]).toBeGreaterThan(0.99);
    expect(hazards[20]).toBeLessThan(0.01);
  });

  it('is a probability at every age', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { minLength: AGES, maxLength: AGES }), (delivered) => {
        const hazards = hazardsOf((age) => delivered[age] ?? 0, prior);
        expect(hazards).toHaveLength(AGES);
        expect(hazards.every((hazard) => hazard >= 0 && hazard <= 1)).toBe(true);
      }),
    );
  });
});
