import type { Watch } from '../measures/watch.js';

/** How an order ended, as far as its promise is concerned. NONE: cancelled before it was late. */
export type Ending = 'LATE' | 'ON_TIME' | 'NONE';

/** Minutes before the promise at which every order is looked at for AUC and calibration. */
export const CHECK_MINUTES = [20, 15, 10, 5] as const;

/** What was estimated at one of {@link CHECK_MINUTES}, of an order that had not ended by then. */
export interface Check {
  readonly minutesBefore: number;
  readonly probability: number;
  /** Whether the delivery fell before, within or after the expected range (its middle half). */
  readonly delivery: 'BEFORE' | 'WITHIN' | 'AFTER' | 'NONE';
}

/** What was estimated at one whole minute. */
export interface MinuteEstimate {
  readonly minutesLeft: number;
  readonly probability: number;
  /** By how many minutes the median expected delivery misses the promise; negative is early. */
  readonly expectedLateMinutes: number;
}

export const RESTAURANT_SIZES = ['small', 'middle', 'large'] as const;
/** A third of the orders each, by how many orders the restaurant has in the trace. */
export type RestaurantSize = (typeof RESTAURANT_SIZES)[number];

/** All that a replay has told of one order with a promise. */
export interface OrderRecord {
  readonly orderId: string;
  /** Local day and hour of the creation, at the restaurant. */
  readonly day: string;
  readonly hour: number;
  readonly restaurantSize: RestaurantSize;
  readonly orderTotalCents: number;
  readonly ending: Ending;
  /** Of the last part of the trace; the others are there to learn from. */
  readonly isMeasured: boolean;
  readonly checks: Check[];
  /** In the order of time, at most the last hour before the promise. */
  readonly minutes: MinuteEstimate[];
  /** What each policy did about it, in the order of the policies. */
  readonly watches: readonly Watch[];
  /** The restaurant cancelled it, or it was never delivered. */
  readonly isUndelivered: boolean;
}
