import type {
  DecisionRecord,
  DelayedOrder,
  DelayedOrderNotification,
  EstimateCheck,
  Offer,
  Outcome,
} from '@ftgo/delayed-orders-domain';

/** Shapes of our entities as JSON rows of their tables. */

export const delayedOrderRow = (delayed: DelayedOrder): object => ({
  order_id: delayed.orderId,
  promise_generation: delayed.promiseGeneration,
  promised_at: delayed.promisedAt,
  condition: delayed.condition,
  reason: delayed.reason,
  since: delayed.since,
  expected_from: delayed.expected?.from,
  expected_to: delayed.expected?.to,
  decided_on_version: delayed.decidedOnVersion,
  first_at_risk_at: delayed.firstAtRiskAt,
  first_late_at: delayed.firstLateAt,
  first_undeliverable_at: delayed.firstUndeliverableAt,
  ended_at: delayed.endedAt,
});

export const notificationRow = (notification: DelayedOrderNotification): object => ({
  order_id: notification.orderId,
  notification_id: notification.id,
  promise_generation: notification.promiseGeneration,
  condition: notification.condition,
  audience: notification.audience,
  channel: notification.channel,
  reason: notification.reason,
  consumer_id: notification.consumerId,
  restaurant_id: notification.restaurantId,
  area: notification.area,
  promised_at: notification.promisedAt,
  minutes_late: notification.minutesLate,
  expected_from: notification.expected?.from,
  expected_to: notification.expected?.to,
  offer_id: notification.offerId,
  decided_at: notification.decidedAt,
  decided_on_version: notification.decidedOnVersion,
  use_by: notification.useBy,
});

export const offerRow = (offer: Offer): object => ({
  order_id: offer.orderId,
  offer_id: offer.id,
  consumer_id: offer.consumerId,
  amount_cents: offer.amountCents,
  currency: offer.currency,
  code: offer.code,
  expires_at: offer.expiresAt,
});

export const outcomeRow = (outcome: Outcome): object => ({
  order_id: outcome.orderId,
  restaurant_id: outcome.restaurantId,
  area: outcome.area,
  ending: outcome.ending,
  punctuality: outcome.punctuality,
  promised_at: outcome.promisedAt,
  ended_at: outcome.endedAt,
  minutes_late: outcome.minutesLate,
  foresight: outcome.foresight,
  lead_minutes: outcome.leadMinutes,
  reason: outcome.reason,
  shadow_foresight: outcome.shadowForesight,
  shadow_lead_minutes: outcome.shadowLeadMinutes,
});

export const estimateCheckRow = (check: EstimateCheck): object => ({
  order_id: check.orderId,
  promised_at: check.promisedAt,
  probability_late: check.probabilityLate,
  estimate_version: check.estimateVersion,
});

export const decisionRecordRow = (record: DecisionRecord): object => ({
  order_id: record.orderId,
  decided_at: record.decidedAt,
  role: record.role,
  condition: record.condition,
  policy_version: record.policyVersion,
  record,
});
