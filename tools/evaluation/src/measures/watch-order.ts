import type { OfferPolicy } from '@ftgo/delayed-orders-domain';
import { offerAmountCents } from '@ftgo/delayed-orders-domain';
import type { OrderRecord } from '../replay/order-record.js';
import type { EvaluationPolicy } from './evaluation-policy.js';

/** What a policy would have done about one order before its promise. */
export interface Watch {
  /** Minutes from the first notice of a risk to the promise; undefined where there was none. */
  readonly leadMinutes: number | undefined;
  /** How often a risk ended before the promise. */
  readonly recoveries: number;
  /** How often it began again after that. */
  readonly flaps: number;
  /** Offered with the first notice. */
  readonly offerCents: number;
}

/**
 * Lets a policy watch one order minute by minute: a risk begins at the threshold within the window,
 * ends below the leave threshold at any time before the promise, and may begin again.
 */
export function watchOrder(
  record: OrderRecord,
  policy: EvaluationPolicy,
  offers: OfferPolicy,
): Watch {
  let leadMinutes: number | undefined;
  let offerCents = 0;
  let [recoveries, begun] = [0, 0];
  let isAtRisk = false;
  for (const { minutesLeft, probability, expectedLateMinutes } of record.minutes) {
    if (isAtRisk && probability < policy.leaveThreshold) {
      isAtRisk = false;
      recoveries++;
    } else if (!isAtRisk && begins(policy, minutesLeft, probability)) {
      isAtRisk = true;
      begun++;
      if (leadMinutes !== undefined) continue;
      leadMinutes = minutesLeft;
      const late = Math.max(0, expectedLateMinutes);
      offerCents = offerAmountCents(offers, late, record.orderTotalCents);
    }
  }
  return { leadMinutes, recoveries, flaps: Math.max(0, begun - 1), offerCents };
}

function begins(policy: EvaluationPolicy, minutesLeft: number, probability: number): boolean {
  return (
    probability >= policy.threshold &&
    minutesLeft <= policy.windowMinutes &&
    minutesLeft >= policy.leastLeadMinutes
  );
}
