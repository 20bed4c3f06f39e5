import type { CalibrationBin } from '../measures/calibration.js';
import { LEAST_COUNT } from '../measures/calibration.js';
import type { CheckReport, EvaluationReport, PartReport } from './evaluation-report.js';
import { between, fixed, minutesOf, percent, signed } from './figure-words.js';
import { policyTables } from './policy-text.js';
import type { SweepReport } from './sweep-report.js';
import { textTable } from './text-table.js';

/** The tables that `evaluate` prints. */
export function reportText(report: EvaluationReport): string {
  const { lateAfterMinutes, checks, calibration, sweeps } = report;
  const late = lateAfterMinutes === 0 ? 'late' : `more than ${lateAfterMinutes} min late`;
  return [
    `${report.trace}\n`,
    partText('learnt from', report.learning, late),
    partText('measured', report.measured, late),
    '\nTold apart, among orders not yet delivered (AUC, middle 90 % of resampled days)\n',
    textTable(['min before', 'orders', 'late', 'AUC', ''], checks.map(checkRow)),
    '\nCalibration (20, 15 and 10 minutes before the promise)\n',
    textTable(['estimated', 'checks', 'mean', 'came true', 'gap'], calibration.bins.map(binRow)),
    `  mean gap weighted by size ${fixed(calibration.meanGap)}, worst of a bin with ` +
      `${LEAST_COUNT} checks ${fixed(calibration.worstGap)}\n`,
    `  ${percent(report.withinExpectedRange)} delivered within the expected range (meant: 50 %)\n`,
    '\nThreshold swept over the measured days (first notice at least 10 minutes ahead)\n',
    textTable(
      ['window', 'precision', 'recall', '', 'threshold', 'mean lead'],
      sweeps.flatMap(sweepRows),
    ),
    ...policyTables(report.policies),
  ].join('');
}

function partText(name: string, part: PartReport, late: string): string {
  return (
    `  ${name.padEnd(12)}${part.orders} orders of ${part.days} days, ${part.firstDay} to ` +
    `${part.lastDay}, ${percent(part.lateShare)} ${late}\n`
  );
}

function checkRow({ minutesBefore, orders, late, auc, interval }: CheckReport): string[] {
  return [String(minutesBefore), String(orders), String(late), fixed(auc), between(interval)];
}

function binRow({ from, to, count, estimated, observed, gap }: CalibrationBin): string[] {
  const range = `${from.toFixed(1)} to ${to.toFixed(1)}`;
  return [range, String(count), fixed(estimated), fixed(observed), signed(gap)];
}

function sweepRows({ windowMinutes, best }: SweepReport): string[][] {
  return best.map(({ precision, point, recallInterval }) => [
    `${windowMinutes} min`,
    `>= ${precision.toFixed(2)}`,
    point === undefined ? 'not to be had' : fixed(point.recall),
    between(recallInterval),
    point === undefined ? '' : fixed(point.threshold),
    point === undefined ? '' : minutesOf(point.meanLead),
  ]);
}
