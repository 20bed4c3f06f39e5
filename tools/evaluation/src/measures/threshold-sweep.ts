import type { OrderRecord } from '../replay/order-record.js';
import type { DayWeights } from './day-resampling.js';

/** First notices of risk at one threshold, on one day. */
interface DayCount {
  late: number;
  foreseen: number;
  falseAlarms: number;
  leadMinutes: number;
}

/** What one threshold would have given. */
export interface SweepPoint {
  readonly threshold: number;
  readonly precision: number;
  readonly recall: number;
  /** Of the foreseen, minutes. */
  readonly meanLead: number;
  readonly flagged: number;
}

const STEPS = 186;
/** Fewer notices than this share of the orders say nothing about precision. */
const LEAST_FLAGGED_SHARE = 0.005;

/**
 * Every threshold at once, for one window: an order is flagged at its first minute in the window at
 * which it has the threshold's probability.
 */
export class ThresholdSweep {
  private readonly days = new Map<string, DayCount[]>();

  constructor(records: readonly OrderRecord[], windowMinutes: number, leastLeadMinutes: number) {
    for (const record of records) {
      if (record.ending === 'NONE') continue;
      const counts = this.days.get(record.day) ?? newCounts();
      this.days.set(record.day, counts);
      countOrder(record, counts, windowMinutes, leastLeadMinutes);
    }
  }

  /** The points of all days, or of days counted so often. */
  points(weights?: DayWeights): SweepPoint[] {
    const total = newCounts();
    for (const [day, counts] of this.days) {
      const weight = weights === undefined ? 1 : (weights.get(day) ?? 0);
      if (weight > 0) counts.forEach((count, step) => addTo(total[step], count, weight));
    }
    return total.map((count, step) => pointOf(count, thresholdAt(step)));
  }

  /** The most orders that can be foreseen at a precision and a mean lead; undefined: it can't be had. */
  bestAt(precision: number, leastMeanLead: number, weights?: DayWeights): SweepPoint | undefined {
    const points = this.points(weights);
    const all = points[0]?.flagged ?? 0;
    return points
      .filter((point) => point.precision >= precision && point.meanLead >= leastMeanLead)
      .filter(({ flagged }) => flagged >= LEAST_FLAGGED_SHARE * all)
      .reduce<SweepPoint | undefined>(
        (best, point) => (best === undefined || point.recall > best.recall ? point : best),
        undefined,
      );
  }
}

/** .05 to .975, each as exact as it can be written. */
function thresholdAt(step: number): number {
  return (step + 10) / 200;
}

function newCounts(): DayCount[] {
  return Array.from({ length: STEPS }, () => ({
    late: 0,
    foreseen: 0,
    falseAlarms: 0,
    leadMinutes: 0,
  }));
}

function countOrder(
  { minutes, ending }: OrderRecord,
  counts: DayCount[],
  window: number,
  leastLead: number,
): void {
  const isLate = ending === 'LATE';
  if (isLate) for (const count of counts) count.late++;
  let reached = 0;
  for (const { minutesLeft, probability } of minutes) {
    if (minutesLeft > window || minutesLeft < leastLead) continue;
    for (let count = counts[reached]; count !== undefined; count = counts[reached]) {
      if (probability < thresholdAt(reached)) break;
      if (isLate) {
        count.foreseen++;
        count.leadMinutes += minutesLeft;
      } else {
        count.falseAlarms++;
      }
      reached++;
    }
  }
}

function addTo(total: DayCount | undefined, count: DayCount, weight: number): void {
  if (total === undefined) return;
  total.late += weight * count.late;
  total.foreseen += weight * count.foreseen;
  total.falseAlarms += weight * count.falseAlarms;
  total.leadMinutes += weight * count.leadMinutes;
}

function pointOf(count: DayCount, threshold: number): SweepPoint {
  const flagged = count.foreseen + count.falseAlarms;
  return {
    threshold,
    precision: count.foreseen / flagged,
    recall: count.foreseen / count.late,
    meanLead: count.leadMinutes / count.foreseen,
    flagged,
  };
}
