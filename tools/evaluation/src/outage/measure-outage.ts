import type { Trace } from '@ftgo/monolith-traces';
import type { ConsoleOutput } from '../console-output.js';
import { detectionOf } from '../measures/detection.js';
import type { LabPolicy } from '../measures/lab-policy.js';
import type { OrderRecord } from '../replay/order-record.js';
import { recordOrders } from '../replay/record-orders.js';
import { fixed } from '../report/figure-words.js';
import { watchedBy } from '../report/policy-report.js';
import { textTable } from '../report/text-table.js';
import { withoutPickups } from './made-outage.js';

/** What an outage did to one policy, on the days that it hit. */
export interface OutageFigures {
  readonly days: 'all measured days' | 'every second measured day';
  readonly policy: string;
  readonly falseAlarms: { readonly without: number; readonly during: number };
  /** False alarms during the outage over those without it. */
  readonly ratio: number;
  readonly recall: { readonly without: number; readonly during: number };
}

interface Measuring {
  readonly learnShare: number;
  readonly lateAfterMinutes: number;
}

/**
 * Deletes the pick-up events of measured days and replays again: on all of them, and on every second
 * one, where the outage begins and ends over and over. Prints what became of false alarms.
 */
export function measureOutage(
  trace: Trace,
  before: readonly OrderRecord[],
  policies: readonly LabPolicy[],
  measuring: Measuring,
  output: ConsoleOutput,
): OutageFigures[] {
  const days = [...new Set(before.filter((each) => each.isMeasured).map(({ day }) => day))].sort();
  const figures = (['all measured days', 'every second measured day'] as const).flatMap((name) => {
    const hit = new Set(name === 'all measured days' ? days : days.filter((_, i) => i % 2 === 0));
    const isHit = ({ isMeasured, day }: OrderRecord): boolean => isMeasured && hit.has(day);
    const hitIds = new Set(before.filter(isHit).map(({ orderId }) => orderId));
    const outage = withoutPickups(trace, (orderId) => hitIds.has(orderId));
    const { records } = recordOrders(outage, {
      ...measuring,
      policies,
      onProgress: (share) => output.progress(`outage on ${name}`, share),
    });
    return policies.map((policy, place) =>
      figuresOf(name, { policy, place }, before.filter(isHit), records.filter(isHit)),
    );
  });
  output.print(outageText(figures));
  return figures;
}

function figuresOf(
  days: OutageFigures['days'],
  { policy, place }: { readonly policy: LabPolicy; readonly place: number },
  before: readonly OrderRecord[],
  after: readonly OrderRecord[],
): OutageFigures {
  const [without, during] = [before, after].map((records) =>
    detectionOf(watchedBy(records, place)),
  );
  if (without === undefined || during === undefined) throw new RangeError('nothing was measured');
  return {
    days,
    policy: policy.name,
    falseAlarms: { without: without.falseAlarms, during: during.falseAlarms },
    ratio: during.falseAlarms / without.falseAlarms,
    recall: { without: without.recall, during: during.recall },
  };
}

function outageText(figures: readonly OutageFigures[]): string {
  const rows = figures.map(({ days, policy, falseAlarms, ratio, recall }) => [
    days,
    policy,
    String(falseAlarms.without),
    String(falseAlarms.during),
    `x ${fixed(ratio)}`,
    `${fixed(recall.without)} to ${fixed(recall.during)}`,
  ]);
  const head = ['days', 'policy', 'false alarms', 'in the outage', 'ratio', 'recall'];
  return `\nMade outage: pick-up events deleted\n${textTable(head, rows)}`;
}
