import type {
  Audience,
  Channel,
  DecisionRecord,
  Reason,
  Receipt,
  SuppressionCause,
  Withholding,
} from '@ftgo/delayed-orders-domain';
import { harmless } from '../harmless.js';

/** The codes of decisions in plain words; a code always stands behind them, for who searches it. */

const REASON_WORDS: Readonly<Record<Reason, string>> = {
  CANCELLED_BY_RESTAURANT: 'the restaurant cancelled it',
  NOT_READY_BEFORE_CLOSING: 'it will not be ready before the restaurant closes',
  NO_COURIER_IN_TIME: 'it is ready and no courier comes in time',
  RESTAURANT_CLOSES_FIRST: 'the restaurant closes before a courier can fetch it',
  NEVER_ACCEPTED: 'the restaurant has not accepted it for longer than delivered orders ever waited',
  KITCHEN_STALLED: 'the kitchen has had it for longer than it ever had delivered orders',
  PROMISE_PASSED: 'its promise has passed',
  EXPECTED_LATE: 'it is expected after its promise',
  EXPECTED_ON_TIME: 'it is expected in time again',
};

const WITHHOLDING_WORDS: Readonly<Record<Withholding, string>> = {
  CUSTOMER_SERVICE_FIRST: 'not yet: customer service comes first and may still mend it',
  WAS_NOT_TOLD_OF_IT: 'never read of the trouble, so need not read that it is over',
  HARDLY_CHANGED: 'was told before, and the expected time has hardly changed',
  ENOUGH_NOTICES: 'the notices that are left are kept for what would be worse',
  WANTS_NO_NOTICES: 'has said that they want to hear nothing',
};

const SUPPRESSION_WORDS: Readonly<Record<SuppressionCause, string>> = {
  DELIVERED: 'it had been delivered',
  CANCELLED: 'it had been cancelled',
  RECOVERED: 'it was no longer in trouble',
  PROMISE_CHANGED: 'it had another promise by then',
  SUPERSEDED: 'something else was true by then',
  TOO_LATE: 'by then it helped nobody any more',
  NO_ADDRESS: 'the monolith knows no address',
  NOT_TOLD_BEFORE: 'the trouble that is over was never told',
  ENOUGH_TODAY: 'the customer had had enough notices within 24 hours',
  QUIET_HOURS: 'it would have been stale when the quiet hours were over',
  OPTED_OUT: 'the customer wants nothing by this channel',
  BOUNCED: 'this address was found to take nothing',
  COMPLAINED: 'whoever reads this address has complained of our messages',
  NOT_ALLOWED: 'this system may not write to that address',
};

const AUDIENCE_WORDS: Readonly<Record<Audience, string>> = {
  CUSTOMER: 'the customer',
  CUSTOMER_SERVICE: 'customer service',
  SUBSCRIBER: 'the subscribed system',
};

const CHANNEL_WORDS: Readonly<Record<Channel, string>> = {
  EMAIL: 'by e-mail',
  SMS: 'by SMS',
  CASE: 'as a case',
  WEBHOOK: 'by webhook',
};

const RECEIPT_WORDS: Readonly<Record<Receipt, string>> = {
  DELIVERED: 'and was delivered',
  UNDELIVERED: 'and could not be delivered',
  COMPLAINED: 'and was complained of',
};

export const reasonText = (reason: Reason): string => `${REASON_WORDS[reason]} (${reason})`;

/** Who is not told, or not yet, and why; a line each. */
export const withheldLines = (withheld: DecisionRecord['withheld']): string[] =>
  withheld.map(
    ({ audience, because }) =>
      `${AUDIENCE_WORDS[audience]}: ${WITHHOLDING_WORDS[because]} (${because})`,
  );

export const channelText = (channel: Channel): string => CHANNEL_WORDS[channel];

export const receiptText = (receipt: Receipt): string => RECEIPT_WORDS[receipt];

export const audienceText = (audience: Audience): string => AUDIENCE_WORDS[audience];

/** Why a notice was not sent; other causes than suppression's are codes of the dispatcher. */
export function causeText(cause: string): string {
  const words: Readonly<Record<string, string>> = SUPPRESSION_WORDS;
  return Object.hasOwn(words, cause) ? `${words[cause]} (${cause})` : harmless(cause);
}
