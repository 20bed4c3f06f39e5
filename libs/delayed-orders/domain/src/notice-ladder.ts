import type { ChannelPreference } from './channel-plan.js';
import { channelsFor } from './channel-plan.js';
import type { ToldCondition } from './condition.js';
import { isTold } from './condition.js';
import type { Assessment } from './assessment/assess.js';
import type { Audience, TimeRange } from './notification.js';
import { AUDIENCES } from './notification.js';
import type { Order } from './order.js';
import { isPickedUp } from './order.js';
import type { DelayPolicy } from './policy/delay-policy.js';

/** A notice that was decided before about the same order. */
export interface ToldNotice {
  readonly promiseGeneration: number;
  readonly condition: ToldCondition;
  readonly audience: Audience;
  readonly expected?: TimeRange | undefined;
  readonly decidedAt: Date;
  /** It never went out (suppressed, failed): nobody has read it. */
  readonly isWithdrawn: boolean;
}

export const WITHHOLDINGS = [
  'CUSTOMER_SERVICE_FIRST',
  'WAS_NOT_TOLD_OF_IT',
  'HARDLY_CHANGED',
  'ENOUGH_NOTICES',
  'WANTS_NO_NOTICES',
] as const;
/** Why somebody is not told, or not yet, of a condition that others hear of. */
export type Withholding = (typeof WITHHOLDINGS)[number];

/** Everything that the ladder looks at. */
export interface LadderInput {
  readonly order: Order;
  readonly assessment: Assessment;
  readonly promiseGeneration: number;
  /** Since when the order has the assessed condition. */
  readonly since: Date;
  readonly told: readonly ToldNotice[];
  /** What the customer has said of how they want to hear, where they have. */
  readonly preference?: ChannelPreference | undefined;
  readonly policy: DelayPolicy;
  readonly now: Date;
}

/** Who hears of a condition now. */
export interface LadderAnswer {
  readonly audiences: readonly Audience[];
  readonly withheld: readonly { readonly audience: Audience; readonly because: Withholding }[];
  /** When the customer will hear of it if nothing changes. */
  readonly customerAt?: Date | undefined;
}

const NOBODY: LadderAnswer = { audiences: [], withheld: [] };
const MINUTE_MS = 60_000;

/**
 * Who is told of an order's condition now (I3): each audience at most once per condition and promise
 * generation, the customer at most `mostCustomerNotices` times in all. Each notice leaves room for
 * the worse ones that may follow, so that nobody learns too late of what matters more.
 */
export function climbLadder(input: LadderInput): LadderAnswer {
  const { assessment, told, promiseGeneration, policy } = input;
  const { condition } = assessment;
  if (!isTold(condition)) return NOBODY;
  const wasTold = (audience: Audience): boolean =>
    told.some(
      (notice) =>
        notice.audience === audience &&
        notice.condition === condition &&
        notice.promiseGeneration === promiseGeneration,
    );
  const isPlanned = (audience: Audience): boolean =>
    channelsFor(policy.channels, audience, condition).length > 0;
  const hearers = AUDIENCES.filter((audience) => isPlanned(audience) && !wasTold(audience));
  const answers = hearers.map((audience) => ({
    audience,
    because: withholding(input, condition, audience),
  }));
  const withheld = answers.flatMap(({ audience, because }) =>
    because === undefined ? [] : [{ audience, because }],
  );
  const waits = withheld.some(({ because }) => because === 'CUSTOMER_SERVICE_FIRST');
  return {
    audiences: answers.flatMap((each) => (each.because === undefined ? [each.audience] : [])),
    withheld,
    ...(waits ? { customerAt: customerAt(input) } : {}),
  };
}

function withholding(
  input: LadderInput,
  condition: ToldCondition,
  audience: Audience,
): Withholding | undefined {
  const read = input.told.filter((each) => each.audience === audience && !each.isWithdrawn);
  if (condition === 'RECOVERED' && !hadBadNews(read)) return 'WAS_NOT_TOLD_OF_IT';
  if (condition === 'AT_RISK' && !isNews(input, read)) return 'HARDLY_CHANGED';
  if (audience !== 'CUSTOMER') return undefined;
  const { policy, preference } = input;
  const ways = channelsFor(policy.channels, audience, condition, preference);
  if (ways.length === 0) return 'WANTS_NO_NOTICES';
  const most = Math.min(policy.mostCustomerNotices, MOST_CUSTOMER_NOTICES);
  const room = roomFor(condition, input.order, input.assessment);
  if (read.length + 1 + room > most) return 'ENOUGH_NOTICES';
  return input.now < customerAt(input) ? 'CUSTOMER_SERVICE_FIRST' : undefined;
}

/** Whatever a policy says. */
const MOST_CUSTOMER_NOTICES = 3;

/** Recovery is told only to those whose last notice was of a risk, or worse. */
function hadBadNews(read: readonly ToldNotice[]): boolean {
  const last = read.reduce<ToldNotice | undefined>(
    (latest, each) => (latest === undefined || each.decidedAt >= latest.decidedAt ? each : latest),
    undefined,
  );
  return last !== undefined && last.condition !== 'RECOVERED';
}

/** A risk under a new promise is news if the time that is expected has moved by enough. */
function isNews({ assessment, policy }: LadderInput, read: readonly ToldNotice[]): boolean {
  const before = read.flatMap(({ expected }) => expected ?? []).at(-1);
  const { estimate } = assessment;
  if (before === undefined || estimate === undefined) return true;
  const moved = Math.abs(middleOf(estimate.expected) - middleOf(before));
  return moved >= policy.leastChangeMinutes * MINUTE_MS;
}

/** How many worse notices may still have to follow one of this condition. */
function roomFor(condition: ToldCondition, order: Order, { reasons }: Assessment): number {
  if (condition === 'UNDELIVERABLE') return 0;
  const lateMayFollow = condition !== 'LATE' && !reasons.includes('PROMISE_PASSED') ? 1 : 0;
  return lateMayFollow + (isPickedUp(order) ? 0 : 1);
}

/** Customer service hears first of what it may still mend; a cancelled order is beyond that. */
function customerAt({ order, assessment, since, policy }: LadderInput): Date {
  const isForeseen = assessment.condition === 'UNDELIVERABLE' && order.cancelledBy !== 'RESTAURANT';
  const head = isForeseen ? policy.customerServiceFirstMinutes * MINUTE_MS : 0;
  return new Date(since.getTime() + head);
}

function middleOf({ from, to }: TimeRange): number {
  return (from.getTime() + to.getTime()) / 2;
}
