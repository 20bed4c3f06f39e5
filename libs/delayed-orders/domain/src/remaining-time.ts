import type { TimeRange } from './notification.js';
import type { Stage, StageEntry } from './stage.js';
import { STAGES } from './stage.js';

/** How many delivered orders took this many whole minutes from entering a stage to delivery. */
export interface RemainingTimeCount {
  readonly stage: Stage;
  readonly minutes: number;
  readonly count: number;
}

/** Longer durations are counted as this one: memory stays bounded. */
export const LONGEST_MINUTES = 180;

/**
 * What is believed before any outcome was seen, as many orders' worth as `weight`: a log-logistic
 * curve per stage. The medians follow the means that were measured on a month of real orders
 * (placed with the restaurant to delivered 38 minutes, in total 46, courier at the restaurant to
 * delivered 25); the stages between are interpolated.
 */
const PRIOR: Readonly<Record<Stage, { medianMinutes: number; shape: number }>> = {
  PLACED: { medianMinutes: 43, shape: 4.5 },
  ACCEPTED: { medianMinutes: 36, shape: 4.2 },
  PREPARING: { medianMinutes: 31, shape: 4 },
  READY: { medianMinutes: 25, shape: 3.8 },
  PICKED_UP: { medianMinutes: 21, shape: 3.6 },
};
const PRIOR_WEIGHT = 30;

/** Beyond the longest counted duration a curve falls by this half-life, so it never ends. */
const TAIL_HALF_LIFE_MINUTES = 15;
const MINUTE_MS = 60_000;

/**
 * The learnt time from entering a stage to delivery, as a survival curve per stage: the share of
 * orders not yet delivered after so many minutes, linear between whole minutes.
 */
export class RemainingTime {
  private constructor(private readonly curves: Readonly<Record<Stage, readonly number[]>>) {}

  /** @param counts of delivered orders; none at all gives the shipped prior. */
  static learntFrom(counts: readonly RemainingTimeCount[]): RemainingTime {
    const curves = STAGES.map((stage) => [stage, survivalCurve(stage, counts)] as const);
    return new RemainingTime(Object.fromEntries(curves) as Record<Stage, number[]>);
  }

  /**
   * The probability that an order in this stage is delivered after `limit`, given that it is not
   * delivered at `now`. Never decreases as `now` goes on: waiting in a stage is bad news.
   */
  probabilityAfter({ stage, enteredAt }: StageEntry, limit: Date, now: Date): number {
    if (limit <= now) return 1;
    const alive = this.survival(stage, minutesBetween(enteredAt, now));
    return this.survival(stage, minutesBetween(enteredAt, limit)) / alive;
  }

  /** The instant at which {@link probabilityAfter} reaches `probability` if nothing is heard. */
  whenProbabilityReaches({ stage, enteredAt }: StageEntry, limit: Date, probability: number): Date {
    const wanted = this.survival(stage, minutesBetween(enteredAt, limit)) / probability;
    return new Date(enteredAt.getTime() + this.minutesUntilSurvival(stage, wanted) * MINUTE_MS);
  }

  /** Between which instants the middle half of such orders are delivered. */
  expectedDelivery(entry: StageEntry, now: Date): TimeRange {
    return { from: this.quantile(entry, now, 0.25), to: this.quantile(entry, now, 0.75) };
  }

  /** The instant by which the given share of such orders is delivered; 0.5 is the median. */
  quantile({ stage, enteredAt }: StageEntry, now: Date, share: number): Date {
    const alive = this.survival(stage, minutesBetween(enteredAt, now));
    const minutes = this.minutesUntilSurvival(stage, alive * (1 - share));
    return new Date(Math.max(now.getTime(), enteredAt.getTime() + minutes * MINUTE_MS));
  }

  private survival(stage: Stage, minutes: number): number {
    const curve = this.curves[stage];
    if (minutes <= 0) return 1;
    if (minutes >= LONGEST_MINUTES) return tail(curve, minutes);
    const whole = Math.floor(minutes);
    const [left = 1, right = 1] = [curve[whole], curve[whole + 1]];
    return left + (right - left) * (minutes - whole);
  }

  /** The inverse of {@link survival}: after how many minutes only this share is left. */
  private minutesUntilSurvival(stage: Stage, share: number): number {
    const curve = this.curves[stage];
    if (share >= 1) return 0;
    const last = curve[LONGEST_MINUTES] ?? 0;
    if (share < last) return LONGEST_MINUTES + TAIL_HALF_LIFE_MINUTES * Math.log2(last / share);
    let low = 0;
    let high = LONGEST_MINUTES;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((curve[middle] ?? 0) > share) low = middle;
      else high = middle;
    }
    const [left = 1, right = 0] = [curve[low], curve[high]];
    return left === right ? low : low + (left - share) / (left - right);
  }
}

function tail(curve: readonly number[], minutes: number): number {
  const last = curve[LONGEST_MINUTES] ?? 0;
  return last * 2 ** (-(minutes - LONGEST_MINUTES) / TAIL_HALF_LIFE_MINUTES);
}

/** Prior and counts together; strictly falling, because the prior's curve is. */
function survivalCurve(stage: Stage, counts: readonly RemainingTimeCount[]): number[] {
  const deliveredIn = new Array<number>(LONGEST_MINUTES + 1).fill(0);
  let total = 0;
  for (const each of counts) {
    if (each.stage !== stage) continue;
    const minutes = Math.min(Math.max(each.minutes, 0), LONGEST_MINUTES);
    deliveredIn[minutes] = (deliveredIn[minutes] ?? 0) + each.count;
    total += each.count;
  }
  let left = total;
  return deliveredIn.map((_, minutes) => {
    left -= minutes === 0 ? 0 : (deliveredIn[minutes - 1] ?? 0);
    return (left + PRIOR_WEIGHT * priorSurvival(stage, minutes)) / (total + PRIOR_WEIGHT);
  });
}

function priorSurvival(stage: Stage, minutes: number): number {
  const { medianMinutes, shape } = PRIOR[stage];
  return 1 / (1 + (minutes / medianMinutes) ** shape);
}

const minutesBetween = (from: Date, to: Date): number =>
  (to.getTime() - from.getTime()) / MINUTE_MS;
