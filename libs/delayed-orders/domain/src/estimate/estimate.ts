import type { TimeRange } from '../notification.js';

/** What is expected of one open order at one instant; never a promise. */
export interface Estimate {
  /** The probability of delivery after the promise; undefined where there is none. */
  readonly probabilityLate: number | undefined;
  /** Between which instants the middle half of such orders are delivered. */
  readonly expected: TimeRange;
  /** By when half of such orders are delivered. */
  readonly likelyAt: Date;
  /** The model and how much it had learnt. */
  readonly version: string;
}
