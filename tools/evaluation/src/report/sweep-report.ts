import type { DayWeights, Interval } from '../measures/day-resampling.js';
import { intervalOf } from '../measures/day-resampling.js';
import type { SweepPoint } from '../measures/threshold-sweep.js';
import { ThresholdSweep } from '../measures/threshold-sweep.js';
import type { OrderRecord } from '../replay/order-record.js';

/** The best threshold of a window at one precision; undefined where it can't be had. */
export interface SweepBest {
  readonly precision: number;
  readonly point: SweepPoint | undefined;
  /** Of the recall, the threshold chosen anew in each resampling. */
  readonly recallInterval: Interval;
}

/** One window with every threshold. */
export interface SweepReport {
  readonly windowMinutes: number;
  readonly leastLeadMinutes: number;
  readonly points: readonly SweepPoint[];
  readonly best: readonly SweepBest[];
}

const WINDOWS = [20, 25, 30] as const;
const LEAST_LEAD_MINUTES = 10;
const LEAST_MEAN_LEAD = 17;
const PRECISIONS = [0.66, 0.7] as const;

/** Sweeps the threshold over the measured days, for the windows that prediction.md suggests. */
export function sweepReport(
  records: readonly OrderRecord[],
  resamples: readonly DayWeights[],
): SweepReport[] {
  return WINDOWS.map((windowMinutes) => {
    const sweep = new ThresholdSweep(records, windowMinutes, LEAST_LEAD_MINUTES);
    return {
      windowMinutes,
      leastLeadMinutes: LEAST_LEAD_MINUTES,
      points: sweep.points().filter(({ flagged }) => flagged > 0),
      best: PRECISIONS.map((precision) => ({
        precision,
        point: sweep.bestAt(precision, LEAST_MEAN_LEAD),
        recallInterval: intervalOf(
          resamples,
          (weights) => sweep.bestAt(precision, LEAST_MEAN_LEAD, weights)?.recall ?? 0,
        ),
      })),
    };
  });
}
