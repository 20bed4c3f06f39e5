import type { EstimateInput } from './estimate-inputs.js';
import { ESTIMATE_INPUTS } from './estimate-inputs.js';

/** What is believed of an input before anything was learnt. */
interface ShippedWeight {
  /** What one standard deviation of the input adds to the log-odds of lateness. */
  readonly weight: number;
  /** Centre and scale of the input; fixed, so that weights can be compared over time. */
  readonly mean: number;
  readonly sd: number;
}

/**
 * Learnt by this model on the first 70 % of the bay-area orders (6,767 orders, 84,919 rows; the
 * lab's measured days were not seen), `promiseLength` on the first 70 % of wolt's, where promises
 * differ. They agree with those of prediction.md where the inputs are the same.
 */
const SHIPPED: Readonly<Record<EstimateInput, ShippedWeight>> = {
  curve: { weight: 1.19, mean: -1.64, sd: 1.27 },
  orderTotal: { weight: 0.44, mean: 0.02, sd: 0.51 },
  areaSpeed: { weight: -0.36, mean: -0.06, sd: 0.32 },
  feedSpeed: { weight: -0.05, mean: -0.08, sd: 0.31 },
  load: { weight: 0.08, mean: 0.06, sd: 0.62 },
  waitForCourier: { weight: -0.23, mean: 0.51, sd: 0.77 },
  restaurantInTotal: { weight: 0.12, mean: -0.1, sd: 1.77 },
  restaurantAfterAcceptance: { weight: 0.29, mean: 0.11, sd: 1.81 },
  restaurantAfterPickup: { weight: 0.25, mean: 0.06, sd: 1.07 },
  courier: { weight: 0.18, mean: -0.02, sd: 1.21 },
  customer: { weight: 0.11, mean: 0.01, sd: 2.48 },
  area: { weight: 0, mean: -0.2, sd: 2.4 },
  promiseLength: { weight: 0.14, mean: 0, sd: 0.2 },
  promiseMissed: { weight: 0.2, mean: 0, sd: 2 },
  isAccepted: { weight: -0.13, mean: 0.45, sd: 0.5 },
  isPickedUp: { weight: 0.03, mean: 0.4, sd: 0.49 },
  nearPromise: { weight: -0.03, mean: 0.13, sd: 0.05 },
};
const INTERCEPT = -1.82;

const column = (of: (shipped: ShippedWeight) => number): number[] =>
  ESTIMATE_INPUTS.map((input) => of(SHIPPED[input]));

/** By position, the intercept last. */
export const SHIPPED_WEIGHTS: readonly number[] = [...column(({ weight }) => weight), INTERCEPT];
export const INPUT_MEANS = Float64Array.from(column(({ mean }) => mean));
/** One over the standard deviations. */
export const INPUT_SCALES = Float64Array.from(column(({ sd }) => 1 / sd));
