import { PUBLISHED_FIGURES } from './published-figures.js';
import { QuantileCurve } from './quantile-curve.js';
import type { SeededRandom } from './seeded-random.js';

const { stages, promises } = PUBLISHED_FIGURES;
const toAccepted = QuantileCurve.logarithmic(stages.createdToAcceptedMinutes);
const toPickedUp = QuantileCurve.logarithmic(stages.acceptedToPickedUpMinutes);
const toDelivered = QuantileCurve.logarithmic(stages.pickedUpToDeliveredMinutes);
const total = QuantileCurve.logarithmic(stages.totalMinutes);
const lateness = QuantileCurve.linear(
  [
    ...promises.latenessMinutes,
    [1 - promises.lateShare, 0] as const,
    [1 - promises.lateOver10MinutesShare, 10] as const,
  ].sort(([a], [b]) => a - b),
);

const MIN_PROMISE_MINUTES = 20;

/** How slow a restaurant is by its nature, stage by stage, as normal scores. */
export interface RestaurantPace {
  readonly accepted: number;
  readonly pickedUp: number;
  readonly delivered: number;
}

/** Minutes that an order spends in each stage, and those that its customer was promised. */
export interface StageMinutes {
  readonly toAccepted: number;
  readonly toPickedUp: number;
  readonly toDelivered: number;
  readonly promised: number;
}

/**
 * Draws one order's durations: each stage by its published distribution, part of it the
 * restaurant's doing, stages correlated as published. The promise is the whole duration less a
 * drawn lateness, so that lateness too is distributed as published.
 */
export function drawStageMinutes(random: SeededRandom, pace: RestaurantPace): StageMinutes {
  const scores = correlatedScores(random);
  const share = stages.shareBetweenRestaurants;
  const minutes = {
    toAccepted: toAccepted.valueAtScore(blend(pace.accepted, scores.accepted, share.accepted)),
    toPickedUp: toPickedUp.valueAtScore(blend(pace.pickedUp, scores.pickedUp, share.pickedUp)),
    toDelivered: toDelivered.valueAtScore(blend(pace.delivered, scores.delivered, share.delivered)),
  };
  const totalMinutes = minutes.toAccepted + minutes.toPickedUp + minutes.toDelivered;
  return { ...minutes, promised: drawPromise(random, totalMinutes) };
}

function drawPromise(random: SeededRandom, totalMinutes: number): number {
  const withTotal = promises.latenessWithTotal;
  const score = blend(total.scoreOf(totalMinutes), random.normal(), withTotal ** 2);
  return Math.max(MIN_PROMISE_MINUTES, Math.round(totalMinutes - lateness.valueAtScore(score)));
}

// The rows of the Cholesky factor of the published correlation matrix.
function correlatedScores(random: SeededRandom): RestaurantPace {
  const {
    acceptedWithPickedUp: ap,
    acceptedWithDelivered: ad,
    pickedUpWithDelivered: pd,
  } = stages.correlations;
  const [first, second, third] = [random.normal(), random.normal(), random.normal()];
  const spread = Math.sqrt(1 - ap * ap);
  const slope = (pd - ap * ad) / spread;
  return {
    accepted: first,
    pickedUp: ap * first + spread * second,
    delivered: ad * first + slope * second + Math.sqrt(1 - ad * ad - slope * slope) * third,
  };
}

/** Two standard normal scores made into one, of whose variance the first gives `share`. */
function blend(first: number, second: number, share: number): number {
  return Math.sqrt(share) * first + Math.sqrt(1 - share) * second;
}
