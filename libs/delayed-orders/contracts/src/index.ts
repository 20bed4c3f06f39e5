export { DelayedOrderItem, DelayedOrdersPage, ToldNotice } from './delayed-orders-page.js';
export { EmailReceipt, EmailReceipts } from './email-receipts.js';
export { DeliveryFigures, DeliveryStatistics } from './delivery-statistics.js';
export {
  EVENTS_EXCHANGE,
  OFFER_ACCEPTED,
  OfferAccepted,
  offerAcceptedEvent,
} from './offer-accepted.v1.js';
export { PolicyChanges, PolicyDocument, readPolicyDocument } from './policy-document.js';
export {
  COMMAND_ROUTES,
  COMMANDS_EXCHANGE,
  SendDelayedOrderNotification,
} from './send-delayed-order-notification.v1.js';
export type { CommandRoute } from './send-delayed-order-notification.v1.js';
export { ReplicaFreshness } from './replica-freshness.js';
