import { CURVE_STAGES } from './curve-stage.js';
import { STAGE_PRIORS } from './stage-priors.js';

describe('what is believed of a stage', () => {
  it('is told for every stage', () => {
    expect(STAGE_PRIORS).toHaveLength(CURVE_STAGES.length);
  });

  it('is less time to delivery the further an order has come', () => {
    const half = STAGE_PRIORS.map((prior) => {
      for (let minutes = 0; ; minutes++) if (prior.survival(minutes) <= 0.5) return minutes;
    });
    expect(half).toEqual([43, 36, 27, 23]);
  });

  it.each(CURVE_STAGES.map((stage, i) => [stage, i] as const))(
    'falls from certainty to next to nothing: %s',
    (_, stage) => {
      const { survival, awaiting, weight } = STAGE_PRIORS[stage] ?? STAGE_PRIORS[0];
      expect([survival(0), awaiting(0)]).toEqual([1, 1]);
      expect(survival(400)).toBeLessThan(0.001);
      for (let minutes = 1; minutes < 400; minutes++) {
        expect(survival(minutes)).toBeLessThan(survival(minutes - 1));
        expect(awaiting(minutes)).toBeLessThan(awaiting(minutes - 1));
      }
      expect(weight).toBeGreaterThan(0);
    },
  );

  it('is nothing beyond what is told', () => {
    expect(STAGE_PRIORS[0].survival(10_000)).toBe(0);
  });
});
