import { randomUUID } from 'node:crypto';
import type {
  DelayedOrderNotification,
  FreshnessPolicy,
  OfferPolicy,
  OrderFields,
  ReplicaUpdate,
} from '@ftgo/delayed-orders-domain';
import {
  DEFAULT_OFFER_POLICY,
  DelayedOrderService,
  notificationId,
  offerId,
  PolicyBook,
} from '@ftgo/delayed-orders-domain';
import { at } from '@ftgo/delayed-orders-domain/testing';
import type { OutgoingMessage } from '@ftgo/platform-outbox';
import type { Decide } from '../postgres-delayed-orders.js';

/** No feed is expected: decisions wait for nothing. */
export const ALWAYS_FRESH: FreshnessPolicy = { feeds: [], staleAfterMs: 60_000 };

/** When the orders of {@link orderUpdate} are promised. */
export const PROMISED_AT = at('19:00');

/** Consumer 7's order from Ajanta, placed at 18:00 and promised for 19:00, as one update. */
export function orderUpdate(
  id: number,
  fields: ReplicaUpdate<OrderFields>['fields'] = {},
  version = 0,
): ReplicaUpdate<OrderFields> {
  const created = {
    state: 'APPROVED',
    consumerId: 7,
    restaurantId: 1,
    orderTotalCents: 6170,
    createdAt: at('18:00'),
    promisedAt: PROMISED_AT,
  };
  return { id, version, fields: { ...created, ...fields } };
}

/** The domain's decisions, with random ids. */
export function decideWith(offerPolicy: OfferPolicy = DEFAULT_OFFER_POLICY): Decide {
  const service = new DelayedOrderService(offerPolicy, {
    notificationId: () => notificationId(randomUUID()),
    offerId: () => offerId(randomUUID()),
  });
  return (due, decider) => due.map((each) => service.decide(each, decider));
}

/** Takes next to any order for one at risk until its promise, and tells it again at once. */
const EAGER = new PolicyBook(1, {
  all: {
    riskLeastLeadMinutes: 0,
    riskEnterProbability: 0.002,
    riskLeaveProbability: 0.001,
    leastChangeMinutes: 0,
  },
});

/** The domain's decisions under an eager policy, so that offers are made. */
export function decideEagerly(offerPolicy: OfferPolicy = DEFAULT_OFFER_POLICY): Decide {
  const decide = decideWith(offerPolicy);
  return (due, decider) => decide(due, { ...decider, live: EAGER });
}

/** The command that the scanner sends for a notification. */
export const commandFor = (notification: DelayedOrderNotification): OutgoingMessage => ({
  partitionKey: notification.orderId,
  messageId: notification.id,
  exchange: 'delayed-orders.commands',
  routingKey: 'notification.email',
  body: { orderId: notification.orderId, notificationId: notification.id },
});
