import type { OrderRecord } from '../replay/order-record.js';
import type { LabPolicy } from './lab-policy.js';
import { ThresholdSweep } from './threshold-sweep.js';

/** prediction.md, "Policy": earlier flags are less sure and help little. */
const WINDOWS = [20, 25, 30] as const;
const LEAST_LEAD_MINUTES = 10;
const LEAST_MEAN_LEAD = 17;
/** A risk ends so far below its threshold; narrower gaps flap. */
const LEAVE_BELOW = 0.2;
const LEAST_LEAVE = 0.01;
/** The first orders are estimated by what was shipped; they choose nothing. */
const WARM_UP_SHARE = 0.2;

/**
 * The window and threshold that foresaw the most of the learning days' late orders at the precision
 * aimed at; nothing of the measured days is looked at. Undefined where none had that precision.
 */
export function chosenPolicy(
  records: readonly OrderRecord[],
  aimPrecision: number,
): LabPolicy | undefined {
  const learning = records.filter(({ isMeasured }) => !isMeasured);
  const warm = learning.slice(Math.floor(learning.length * WARM_UP_SHARE));
  const choices = WINDOWS.flatMap((windowMinutes) => {
    const sweep = new ThresholdSweep(warm, windowMinutes, LEAST_LEAD_MINUTES);
    const best = sweep.bestAt(aimPrecision, LEAST_MEAN_LEAD);
    return best === undefined ? [] : [{ windowMinutes, ...best }];
  });
  const [best] = choices.sort((a, b) => b.recall - a.recall);
  if (best === undefined) return undefined;
  const threshold = Math.round(best.threshold * 1000) / 1000;
  return {
    name: 'chosen on the learning days',
    document: {
      all: {
        riskWindowMinutes: best.windowMinutes,
        riskEnterProbability: threshold,
        riskLeaveProbability: Math.max(
          LEAST_LEAVE,
          Math.round((threshold - LEAVE_BELOW) * 1000) / 1000,
        ),
        riskLeastLeadMinutes: LEAST_LEAD_MINUTES,
      },
    },
  };
}
