import { SeededRandom } from './seeded-random.js';
import { drawStageMinutes, type RestaurantPace, type StageMinutes } from './stage-minutes.js';

const USUAL: RestaurantPace = { accepted: 0, pickedUp: 0, delivered: 0 };

function draws(pace: RestaurantPace, count = 4_000): StageMinutes[] {
  const random = new SeededRandom(1);
  return Array.from({ length: count }, () => drawStageMinutes(random, pace));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

describe('drawStageMinutes', () => {
  it('draws durations within the published range', () => {
    for (const minutes of draws(USUAL)) {
      expect(minutes.toAccepted).toBeGreaterThan(0.16);
      expect(minutes.toAccepted).toBeLessThan(40.33);
      expect(minutes.toPickedUp).toBeLessThan(49.26);
      expect(minutes.toDelivered).toBeLessThan(57.98);
    }
  });

  it('promises whole minutes, never fewer than 20', () => {
    const promised = draws(USUAL).map((minutes) => minutes.promised);
    expect(promised.every(Number.isInteger)).toBe(true);
    expect(Math.min(...promised)).toBeGreaterThanOrEqual(20);
  });

  it.each([
    ['accepted', 'toAccepted'],
    ['pickedUp', 'toPickedUp'],
    ['delivered', 'toDelivered'],
  ] as const)('makes a restaurant that is slow to be %s slow in that stage only', (slow, stage) => {
    const [usual, slower] = [draws(USUAL), draws({ ...USUAL, [slow]: 2 })];
    for (const each of ['toAccepted', 'toPickedUp', 'toDelivered'] as const) {
      const ratio = median(slower.map((m) => m[each])) / median(usual.map((m) => m[each]));
      if (each === stage) expect(ratio).toBeGreaterThan(1.15);
      else expect(ratio).toBeCloseTo(1, 5);
    }
  });

  it('promises more for an order that will take long, but not all of it', () => {
    const drawn = draws(USUAL);
    const long = drawn.filter((m) => m.toAccepted + m.toPickedUp + m.toDelivered > 60);
    const inAll = long.map((m) => m.toAccepted + m.toPickedUp + m.toDelivered);
    const promised = median(long.map((m) => m.promised));
    expect(promised).toBeGreaterThan(median(drawn.map((m) => m.promised)));
    expect(promised).toBeLessThan(median(inAll));
  });
});
