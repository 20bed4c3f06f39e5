export {
  moment,
  orderAccepted,
  orderCancelled,
  orderCreated,
  orderDelivered,
  orderEvent,
  restaurantCreated,
  restaurantEvent,
} from './domain-events.js';
export type { SampleEvent } from './domain-events.js';
export { feedMessage } from './feed-messages.js';
export { ORDER_LIVES } from './order-lives.js';
export type { SampleOrderLife } from './order-lives.js';
export {
  closureRow,
  courierActionRow,
  flattened,
  mysqlSource,
  openingHoursRow,
  orderRow,
  postgresSource,
  restaurantRow,
  rowMessage,
  rowsAlongTheLog,
  wallClockMicros,
  withSchema,
} from './row-messages.js';
export type { SampleRow } from './row-messages.js';
export { sampleMessages } from './sample-messages.js';
export type { SampleExpectation, SampleMessage } from './sample-messages.js';
export { tramMessage } from './tram-messages.js';
export type { SampleTramMessage } from './tram-messages.js';
export { causeOf, changesOf, onlyChangeOf } from './translations.js';
