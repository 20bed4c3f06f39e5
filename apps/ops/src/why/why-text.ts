import type { DecisionRecord, Freshness } from '@ftgo/delayed-orders-domain';
import type { KnownNotice, KnownOrder } from '@ftgo/delayed-orders-persistence';
import { harmless } from '../harmless.js';
import { decisionText, shadowDecisionText } from './decision-text.js';
import { labelled } from './lines.js';
import { noticeText } from './notice-text.js';
import type { TellTime } from './order-times.js';
import { timesIn } from './order-times.js';
import type { Present } from './present-answers.js';
import { presentText } from './present-text.js';
import { standingText } from './standing-text.js';

/** The whole answer of `ops why`, in plain words and in the order of time. Pure. */
export function whyText(known: KnownOrder, freshness: Freshness, present: Present): string {
  const zone = known.due.restaurant?.openingHours?.timeZone;
  const tell = timesIn(zone);
  return [
    `${headline(known, tell)}${zone === undefined ? '' : ` In brackets: time in ${zone}.`}\n`,
    `\nHow it stands\n${standingText(known, freshness, tell)}`,
    `\nWhat was decided, and why\n${decisionsText(known, tell)}`,
    `\nIf it were looked at now (nothing is kept, nobody is told)\n${presentText(present, tell)}`,
  ].join('');
}

function headline({ due, decider }: KnownOrder, tell: TellTime): string {
  const { order, restaurant } = due;
  const name = restaurant?.name === undefined ? '' : `${harmless(restaurant.name)}, `;
  const from =
    order.restaurantId === undefined ? '' : ` from ${name}restaurant ${order.restaurantId}`;
  return `Order ${order.id}${from}, as it is ${tell(decider.now)}.`;
}

function decisionsText({ decisions, notices }: KnownOrder, tell: TellTime): string {
  const told = decisions.map((decision) =>
    decision.role === 'LIVE'
      ? decisionText(
          decision,
          notices.filter((notice) => cameOf(decision, notice)),
          tell,
        )
      : shadowDecisionText(decision, decisions, tell),
  );
  const orphans = notices.filter((notice) => !decisions.some((each) => cameOf(each, notice)));
  if (orphans.length > 0) told.unshift(forgottenText(orphans, tell));
  return told.length === 0
    ? '  Nothing: it has never been anything but on time.\n'
    : told.join('\n');
}

/** A decision and its notices have their instant in common; where a clock stands still, more. */
const cameOf = (decision: DecisionRecord, notice: KnownNotice): boolean =>
  decision.role === 'LIVE' &&
  decision.decidedAt.getTime() === notice.decidedAt.getTime() &&
  decision.condition === notice.condition &&
  decision.promiseGeneration === notice.promiseGeneration;

/** Decisions are forgotten after some weeks (KEEP_DECISIONS_DAYS), notices are not. */
function forgottenText(notices: readonly KnownNotice[], tell: TellTime): string {
  const lines = notices.map(
    (notice) => `${tell(notice.decidedAt)} ${notice.condition}: ${noticeText(notice, tell)}`,
  );
  return `Decisions that have been forgotten since; what was told then:\n${labelled('told', lines)}`;
}
