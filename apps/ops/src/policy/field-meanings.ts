import type { Audience, DelayPolicy, ToldCondition } from '@ftgo/delayed-orders-domain';

/** The policy's numbers by name, those of `useForMinutes` one by one. */
type FieldName =
  | Exclude<keyof DelayPolicy, 'useForMinutes' | 'channels'>
  | `useForMinutes.${ToldCondition}`
  | `channels.${Audience}.${ToldCondition}`;

/** What each field of a policy means, a line each, for whoever has never seen one. */
export const FIELD_MEANINGS: Readonly<Record<FieldName, string>> = {
  lateGraceMinutes: 'an order is LATE so many minutes after its promise',
  riskWindowMinutes: 'a risk begins so many minutes before the promise at the earliest…',
  riskLeastLeadMinutes: '…and so many before it at the latest, or not at all',
  riskEnterProbability: 'an order is AT_RISK from this probability of lateness on…',
  riskLeaveProbability: '…until it falls below this one: then it is RECOVERED',
  leastDwellMinutes: 'AT_RISK and RECOVERED last so many minutes at least',
  leastChangeMinutes:
    'under a new promise a risk is told again only if the expected time moved so far',
  mostCustomerNotices: 'notices that a customer gets about one order, whatever happens (1 to 3)',
  mostCustomerNoticesADay: 'notices that one customer gets within 24 hours, UNDELIVERABLE aside',
  quietHours:
    'when customers are left alone, by the restaurant’s clock; UNDELIVERABLE is told all the same',
  acceptWithinMinutes:
    'not accepted for so long: NEVER_ACCEPTED, if hardly any delivered order waited so…',
  readyWithinMinutes: '…so long with the kitchen: KITCHEN_STALLED, if likewise…',
  pickupWithinMinutes: '…ready for so long: NO_COURIER_IN_TIME, if likewise',
  beyondHistoryShare: 'hardly any: at most this share of the delivered orders ever waited as long',
  pickupMinutesBeforeClosing: 'a courier must be at the restaurant so long before it closes',
  courierMinutesBeforeClosing: 'a ready meal needs a courier so long before the restaurant closes',
  customerServiceFirstMinutes:
    'customer service hears of what can’t be delivered so long before the customer',
  'useForMinutes.AT_RISK': 'a notice AT_RISK is not sent any more so long after its decision',
  'useForMinutes.LATE': 'the same of LATE',
  'useForMinutes.UNDELIVERABLE': 'the same of UNDELIVERABLE',
  'useForMinutes.RECOVERED': 'the same of RECOVERED',
  'channels.CUSTOMER.AT_RISK':
    'how customers hear of a risk, unless they have said how they want to',
  'channels.CUSTOMER.LATE': 'the same of LATE',
  'channels.CUSTOMER.UNDELIVERABLE': 'the same of UNDELIVERABLE',
  'channels.CUSTOMER.RECOVERED': 'the same of RECOVERED',
  'channels.CUSTOMER_SERVICE.AT_RISK': 'how customer service hears of a risk',
  'channels.CUSTOMER_SERVICE.LATE': 'the same of LATE',
  'channels.CUSTOMER_SERVICE.UNDELIVERABLE': 'the same of UNDELIVERABLE',
  'channels.CUSTOMER_SERVICE.RECOVERED': 'the same of RECOVERED',
  'channels.SUBSCRIBER.AT_RISK': 'how the subscribed system hears of a risk',
  'channels.SUBSCRIBER.LATE': 'the same of LATE',
  'channels.SUBSCRIBER.UNDELIVERABLE': 'the same of UNDELIVERABLE',
  'channels.SUBSCRIBER.RECOVERED': 'the same of RECOVERED',
  incidentLeastOrders:
    'so many orders of one kitchen are an incident: customer service gets them as a list…',
  incidentLeastOrdersOfArea: '…and so many of one area are…',
  incidentWindowMinutes: '…told within so many minutes…',
  incidentGatherMinutes: '…and gathered for so many minutes before each list',
};
