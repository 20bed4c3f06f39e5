import { ESTIMATE_INPUTS } from '@ftgo/delayed-orders-domain';
import { areaOfSorted } from '../measures/area-under-curve.js';
import type { Calibration } from '../measures/calibration.js';
import { calibrationOf } from '../measures/calibration.js';
import type { DayWeights, Interval } from '../measures/day-resampling.js';
import { intervalOf, resampledDays } from '../measures/day-resampling.js';
import type { LabPolicy } from '../measures/lab-policy.js';
import type { OrderRecord } from '../replay/order-record.js';
import { CHECK_MINUTES } from '../replay/order-record.js';
import type { Recording } from '../replay/record-orders.js';
import type { PolicyReport } from './policy-report.js';
import { policyReport } from './policy-report.js';
import type { SweepReport } from './sweep-report.js';
import { sweepReport } from './sweep-report.js';

/** How well late orders were told from others so long before the promise. */
export interface CheckReport {
  readonly minutesBefore: number;
  /** Orders that had not ended by then, and how many of them were late. */
  readonly orders: number;
  readonly late: number;
  readonly auc: number;
  readonly interval: Interval;
}

/** One half of a trace in numbers. */
export interface PartReport {
  readonly orders: number;
  readonly days: number;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly lateShare: number;
}

/** Everything that an evaluation says; JSON-able (what there is none of is null there). */
export interface EvaluationReport {
  readonly trace: string;
  readonly lateAfterMinutes: number;
  readonly learning: PartReport;
  readonly measured: PartReport;
  readonly checks: readonly CheckReport[];
  /** Of the checks 20, 15 and 10 minutes before the promise together. */
  readonly calibration: Calibration;
  /** The share of deliveries within the expected range, at the check 20 minutes before. */
  readonly withinExpectedRange: number;
  readonly sweeps: readonly SweepReport[];
  readonly policies: readonly PolicyReport[];
  readonly weights: Readonly<Record<string, number>>;
}

/** What is to be reported. */
export interface ReportOptions {
  readonly trace: string;
  readonly lateAfterMinutes: number;
  /** Those that watched the records, in their order. */
  readonly policies: readonly LabPolicy[];
}

const CALIBRATED_CHECKS: readonly number[] = [20, 15, 10];

/** Measures a recording. */
export function evaluationReport(
  { records, state }: Recording,
  { trace, lateAfterMinutes, policies }: ReportOptions,
): EvaluationReport {
  const measured = records.filter(({ isMeasured }) => isMeasured);
  const learning = records.filter(({ isMeasured }) => !isMeasured);
  const resamples = resampledDays(measured.map(({ day }) => day));
  return {
    trace,
    lateAfterMinutes,
    learning: partReport(learning),
    measured: partReport(measured),
    checks: CHECK_MINUTES.map((minutes) => checkReport(measured, minutes, resamples)),
    calibration: calibrationOf(forecastsOf(measured)),
    withinExpectedRange: withinRange(measured),
    sweeps: sweepReport(measured, resamples),
    policies: policies.map((policy, place) => policyReport(measured, policy, place, resamples)),
    weights: Object.fromEntries(
      [...ESTIMATE_INPUTS, 'intercept'].map((input, i) => [input, state.weights.weights[i] ?? 0]),
    ),
  };
}

function partReport(records: readonly OrderRecord[]): PartReport {
  const days = [...new Set(records.map(({ day }) => day))].sort();
  const ended = records.filter(({ ending }) => ending !== 'NONE');
  return {
    orders: records.length,
    days: days.length,
    firstDay: days[0] ?? '',
    lastDay: days.at(-1) ?? '',
    lateShare: ended.filter(({ ending }) => ending === 'LATE').length / ended.length,
  };
}

function checkReport(
  records: readonly OrderRecord[],
  minutesBefore: number,
  resamples: readonly DayWeights[],
): CheckReport {
  const items = records
    .filter(({ ending }) => ending !== 'NONE')
    .flatMap(({ day, ending, checks }) => {
      const check = checks.find((each) => each.minutesBefore === minutesBefore);
      if (check === undefined) return [];
      return [{ day, isPositive: ending === 'LATE', score: check.probability }];
    })
    .sort((a, b) => a.score - b.score);
  return {
    minutesBefore,
    orders: items.length,
    late: items.filter(({ isPositive }) => isPositive).length,
    auc: areaOfSorted(items, () => 1),
    interval: intervalOf(resamples, (weights) =>
      areaOfSorted(items, ({ day }) => weights.get(day) ?? 0),
    ),
  };
}

function forecastsOf(
  records: readonly OrderRecord[],
): { probability: number; cameTrue: boolean }[] {
  return records
    .filter(({ ending }) => ending !== 'NONE')
    .flatMap(({ ending, checks }) =>
      checks
        .filter(({ minutesBefore }) => CALIBRATED_CHECKS.includes(minutesBefore))
        .map(({ probability }) => ({ probability, cameTrue: ending === 'LATE' })),
    );
}

function withinRange(records: readonly OrderRecord[]): number {
  const deliveries = records.flatMap(({ checks }) =>
    checks
      .filter(({ minutesBefore, delivery }) => minutesBefore === 20 && delivery !== 'NONE')
      .map(({ delivery }) => delivery),
  );
  return deliveries.filter((delivery) => delivery === 'WITHIN').length / deliveries.length;
}
