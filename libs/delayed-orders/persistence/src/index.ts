export { migrate } from './migrate.js';
export { businessTime, PostgresDelayedOrders } from './postgres-delayed-orders.js';
export type { Decide, SavedDecisions, ToCommand } from './postgres-delayed-orders.js';
export { PostgresNotificationLedger } from './postgres-notification-ledger.js';
export type {
  ClaimedNotification,
  NotificationKey,
  Settlement,
} from './postgres-notification-ledger.js';
export { PostgresFeeds } from './postgres-feeds.js';
export type { FeedNotice } from './postgres-feeds.js';
export { latestActions, recordAction } from './postgres-operator-actions.js';
export type { OperatorAction } from './postgres-operator-actions.js';
export { PostgresQuarantineReview } from './postgres-quarantine-review.js';
export type {
  QuarantinedContent,
  QuarantineEntry,
  QuarantineGroup,
  Selection,
} from './postgres-quarantine-review.js';
export { PostgresQuarantine } from './postgres-quarantine.js';
export type { QuarantinedMessage } from './postgres-quarantine.js';
export { PostgresReplica } from './postgres-replica.js';
export type { AppliedBatch, ReplicaBatch } from './postgres-replica.js';
export { PostgresDelayedOrdersView } from './postgres-delayed-orders-view.js';
export type { DelayedOrderView, PageCursor, ToldView } from './postgres-delayed-orders-view.js';
export { PostgresDeliveryStatistics } from './postgres-delivery-statistics.js';
export type { FiguresRow } from './postgres-delivery-statistics.js';
export { PostgresOffers } from './postgres-offers.js';
export type { OfferView } from './postgres-offers.js';
export { PostgresReconciliationRuns } from './postgres-reconciliation-runs.js';
export type { ReconciliationRun } from './postgres-reconciliation-runs.js';
export { PostgresReplicaContents } from './postgres-replica-contents.js';
export type { ReplicaDigest, ReplicatedOrder } from './postgres-replica-contents.js';
