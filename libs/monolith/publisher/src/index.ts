export { enqueue as publishInTransaction, OUTBOX_SCHEMA } from '@ftgo/platform-outbox';
export { DomainEvents } from './domain-events.js';
export type { DomainEventsOptions, EventFormat } from './domain-events.js';
export { EventRelay } from './event-relay.js';
export type { EventRelayOptions } from './event-relay.js';
