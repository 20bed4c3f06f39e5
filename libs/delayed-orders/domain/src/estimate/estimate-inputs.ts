/**
 * The inputs of the estimate in the order of every table about them (model S of prediction.md, its
 * courier and kitchen counts left out, which loses nothing there; `feedSpeed`, `area`,
 * `promiseLength`, `promiseMissed` and `load` are added for feeds of many small areas or with varying promises).
 *
 * - `curve`: logit of the curve's P(later than the promise), given the stage and the time in it
 * - `orderTotal`: ln(1 + total) less the usual; a large order takes longer
 * - `areaSpeed`, `feedSpeed`: ln of deliveries observed over expected, in the area and everywhere
 * - `load`: ln(1 + open orders) less the usual, everywhere
 * - `waitForCourier`: minutes from acceptance to pick-up / 10; 0 before the pick-up
 * - `restaurantInTotal`, `restaurantAfterAcceptance`, `restaurantAfterPickup`: how many minutes its
 *   orders take longer than usual, counted from the stage that the order is in; else 0
 * - `courier`: the same of the courier, after the pick-up
 * - `customer`: the same of the customer, after the pick-up; stands for the distance
 * - `area`: how many minutes longer than usual its orders take in all
 * - `promiseLength`: ln of the minutes promised less the usual
 * - `promiseMissed`: by how many minutes orders with a promise as long as this miss it, less the
 *   usual; a monolith that rounds its promises keeps some lengths better than others
 * - `isAccepted` (ready, too), `isPickedUp`: 1 in that stage
 * - `nearPromise`: 5 / (minutes left + 5)
 */
export const ESTIMATE_INPUTS = [
  'curve',
  'orderTotal',
  'areaSpeed',
  'feedSpeed',
  'load',
  'waitForCourier',
  'restaurantInTotal',
  'restaurantAfterAcceptance',
  'restaurantAfterPickup',
  'courier',
  'customer',
  'area',
  'promiseLength',
  'promiseMissed',
  'isAccepted',
  'isPickedUp',
  'nearPromise',
] as const;
export type EstimateInput = (typeof ESTIMATE_INPUTS)[number];

/** How many inputs there are; a row has one more for the intercept. */
export const INPUT_COUNT = ESTIMATE_INPUTS.length;

/** The position of each input in a row; written out, because the hot path reads it as constants. */
export const POSITION = {
  curve: 0,
  orderTotal: 1,
  areaSpeed: 2,
  feedSpeed: 3,
  load: 4,
  waitForCourier: 5,
  restaurantInTotal: 6,
  restaurantAfterAcceptance: 7,
  restaurantAfterPickup: 8,
  courier: 9,
  customer: 10,
  area: 11,
  promiseLength: 12,
  promiseMissed: 13,
  isAccepted: 14,
  isPickedUp: 15,
  nearPromise: 16,
} as const satisfies Record<EstimateInput, number>;
