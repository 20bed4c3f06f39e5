export { businessTime, PostgresDelayedOrders } from './postgres-delayed-orders.js';
export type { Decide, SavedDecisions, ToCommand } from './postgres-delayed-orders.js';
export {
  isPaused,
  pauseChannel,
  pausedChannels,
  resumeChannel,
} from './notifications/postgres-channel-pauses.js';
export type { ChannelPause } from './notifications/postgres-channel-pauses.js';
export { decisionsAbout, forgetDecisions } from './postgres-decision-records.js';
export { PostgresDetectorQuality } from './postgres-detector-quality.js';
export type { DetectorQuality, EstimateCalibration } from './postgres-detector-quality.js';
export { PostgresEstimate, readEstimator } from './postgres-estimate.js';
export { lookUpOrder } from './look-up-order.js';
export type { KnownNotice, KnownOffer, KnownOrder } from './look-up-order.js';
export {
  endShadow,
  findPolicy,
  findPolicyInForce,
  listPolicies,
  PostgresPolicies,
  putPolicy,
} from './postgres-policies.js';
export type { PoliciesInForce, WrittenPolicy } from './postgres-policies.js';
export { PostgresSendingRules } from './notifications/postgres-sending-rules.js';
export { PostgresNotificationLedger } from './notifications/postgres-notification-ledger.js';
export type {
  ClaimedNotification,
  NotificationKey,
  Settlement,
} from './notifications/postgres-notification-ledger.js';
export { PostgresIncidents } from './notifications/postgres-incidents.js';
export { PostgresReceipts } from './notifications/postgres-receipts.js';
export { PostgresSuppressedAddresses } from './notifications/postgres-suppressed-addresses.js';
export type { AddressSuppression } from './notifications/postgres-suppressed-addresses.js';
export {
  findPreference,
  forgetPreference,
  keepPreference,
  optOut,
} from './notifications/postgres-customer-preferences.js';
export type { CustomerPreference } from './notifications/postgres-customer-preferences.js';
export { countReplayable, replayWebhooks } from './notifications/replay-webhooks.js';
export { PostgresFeeds } from './postgres-feeds.js';
export type { FeedNotice } from './postgres-feeds.js';
export { latestActions, recordAction, recordResult } from './postgres-operator-actions.js';
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
