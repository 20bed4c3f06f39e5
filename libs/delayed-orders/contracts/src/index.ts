export { DelayedOrderItem, DelayedOrdersPage, ToldNotice } from './delayed-orders-page.js';
export { DeliveryFigures, DeliveryStatistics } from './delivery-statistics.js';
export {
  EVENTS_EXCHANGE,
  OFFER_ACCEPTED,
  OfferAccepted,
  offerAcceptedEvent,
} from './offer-accepted.v1.js';
export {
  COMMANDS_EXCHANGE,
  EMAIL_QUEUE,
  SEND_BY_EMAIL,
  SendDelayedOrderNotification,
} from './send-delayed-order-notification.v1.js';
export { ReplicaFreshness } from './replica-freshness.js';
