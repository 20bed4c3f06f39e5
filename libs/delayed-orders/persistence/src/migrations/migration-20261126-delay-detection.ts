import { Migration } from '@mikro-orm/migrations';

/**
 * breaking: yes. `remaining_time_count` is gone, and scanners of the version before fail until they
 * are replaced: their orders stay due, and nothing is lost. All others go on.
 */
export class Migration20261126DelayDetection extends Migration {
  override up(): void {
    for (const statement of [ESTIMATE, POLICIES, DECISIONS, OUTCOMES, RESTRAINT]) {
      this.addSql(statement);
    }
  }
}

const ESTIMATE = `
drop table remaining_time_count;
alter table order_replica add column taught text not null default 'NOTHING'
  check (taught in ('NOTHING', 'OPEN', 'ENDED'));
comment on column order_replica.taught is
  'what the estimate has been taught of the order: its opening and its end are learnt once each';
create table estimate_lesson (
  lesson_id bigint generated always as identity primary key,
  heard_at timestamptz not null,
  lessons json not null
);
comment on table estimate_lesson is
  'what batches of decisions found to be learnt; gone once it has been learnt';
create index estimate_lesson_by_time on estimate_lesson (heard_at, lesson_id);
create table estimate_state (
  form integer primary key,
  revision bigint not null,
  learnt_until timestamptz not null,
  state json not null
);
comment on column estimate_state.form is
  'a version of the programs that keeps its state in another form begins a row of its own';
create table estimate_check (
  order_id bigint primary key,
  promised_at timestamptz not null,
  probability_late double precision not null,
  estimate_version text not null
);
`;

const POLICIES = `
create table delay_policy (
  version bigint generated always as identity primary key,
  document jsonb not null,
  note text not null,
  written_by text not null,
  written_at timestamptz not null default clock_timestamp()
);
create table delay_policy_in_force (
  role text primary key check (role in ('LIVE', 'SHADOW')),
  version bigint not null references delay_policy,
  since timestamptz not null default clock_timestamp(),
  -- The open orders up to this id have been made due under it; null: all of them.
  looked_up_to bigint default 0
);
`;

const DECISIONS = `
create table decision_record (
  order_id bigint not null,
  record_id bigint generated always as identity,
  decided_at timestamptz not null,
  role text not null check (role in ('LIVE', 'SHADOW')),
  condition text not null,
  policy_version bigint not null,
  record json not null,
  primary key (order_id, record_id)
);
create index decision_record_by_time on decision_record (decided_at);
create table shadow_delayed_order (like delayed_order including defaults);
alter table shadow_delayed_order add primary key (order_id);
`;

const OUTCOMES = `
alter table order_outcome
  add column reason text,
  add column shadow_foresight text,
  add column shadow_lead_minutes double precision,
  add column probability_late double precision;
comment on column order_outcome.probability_late is
  'what was estimated a quarter of an hour before the promise; null: it was not open then';
`;

const RESTRAINT = `
create index delayed_order_notification_by_customer
  on delayed_order_notification (consumer_id, decided_at) where audience = 'CUSTOMER';
create table channel_pause (
  channel text primary key,
  note text not null,
  paused_by text not null,
  paused_at timestamptz not null default clock_timestamp()
);
comment on table channel_pause is 'while a channel has a row, nothing leaves by it; notices wait';
`;
