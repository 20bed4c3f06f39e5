import { Migration } from '@mikro-orm/migrations';

/**
 * breaking: no. Columns and tables are added; workers of the version before go on, and what they
 * write has position 0.
 */
export class Migration20261124ThreeFeeds extends Migration {
  override up(): void {
    for (const statement of [CLOCK, POSITIONS, ROWS_OF_HOURS, FEEDS, QUARANTINE, RECONCILIATION]) {
      this.addSql(statement);
    }
  }
}

/**
 * Machine instants of the source, such as a heartbeat's, read on the business clock; one from
 * before that clock began counts as its beginning.
 */
const CLOCK = `
create function app_time(machine timestamptz) returns timestamptz language sql stable strict as $$
  select coalesce(
    (select business_from + (machine - real_from) * rate
     from app_clock where real_from <= machine order by real_from desc limit 1),
    (select business_from from app_clock order by real_from limit 1),
    machine)
$$;
`;

const POSITIONS = `
alter table order_replica
  add column field_positions numeric[] not null default '{}',
  add column scheduled_delivery_at timestamptz;
comment on column order_replica.field_positions is
  'the log position at which each field was last set: it orders what has equal versions';
alter table restaurant_replica
  add column field_positions numeric[] not null default '{}',
  add column row_version bigint,
  add column hours_settle_at timestamptz;
comment on column restaurant_replica.hours_settle_at is
  'row changes rewrite opening hours one by one: until then the set may be incomplete';
`;

const ROWS_OF_HOURS = `
create table opening_hours_replica (
  row_id bigint primary key,
  version bigint not null,
  restaurant_id bigint,
  day_of_week integer,
  opens text,
  closes text,
  is_deleted boolean,
  field_versions bigint[] not null,
  field_positions numeric[] not null
);
create index opening_hours_replica_by_restaurant on opening_hours_replica (restaurant_id);
create table closure_replica (
  row_id bigint primary key,
  version bigint not null,
  restaurant_id bigint,
  closed_from timestamptz,
  closed_to timestamptz,
  is_deleted boolean,
  field_versions bigint[] not null,
  field_positions numeric[] not null
);
create index closure_replica_by_restaurant on closure_replica (restaurant_id);
`;

const FEEDS = `
alter table feed_watermark alter column as_of drop not null;
alter table feed_watermark add column heard_at timestamptz;
comment on column feed_watermark.heard_at is
  'machine time at which the newest applied heartbeat left the source';
create table feed_notice (
  feed text not null,
  cause text not null,
  detail text not null,
  times bigint not null,
  first_heard_at timestamptz not null default clock_timestamp(),
  last_heard_at timestamptz not null default clock_timestamp(),
  primary key (feed, cause, detail)
);
`;

const QUARANTINE = `
alter table quarantined_message
  add column feed text not null default 'events',
  add column routing_key text not null default '',
  add column headers jsonb not null default '{}',
  add column state text not null default 'QUARANTINED'
    check (state in ('QUARANTINED', 'REPLAYED', 'DISCARDED')),
  add column settled_at timestamptz,
  add column settled_by text;
create index quarantined_message_open on quarantined_message (cause, quarantined_at)
  where state = 'QUARANTINED';
create table operator_action (
  action_id bigint generated always as identity primary key,
  operator text not null,
  action text not null,
  detail jsonb not null,
  acted_at timestamptz not null default clock_timestamp()
);
comment on table operator_action is 'the audit: what operators did by the ops command, and with what result';
`;

const RECONCILIATION = `
create table reconciliation_run (
  run_id bigint generated always as identity primary key,
  started_at timestamptz not null,
  finished_at timestamptz,
  compared bigint not null default 0,
  drifted bigint not null default 0,
  repaired bigint not null default 0,
  dry_run boolean not null
);
`;
