import type { DayWeights, Interval } from '../measures/day-resampling.js';
import { intervalOf } from '../measures/day-resampling.js';
import type { Detection, WatchedOrder } from '../measures/detection.js';
import { detectionOf } from '../measures/detection.js';
import type { LabPolicy } from '../measures/lab-policy.js';
import { UNTOUCHED } from '../measures/watch.js';
import type { OrderRecord } from '../replay/order-record.js';
import { RESTAURANT_SIZES } from '../replay/order-record.js';

/** The same figures for some of the orders. */
export interface DetectionPart {
  readonly part: string;
  readonly orders: number;
  readonly late: number;
  readonly precision: number;
  readonly recall: number;
}

/** One policy on the measured days. */
export interface PolicyReport {
  readonly policy: LabPolicy;
  readonly detection: Detection;
  readonly intervals: { readonly precision: Interval; readonly recall: Interval };
  readonly byRestaurantSize: readonly DetectionPart[];
  readonly byHour: readonly DetectionPart[];
}

/** @param place of the policy among those that watched the records. */
export function policyReport(
  records: readonly OrderRecord[],
  policy: LabPolicy,
  place: number,
  resamples: readonly DayWeights[],
): PolicyReport {
  const watched = watchedBy(records, place);
  const byDay = Map.groupBy(watched, ({ record }) => record.day);
  const hours = [...new Set(records.map(({ hour }) => hour))].sort((a, b) => a - b);
  return {
    policy,
    detection: detectionOf(watched),
    intervals: {
      precision: intervalOf(resamples, (weights) => ratio(byDay, weights).precision),
      recall: intervalOf(resamples, (weights) => ratio(byDay, weights).recall),
    },
    byRestaurantSize: RESTAURANT_SIZES.map((size) =>
      partOf(size, watched, ({ record }) => record.restaurantSize === size),
    ),
    byHour: hours.map((hour) =>
      partOf(`${String(hour).padStart(2, '0')} h`, watched, ({ record }) => record.hour === hour),
    ),
  };
}

/** Each record with what the policy in that place did about it. */
export function watchedBy(records: readonly OrderRecord[], place: number): WatchedOrder[] {
  return records.map((record) => ({ record, watch: record.watches[place] ?? UNTOUCHED }));
}

function partOf(
  part: string,
  watched: readonly WatchedOrder[],
  belongs: (order: WatchedOrder) => boolean,
): DetectionPart {
  const { orders, late, precision, recall } = detectionOf(watched.filter(belongs));
  return { part, orders, late, precision, recall };
}

function ratio(
  byDay: ReadonlyMap<string, readonly WatchedOrder[]>,
  weights: DayWeights,
): { precision: number; recall: number } {
  let [foreseen, falseAlarms, late] = [0, 0, 0];
  for (const [day, watched] of byDay) {
    const weight = weights.get(day) ?? 0;
    if (weight === 0) continue;
    for (const { record, watch } of watched) {
      const isFlagged = watch.leadMinutes !== undefined;
      if (record.ending === 'LATE') late += weight;
      if (isFlagged && record.ending === 'LATE') foreseen += weight;
      if (isFlagged && record.ending === 'ON_TIME') falseAlarms += weight;
    }
  }
  return { precision: foreseen / (foreseen + falseAlarms), recall: foreseen / late };
}
