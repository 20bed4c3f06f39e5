/**
 * The outbox table, for the migrations of whoever sends messages. `headers` carries the trace
 * context; `partition_key` keeps the table shardable. Rows are deleted once confirmed.
 */
export const OUTBOX_SCHEMA = `
create table outbox (
  partition_key bigint not null,
  message_id uuid not null,
  exchange text not null,
  routing_key text not null,
  body jsonb not null,
  headers jsonb not null default '{}',
  created_at timestamptz not null default clock_timestamp(),
  not_before timestamptz not null default clock_timestamp(),
  returned_count integer not null default 0,
  primary key (partition_key, message_id)
);
create index outbox_due on outbox (not_before, created_at);
`;
