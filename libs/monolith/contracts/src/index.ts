export { CloudEventEnvelope, MONOLITH_EVENTS_EXCHANGE } from './domain-events/cloud-event.js';
export { FEED_EVENTS } from './domain-events/feed-events.v1.js';
export type { FeedEventType } from './domain-events/feed-events.v1.js';
export { ORDER_EVENTS } from './domain-events/order-events.v1.js';
export type { OrderEventData, OrderEventType } from './domain-events/order-events.v1.js';
export {
  Closure,
  OpeningInterval,
  RESTAURANT_EVENTS,
} from './domain-events/restaurant-events.v1.js';
export type {
  RestaurantEventData,
  RestaurantEventType,
} from './domain-events/restaurant-events.v1.js';
export { translateDomainEvent } from './domain-events/translate-domain-event.js';
export { AbsurdMomentError, Moment, toInstant } from './instant.js';
export type { ReadLocalTime } from './instant.js';
export { Money } from './money.js';
export { toReplicaBatch } from './replica-batch.js';
export type { Said } from './replica-batch.js';
export { FEEDS, LARGEST_MESSAGE_BYTES, readMessage } from './read-message.js';
export type { Feed, FeedMessage } from './read-message.js';
export type {
  ClosureRowChange,
  Heartbeat,
  OpeningHoursRowChange,
  OrderChange,
  ReplicaChange,
  RestaurantChange,
} from './replica-change.js';
export { GetConsumerResponse } from './rest.js';
export {
  REPLICATED_TABLES,
  ROW_CHANGES_EXCHANGE,
  translateRowChange,
} from './row-changes/translate-row-change.js';
export { TRAM_CHANNELS, TramEnvelope } from './tram/tram-envelope.js';
export { TRAM_PAYLOADS } from './tram/tram-payloads.js';
export type { TramEventName, TramPayload } from './tram/tram-payloads.js';
export { translateTramMessage } from './tram/translate-tram-event.js';
export type { MisunderstandingCause, Notice, NoticeCause, Translation } from './translation.js';
export { withoutContactData } from './without-contact-data.js';
