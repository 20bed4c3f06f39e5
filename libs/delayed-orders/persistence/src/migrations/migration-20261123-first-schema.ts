import { OUTBOX_SCHEMA } from '@ftgo/platform-outbox';
import { Migration } from '@mikro-orm/migrations';

/** breaking: no. The first schema; nothing runs on an older one. */
export class Migration20261123FirstSchema extends Migration {
  override up(): void {
    for (const statement of [CLOCK, REPLICA, DECISIONS, MONEY, OUTCOMES, OUTBOX_SCHEMA]) {
      this.addSql(statement);
    }
  }
}

/**
 * Business time (I10). The table is empty in production, and app_now() is the database's clock;
 * tests and the demo put rows in to run time faster or to hold it still.
 */
const CLOCK = `
create table app_clock (
  real_from timestamptz primary key,
  business_from timestamptz not null,
  rate double precision not null check (rate >= 0)
);
create function app_now() returns timestamptz language sql volatile as $$
  select coalesce(
    (select business_from + (clock_timestamp() - real_from) * rate
     from app_clock where real_from <= clock_timestamp() order by real_from desc limit 1),
    clock_timestamp())
$$;
`;

const REPLICA = `
create table order_replica (
  order_id bigint primary key,
  version bigint not null,
  state text,
  consumer_id bigint,
  restaurant_id bigint,
  courier_id bigint,
  area text,
  order_total_cents bigint,
  created_at timestamptz,
  promised_at timestamptz,
  accepted_at timestamptz,
  ready_by timestamptz,
  preparing_at timestamptz,
  ready_at timestamptz,
  picked_up_at timestamptz,
  delivered_at timestamptz,
  cancelled_at timestamptz,
  cancelled_by text,
  deleted_at timestamptz,
  field_versions bigint[] not null,
  next_assessment_at timestamptz
);
comment on column order_replica.field_versions is
  'the version at which each field was last set, in the order of the columns from state to deleted_at';
create index order_replica_due on order_replica (next_assessment_at)
  where next_assessment_at is not null;
create index order_replica_open_by_restaurant on order_replica (restaurant_id)
  where delivered_at is null and cancelled_at is null;

create table restaurant_replica (
  restaurant_id bigint primary key,
  version bigint not null,
  name text,
  time_zone text,
  opening_hours jsonb,
  closures jsonb,
  field_versions bigint[] not null
);

create table feed_watermark (
  feed text not null,
  worker text not null,
  as_of timestamptz not null,
  applied_at timestamptz not null,
  primary key (feed, worker)
);

create table quarantined_message (
  message_key text primary key,
  queue text not null,
  cause text not null,
  detail text not null,
  body_size integer not null,
  body_sha256 text not null,
  body bytea,
  times integer not null default 1,
  quarantined_at timestamptz not null default clock_timestamp()
);
comment on column quarantined_message.body is 'absent above 1 MiB; hash and size stay';
`;

const DECISIONS = `
create table delayed_order (
  order_id bigint primary key,
  promise_generation integer not null,
  promised_at timestamptz,
  condition text not null,
  reason text,
  since timestamptz not null,
  expected_from timestamptz,
  expected_to timestamptz,
  decided_on_version bigint not null,
  first_at_risk_at timestamptz,
  first_late_at timestamptz,
  first_undeliverable_at timestamptz,
  ended_at timestamptz
);
create index delayed_order_listed on delayed_order (since, order_id)
  where condition in ('LATE', 'UNDELIVERABLE', 'AT_RISK');

create table delayed_order_notification (
  order_id bigint not null,
  notification_id uuid not null,
  promise_generation integer not null,
  condition text not null,
  audience text not null,
  channel text not null,
  reason text not null,
  consumer_id bigint,
  restaurant_id bigint,
  promised_at timestamptz,
  minutes_late integer,
  expected_from timestamptz,
  expected_to timestamptz,
  offer_id uuid,
  decided_at timestamptz not null,
  decided_on_version bigint not null,
  use_by timestamptz not null,
  state text not null default 'PENDING' check (state in
    ('PENDING', 'SENDING', 'SENT', 'RETRY', 'UNKNOWN', 'FAILED', 'SUPPRESSED')),
  -- Fences every update: a sender that lost its lease cannot settle a later attempt.
  attempt integer not null default 0,
  failures integer not null default 0,
  -- Set just before the message goes out: if the sender then dies, the receiver may have it.
  handing_over boolean not null default false,
  ambiguous_sends integer not null default 0,
  lease_until timestamptz,
  retry_at timestamptz,
  cause text,
  created_at timestamptz not null default clock_timestamp(),
  settled_at timestamptz,
  primary key (order_id, notification_id),
  -- The effect key (I3): at most one notification each, ever.
  unique (order_id, promise_generation, condition, audience, channel)
);
create index delayed_order_notification_open on delayed_order_notification (state, retry_at)
  where state in ('PENDING', 'SENDING', 'RETRY', 'UNKNOWN');
`;

const MONEY = `
create table offer_budget (
  budget text primary key,
  limit_cents bigint not null check (limit_cents >= 0),
  reserved_cents bigint not null default 0 check (reserved_cents >= 0),
  -- The last guard of I9: no transaction can pass the budget, whatever the code does.
  check (reserved_cents <= limit_cents)
);
create table offer (
  order_id bigint not null,
  offer_id uuid not null,
  consumer_id bigint not null,
  amount_cents bigint not null check (amount_cents > 0),
  currency text not null,
  code text not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  released_at timestamptz,
  primary key (order_id, offer_id),
  unique (order_id),
  check (accepted_at is null or released_at is null)
);
create index offer_open on offer (expires_at) where accepted_at is null and released_at is null;
`;

const OUTCOMES = `
create table order_outcome (
  order_id bigint primary key,
  restaurant_id bigint,
  area text,
  ending text not null,
  punctuality text not null,
  promised_at timestamptz,
  ended_at timestamptz not null,
  minutes_late double precision,
  foresight text not null,
  lead_minutes double precision
);
create index order_outcome_by_time on order_outcome (ended_at, restaurant_id);

create table remaining_time_count (
  stage text not null,
  minutes integer not null,
  learnt_in timestamptz not null,
  count bigint not null,
  primary key (stage, minutes, learnt_in)
);
comment on column remaining_time_count.learnt_in is
  'the business hour of delivery; an hour counts once it is over, so all scanners estimate alike';
`;
