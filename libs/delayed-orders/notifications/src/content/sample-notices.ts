import {
  notificationId,
  orderId,
  type Notice,
  type OfferNotice,
  type Reason,
} from '@ftgo/delayed-orders-domain';

/** Saturday, 3 October 2026, 7:30 PM in Oakland. */
export const PROMISED_AT = new Date('2026-10-04T02:30:00Z');

/** John's order 42 from Ajanta, expected between 7:41 PM and 7:53 PM, no offer. */
export function anAtRiskNotice(changes: Partial<Notice> = {}): Notice {
  return {
    notificationId: notificationId('0f2c7a54-6c1d-4a0e-9b1d-3f8d2f9f4242'),
    audience: 'CUSTOMER',
    condition: 'AT_RISK',
    reason: 'EXPECTED_LATE',
    locale: 'en',
    orderId: orderId(42),
    firstName: 'John',
    restaurantName: 'Ajanta',
    timeZone: 'America/Los_Angeles',
    promisedAt: PROMISED_AT,
    validForSeconds: 1800,
    expected: {
      from: new Date('2026-10-04T02:41:00Z'),
      to: new Date('2026-10-04T02:53:00Z'),
    },
    ...changes,
  };
}

/** The same order, twelve minutes past its promise. */
export function aLateNotice(changes: Partial<Notice> = {}): Notice {
  return anAtRiskNotice({
    condition: 'LATE',
    reason: 'PROMISE_PASSED',
    minutesLate: 12,
    ...changes,
  });
}

/** The same order, given up by Ajanta. */
export function aCancelledNotice(changes: Partial<Notice> = {}): Notice {
  return anAtRiskNotice({
    condition: 'UNDELIVERABLE',
    reason: 'CANCELLED_BY_RESTAURANT',
    expected: undefined,
    ...changes,
  });
}

/** The same order, which nobody can collect before Ajanta closes. */
export function aClosesFirstNotice(changes: Partial<Notice> = {}): Notice {
  return aCancelledNotice({ reason: 'RESTAURANT_CLOSES_FIRST', ...changes });
}

/** The same order, which the courier has after all. */
export function aRecoveredNotice(changes: Partial<Notice> = {}): Notice {
  return anAtRiskNotice({ condition: 'RECOVERED', reason: 'EXPECTED_ON_TIME', ...changes });
}

/** The same order, which will not be delivered for a reason that is foreseen. */
export function anUndeliverableNotice(reason: Reason, changes: Partial<Notice> = {}): Notice {
  return aCancelledNotice({ reason, ...changes });
}

/** Five dollars, open until the end of the evening. */
export function anOffer(changes: Partial<OfferNotice> = {}): OfferNotice {
  return {
    amountCents: 500,
    currency: 'USD',
    code: 'LATE-7KQ2',
    expiresAt: new Date('2026-10-11T06:00:00Z'),
    link: 'https://ftgo.example/offers/eyJvIjo0Mn0.c2lnbmF0dXJl',
    ...changes,
  };
}

/** Ajanta's kitchen is on its knees: three orders, in one message for customer service. */
export function anIncidentNotice(changes: Partial<Notice> = {}): Notice {
  return aLateNotice({
    audience: 'CUSTOMER_SERVICE',
    incident: {
      incidentId: '5b1c7a54-6c1d-4a0e-9b1d-3f8d2f9f4243',
      scope: 'KITCHEN',
      name: 'Ajanta',
      orders: [
        { orderId: orderId(43), condition: 'UNDELIVERABLE', restaurantName: 'Ajanta' },
        {
          orderId: orderId(42),
          condition: 'LATE',
          restaurantName: 'Ajanta',
          promisedAt: PROMISED_AT,
          minutesLate: 12,
        },
        {
          orderId: orderId(44),
          condition: 'AT_RISK',
          restaurantName: 'Ajanta',
          promisedAt: new Date('2026-10-04T02:50:00Z'),
        },
      ],
    },
    ...changes,
  });
}
