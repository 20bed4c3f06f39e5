import type { StageHistory } from './stage-history.js';
import { TOTAL_MINUTES } from './stage-history.js';
import type { StagePrior } from './stage-priors.js';
import { REMAINING_MINUTES, STAY_MINUTES, SurvivalGrid } from './survival-grid.js';

const HIGHEST_ROW = STAY_MINUTES - 1.001;
const HIGHEST_COLUMN = REMAINING_MINUTES - 1.001;
const LONGEST = REMAINING_MINUTES - 1;
/** Beyond the longest told-apart time a curve falls by this half-life, so that it never ends. */
const TAIL_HALF_LIFE_MINUTES = 15;
const NEARLY_NOTHING = 1e-9;

/**
 * The two curves of a stage (prediction.md, "Missing events"): of the orders that were still waiting
 * for their next event and heard it later, and of all orders. Events go missing at random, so an
 * order whose next event never comes is like any other, and the second curve is its curve.
 */
export class StageCurves {
  private readonly all = new SurvivalGrid();
  private readonly awaiting = new SurvivalGrid();
  /** The two tables, cell by cell side by side: what is asked of together lies together. */
  private readonly pairs = new Float32Array(2 * STAY_MINUTES * REMAINING_MINUTES);

  /** The shares that were undelivered, and that still awaited their next event, after m minutes. */
  private undelivered: Float64Array = new Float64Array(TOTAL_MINUTES);
  private awaited: Float64Array = new Float64Array(TOTAL_MINUTES);

  constructor(private readonly prior: StagePrior) {}

  draw(history: StageHistory): void {
    const { survival, awaiting: staying, weight } = this.prior;
    this.all.draw((m, r) => history.undelivered(m, r), { survival, staying: survival, weight });
    this.awaiting.draw(history.awaitingNextEvent(), { survival, staying, weight });
    this.undelivered = sharesLeft(history.deliveredAfter(), survival, weight);
    this.awaited = sharesLeft(history.heardAfter(), staying, weight);
    const { all, awaiting, pairs } = this;
    for (let cell = 0; cell < all.survival.length; cell++) {
      pairs[2 * cell] = all.survival[cell] ?? 0;
      pairs[2 * cell + 1] = awaiting.survival[cell] ?? 0;
    }
  }

  /**
   * The probability that an order needs more than `remaining` further minutes, `stayed` minutes
   * into the stage, where its next event never comes with probability `missing` (1 in the last
   * stage). The longer nothing is heard, the likelier that nothing ever will be: Bayes' rule.
   */
  survival(stayed: number, remaining: number, missing: number): number {
    const r = remaining > 0 ? (remaining < HIGHEST_COLUMN ? remaining : HIGHEST_COLUMN) : 0;
    const column = r | 0;
    const right = r - column;
    const m = stayed > 0 ? (stayed < HIGHEST_ROW ? stayed : HIGHEST_ROW) : 0;
    const never = this.neverShare(m | 0, missing);
    const here = this.at(m, column, never);
    // An estimate is made at whole minutes before the promise: mostly, this is all.
    if (right === 0) return here;
    return here + right * (this.at(m, column + 1, never) - here);
  }

  /**
   * The inverse: after how many minutes only the share `left` is undelivered; 0 where that is 1 or
   * more. @param from minutes at which more than that are known to be undelivered; saves steps.
   */
  minutesUntil(stayed: number, left: number, missing: number, from = 0): number {
    const m = stayed > 0 ? (stayed < HIGHEST_ROW ? stayed : HIGHEST_ROW) : 0;
    const never = this.neverShare(m | 0, missing);
    if (left >= 1) return 0;
    const last = this.at(m, LONGEST, never);
    if (left <= last) return LONGEST + TAIL_HALF_LIFE_MINUTES * Math.log2(ratio(last, left));
    let low = from < LONGEST ? from | 0 : LONGEST - 1;
    let high = LONGEST;
    for (let step = 8; low + step < high; step *= 2) {
      if (this.at(m, low + step, never) > left) low += step;
      else high = low + step;
    }
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.at(m, middle, never) > left) low = middle;
      else high = middle;
    }
    const before = this.at(m, low, never);
    const after = this.at(m, high, never);
    return before > after ? low + (before - left) / (before - after) : low;
  }

  /**
   * The whole minutes in the stage that at most `share` of the delivered orders waited for their next
   * event, which never comes with probability `missing`; NaN where so long was never unusual.
   */
  minutesBeyond(share: number, missing: number): number {
    let low = -1;
    let high = TOTAL_MINUTES;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.waitingShare(middle, missing) > share) low = middle;
      else high = middle;
    }
    return high < TOTAL_MINUTES ? high : Number.NaN;
  }

  private waitingShare(minutes: number, missing: number): number {
    const { undelivered, awaited } = this;
    return missing * (undelivered[minutes] ?? 0) + (1 - missing) * (awaited[minutes] ?? 0);
  }

  /** How likely it is, after so many minutes without it, that the next event never comes. */
  private neverShare(row: number, missing: number): number {
    const never = missing * (this.all.staying[row] ?? 0);
    const later = (1 - missing) * (this.awaiting.staying[row] ?? 0);
    return never / (never + later);
  }

  /** Both curves, mixed, at a whole number of remaining minutes; linear between the rows. */
  private at(m: number, column: number, never: number): number {
    const { pairs } = this;
    const row = m | 0;
    const down = m - row;
    const here = 2 * (row * REMAINING_MINUTES + column);
    const below = here + 2 * REMAINING_MINUTES;
    const later = 1 - never;
    const above = never * (pairs[here] ?? 0) + later * (pairs[here + 1] ?? 0);
    return above + down * (never * (pairs[below] ?? 0) + later * (pairs[below + 1] ?? 0) - above);
  }
}

/** From how many left after each minute to the share that is left; never rises. */
function sharesLeft(
  after: Float64Array,
  believed: (minutes: number) => number,
  weight: number,
): Float64Array {
  const total = after.reduce((sum, count) => sum + count, 0);
  let left = total;
  return Float64Array.from({ length: TOTAL_MINUTES }, (_, minutes) => {
    // The last count stands for all that took longer: nobody knows when they left.
    if (minutes > 0 && minutes < after.length) left -= after[minutes - 1] ?? 0;
    return (weight * believed(minutes) + Math.max(left, 0)) / (weight + total);
  });
}

function ratio(last: number, left: number): number {
  return Math.max(last, NEARLY_NOTHING) / Math.max(left, NEARLY_NOTHING);
}
