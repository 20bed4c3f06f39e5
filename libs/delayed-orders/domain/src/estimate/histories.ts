import type { DeliverySpeedSnapshot } from './delivery-speed.js';
import { DeliverySpeed, SPEED_MEMORY_MINUTES } from './delivery-speed.js';
import type { RestaurantMissing } from './missing-events.js';
import type { ShrunkMean } from './shrunk-mean.js';
import { noMean } from './shrunk-mean.js';

/** What is remembered of a restaurant: minutes to delivery by stage, and its missing events. */
export interface RestaurantHistory {
  readonly fromPlaced: ShrunkMean;
  readonly fromAccepted: ShrunkMean;
  readonly fromPickedUp: ShrunkMean;
  /** By the stage after which they were missing. */
  readonly missing: readonly RestaurantMissing[];
}

/** What is remembered of an area. */
export interface AreaHistory {
  readonly fromPlaced: ShrunkMean;
  readonly speed: DeliverySpeed;
}

/** JSON-able: count and sum of each mean, then missed and expected of each stage. */
export type RestaurantSnapshot = readonly number[];
export interface AreaSnapshot {
  readonly fromPlaced: ShrunkMean;
  readonly speed: DeliverySpeedSnapshot;
}

const MEANS = ['fromPlaced', 'fromAccepted', 'fromPickedUp'] as const;
const STAGES_WITH_NEXT = [0, 1, 2] as const;

export const newRestaurant = (): RestaurantHistory => ({
  fromPlaced: noMean(),
  fromAccepted: noMean(),
  fromPickedUp: noMean(),
  missing: STAGES_WITH_NEXT.map(() => ({ missed: 0, expected: 0 })),
});

export const newArea = (): AreaHistory => ({
  fromPlaced: noMean(),
  speed: new DeliverySpeed(SPEED_MEMORY_MINUTES.area),
});

export function restaurantSnapshot(history: RestaurantHistory): RestaurantSnapshot {
  return [
    ...MEANS.flatMap((mean) => [history[mean].count, history[mean].sum]),
    ...history.missing.flatMap(({ missed, expected }) => [missed, expected]),
  ];
}

export function restoreRestaurant(snapshot: RestaurantSnapshot): RestaurantHistory {
  const pair = (index: number): [number, number] => [
    snapshot[2 * index] ?? 0,
    snapshot[2 * index + 1] ?? 0,
  ];
  const mean = (index: number): ShrunkMean => ({ count: pair(index)[0], sum: pair(index)[1] });
  return {
    fromPlaced: mean(0),
    fromAccepted: mean(1),
    fromPickedUp: mean(2),
    missing: STAGES_WITH_NEXT.map((stage) => {
      const [missed, expected] = pair(MEANS.length + stage);
      return { missed, expected };
    }),
  };
}
