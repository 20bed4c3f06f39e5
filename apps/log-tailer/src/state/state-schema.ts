/**
 * What the tailer keeps in the monolith's database, in a schema of its own.
 *
 * `slots` remembers that a slot was made: without it, a slot that was lost would look like one
 * that is yet to be made, and everything between would be missing without a word.
 * `visible_lsn` only grows: every commit up to it is in every snapshot from now on.
 */
export const STATE_SCHEMA = `
create schema if not exists log_tailer;
create table if not exists log_tailer.slots (
  slot_name text primary key,
  created_at timestamptz not null,
  visible_lsn pg_lsn not null,
  unusable_because text,
  recreation_requested_by text,
  recreation_requested_at timestamptz
);
create table if not exists log_tailer.snapshots (
  id uuid primary key,
  slot_name text not null,
  table_name text not null,
  is_initial boolean not null,
  since timestamptz,
  restaurant_id bigint,
  state text not null default 'running'
    check (state in ('running', 'paused', 'done', 'cancelled')),
  cursor jsonb,
  rows_done bigint not null default 0,
  rows_total bigint,
  trouble text,
  requested_by text not null,
  requested_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);
alter table log_tailer.snapshots add column if not exists last_key jsonb;
create index if not exists snapshots_running on log_tailer.snapshots (slot_name, updated_at)
  where state = 'running';
`;
