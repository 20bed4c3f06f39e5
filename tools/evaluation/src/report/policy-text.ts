import type { LabPolicy } from '../measures/lab-policy.js';
import { broadly } from '../measures/lab-policy.js';
import { between, fixed, minutesOf, percent } from './figure-words.js';
import type { DetectionPart, PolicyReport } from './policy-report.js';
import { textTable } from './text-table.js';

/** Policies side by side, then each by restaurant size and by hour. */
export function policyTables(policies: readonly PolicyReport[]): string[] {
  if (policies.length === 0) return [];
  const rows = LINES.map(([name, of]) => [name, ...policies.map(of)]);
  return [
    '\nPolicies on the measured days\n',
    textTable(['', ...policies.map(({ policy }) => policy.name)], rows),
    ...partTables('By restaurant size (a third of the orders each)', policies, 'byRestaurantSize'),
    ...partTables('By local hour of the order', policies, 'byHour'),
  ];
}

const LINES: readonly (readonly [string, (report: PolicyReport) => string])[] = [
  ['window, threshold', ({ policy }) => windowText(policy)],
  ['leaves below, least lead', ({ policy }) => leaveText(policy)],
  ['precision', ({ detection }) => fixed(detection.precision)],
  ['', ({ intervals }) => between(intervals.precision)],
  ['recall', ({ detection }) => fixed(detection.recall)],
  ['', ({ intervals }) => between(intervals.recall)],
  ['F1', ({ detection }) => fixed(detection.f1)],
  ['foreseen of late', ({ detection }) => `${detection.foreseen} of ${detection.late}`],
  ['false alarms', ({ detection }) => String(detection.falseAlarms)],
  ['lead, mean', ({ detection }) => minutesOf(detection.lead.mean)],
  ['lead, p10 / p50 / p90', ({ detection: { lead } }) => leads(lead)],
  ['orders that flap', ({ detection }) => String(detection.flaps)],
  ['notices per 1,000: risk', ({ detection }) => perThousand(detection.noticesPerThousand.risk)],
  ['  recovered', ({ detection }) => perThousand(detection.noticesPerThousand.recovered)],
  ['  late', ({ detection }) => perThousand(detection.noticesPerThousand.late)],
  ['  undeliverable', ({ detection }) => perThousand(detection.noticesPerThousand.undeliverable)],
  ['undeliverable, foreseen', ({ detection }) => givenUp(detection.undeliverable)],
  ['  given up wrongly', ({ detection }) => String(detection.undeliverable.wrongly)],
  ['offers', ({ detection }) => money(detection.offers.cents)],
  ['  per order', ({ detection }) => money(detection.offers.centsPerOrder)],
  ['  to orders in time', ({ detection }) => percent(detection.offers.wastedShare)],
];

function partTables(
  title: string,
  policies: readonly PolicyReport[],
  key: 'byRestaurantSize' | 'byHour',
): string[] {
  const parts = policies[0]?.[key] ?? [];
  const rows = parts.map(({ part, orders, late }, i) => [
    part,
    String(orders),
    String(late),
    ...policies.map((report) => partCell(report[key][i])),
  ]);
  const heads = policies.map(({ policy }) => policy.name);
  return [`\n${title}: precision / recall\n`, textTable(['', 'orders', 'late', ...heads], rows)];
}

function partCell(part: DetectionPart | undefined): string {
  if (part === undefined) return '-';
  return `${fixed(part.precision)} / ${fixed(part.recall)}`;
}

const windowText = (policy: LabPolicy): string => {
  const { riskWindowMinutes, riskEnterProbability } = broadly(policy);
  return `${riskWindowMinutes} min, ${riskEnterProbability}`;
};
const leaveText = (policy: LabPolicy): string => {
  const { riskLeaveProbability, riskLeastLeadMinutes } = broadly(policy);
  return `${riskLeaveProbability}, ${riskLeastLeadMinutes} min`;
};
const givenUp = ({ foreseen, inTruth }: { foreseen: number; inTruth: number }): string =>
  `${foreseen} of ${inTruth}`;
const leads = ({ p10, p50, p90 }: { p10: number; p50: number; p90: number }): string =>
  [p10, p50, p90].map((minutes) => (Number.isNaN(minutes) ? '-' : minutes.toFixed(1))).join(' / ');
const perThousand = (value: number): string => (Number.isNaN(value) ? '-' : value.toFixed(1));
const money = (cents: number): string => (Number.isNaN(cents) ? '-' : (cents / 100).toFixed(2));
