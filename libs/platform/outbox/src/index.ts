export { enqueue } from './enqueue.js';
export type { OutgoingMessage } from './enqueue.js';
export { outboxBacklog } from './outbox-backlog.js';
export type { OutboxBacklog } from './outbox-backlog.js';
export { OutboxRelay } from './outbox-relay.js';
export type { MessagePublisher, RelayObserver } from './outbox-relay.js';
export { OUTBOX_SCHEMA } from './schema.js';
