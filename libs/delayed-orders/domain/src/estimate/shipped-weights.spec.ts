import { INPUT_COUNT, POSITION } from './estimate-inputs.js';
import { INPUT_MEANS, INPUT_SCALES, SHIPPED_WEIGHTS } from './shipped-weights.js';

const weightOf = (input: keyof typeof POSITION): number => SHIPPED_WEIGHTS[POSITION[input]] ?? 0;

describe('the shipped weights', () => {
  it('have a weight, a mean and a scale for each input, and an intercept', () => {
    expect(SHIPPED_WEIGHTS).toHaveLength(INPUT_COUNT + 1);
    expect(INPUT_MEANS).toHaveLength(INPUT_COUNT);
    expect(INPUT_SCALES).toHaveLength(INPUT_COUNT);
    expect(INPUT_SCALES.every((scale) => scale > 0 && Number.isFinite(scale))).toBe(true);
  });

  it('agree with prediction.md in what makes an order late', () => {
    expect(weightOf('curve')).toBeGreaterThan(1);
    for (const input of ['orderTotal', 'restaurantAfterPickup', 'courier', 'customer'] as const) {
      expect(weightOf(input)).toBeGreaterThan(0);
    }
    expect(weightOf('areaSpeed')).toBeLessThan(0);
    expect(weightOf('waitForCourier')).toBeLessThan(0);
  });

  it('take a usual order for one that is rather in time', () => {
    expect(SHIPPED_WEIGHTS[INPUT_COUNT]).toBeLessThan(-1);
  });
});
