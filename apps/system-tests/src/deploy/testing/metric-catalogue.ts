type Kind = 'counter' | 'gauge' | 'histogram';

/** One metric of the apps: its kind, and its labels with the values that rules may ask for. */
export interface CataloguedMetric {
  readonly kind: Kind;
  readonly labels: Readonly<Record<string, readonly string[]>>;
}

const metric = (
  kind: Kind,
  labels: Readonly<Record<string, readonly string[]>> = {},
): CataloguedMetric => ({ kind, labels });

const CONDITIONS = ['AT_RISK', 'LATE', 'UNDELIVERABLE'] as const;
const POLICIES = ['live', 'shadow'] as const;
const WINDOWS = ['1h', '1d', '7d'] as const;
const AUDIENCES = ['CUSTOMER', 'CUSTOMER_SERVICE', 'SUBSCRIBER'] as const;
const CHANNELS = ['EMAIL', 'SMS', 'CASE', 'WEBHOOK'] as const;

/**
 * The metrics that alerts and dashboard may use: what the apps promise to expose. The system tests
 * hold the dashboard against the apps themselves; this list lets rules be checked without them.
 */
export const METRIC_CATALOGUE: Readonly<Record<string, CataloguedMetric>> = {
  http_request_duration_seconds: metric('histogram', {
    route: ['/readyz', '/delayed-orders'],
    method: ['GET'],
    status: ['200', '503'],
  }),
  database_pool_connections: metric('gauge', { state: ['in_use', 'idle', 'waiting'] }),
  rabbitmq_connection_up: metric('gauge', { connection: ['publish', 'consume'] }),
  rabbitmq_consumers: metric('gauge', { queue: ['replica-ingestion.events.v1'] }),
  build_info: metric('gauge'),
  replica_messages_total: metric('counter', {
    feed: ['events', 'cdc', 'tram'],
    outcome: ['applied', 'stale', 'quarantined'],
  }),
  replica_batch_size: metric('histogram'),
  replica_as_of_seconds: metric('gauge', { feed: ['events', 'cdc', 'tram'] }),
  quarantined_messages_total: metric('counter', { feed: ['events'], cause: ['not-json'] }),
  feed_notices_total: metric('counter', { feed: ['cdc'], cause: ['unknown-column'] }),
  delay_scanner_held: metric('gauge'),
  replica_age_seconds: metric('gauge'),
  replica_drift_rows: metric('gauge'),
  reconciliation_unreadable_rows: metric('gauge'),
  replica_repaired_rows_total: metric('counter'),
  reconciliation_last_sweep_timestamp_seconds: metric('gauge'),
  log_tailer_slot_lag_bytes: metric('gauge'),
  log_tailer_slot_retained_bytes: metric('gauge'),
  log_tailer_behind_seconds: metric('gauge'),
  log_tailer_active: metric('gauge'),
  log_tailer_slot_lost: metric('gauge'),
  log_tailer_changes_total: metric('counter', { table: ['orders'], op: ['c', 'u', 'd'] }),
  delayed_orders_decisions_total: metric('counter', {
    condition: CONDITIONS,
    reason: ['PROMISE_PASSED'],
  }),
  delayed_orders_changes_total: metric('counter', { policy: POLICIES, condition: CONDITIONS }),
  delay_scanner_undecided_total: metric('counter'),
  detector_orders: metric('gauge', { window: WINDOWS, policy: POLICIES }),
  detector_precision: metric('gauge', { window: WINDOWS, policy: POLICIES }),
  detector_recall: metric('gauge', { window: WINDOWS, policy: POLICIES }),
  detector_lead_minutes: metric('gauge', { window: WINDOWS, policy: POLICIES }),
  estimate_calibration_gap: metric('gauge', { window: WINDOWS }),
  estimate_brier_score: metric('gauge', { window: WINDOWS }),
  delay_scanner_batch_seconds: metric('histogram'),
  delay_scanner_due_orders: metric('gauge'),
  delay_scanner_last_tick_timestamp_seconds: metric('gauge'),
  outbox_unpublished_messages: metric('gauge'),
  outbox_oldest_age_seconds: metric('gauge'),
  outbox_published_total: metric('counter'),
  outbox_returned_total: metric('counter'),
  offers_total: metric('counter', { outcome: ['reserved', 'budget_exhausted'] }),
  offer_budget_remaining_cents: metric('gauge'),
  order_outcomes_total: metric('counter', {
    ending: ['delivered', 'cancelled', 'undelivered'],
    punctuality: ['on_time', 'late', 'no_promise'],
  }),
  order_lateness_minutes: metric('histogram'),
  lateness_foreseen_total: metric('counter', { foreseen: ['at_risk', 'late_only', 'not'] }),
  notifications_total: metric('counter', {
    audience: AUDIENCES,
    channel: CHANNELS,
    condition: CONDITIONS,
    state: ['sent', 'retry', 'unknown', 'grouped', 'failed', 'suppressed'],
  }),
  notification_suppressed_total: metric('counter', { cause: ['delivered'] }),
  notification_ambiguous_total: metric('counter'),
  notification_lead_seconds: metric('histogram'),
  contact_lookups_total: metric('counter', { outcome: ['found', 'missing', 'failed', 'rejected'] }),
  contact_breaker_state: metric('gauge'),
  contact_lookups_in_flight: metric('gauge'),
  notification_send_seconds: metric('histogram', { channel: CHANNELS }),
  notifications_by_receipt: metric('gauge', {
    channel: CHANNELS,
    receipt: ['none', 'delivered', 'undelivered', 'complained'],
  }),
  sms_segments_total: metric('counter'),
  receipts_total: metric('counter', {
    channel: ['EMAIL', 'SMS'],
    heard: ['delivered', 'undelivered', 'complained', 'unknown', 'refused'],
  }),
  notifications_by_state: metric('gauge', { state: ['PENDING', 'SENT'] }),
  offers_accepted_total: metric('counter', {
    outcome: ['accepted', 'already', 'expired', 'invalid'],
  }),
};
