import { Migration } from '@mikro-orm/migrations';

/**
 * breaking: no. Dispatchers of the version before know e-mail only, and nothing else is planned
 * until somebody changes the policy.
 */
export class Migration20261127Notifications extends Migration {
  override up(): void {
    for (const statement of [LEDGER, INCIDENTS, WISHES]) this.addSql(statement);
  }
}

const LEDGER = `
alter table delayed_order_notification
  add column area text,
  add column incident_id uuid,
  add column carried_by uuid,
  add column provider_reference text,
  add column is_replay boolean not null default false,
  add column receipt text check (receipt in ('DELIVERED', 'UNDELIVERED', 'COMPLAINED')),
  add column receipt_at timestamptz,
  drop constraint delayed_order_notification_state_check,
  add constraint delayed_order_notification_state_check check (state in
    ('PENDING', 'SENDING', 'SENT', 'RETRY', 'UNKNOWN', 'GROUPED', 'FAILED', 'SUPPRESSED'));
comment on column delayed_order_notification.carried_by is
  'the notification whose message tells of this one, too; it becomes what that one becomes';
comment on column delayed_order_notification.receipt is
  'what the provider said after it had taken the message; only ever goes forward';
comment on column delayed_order_notification.is_replay is
  'an operator lets a receiver hear of it again, though it is over';
create index delayed_order_notification_by_id on delayed_order_notification (notification_id);
create index delayed_order_notification_carried on delayed_order_notification (carried_by)
  where carried_by is not null;
create index delayed_order_notification_gathered on delayed_order_notification (incident_id)
  where incident_id is not null;
create index delayed_order_notification_of_kitchen
  on delayed_order_notification (restaurant_id, decided_at) where audience = 'CUSTOMER_SERVICE';
create index delayed_order_notification_of_area
  on delayed_order_notification (area, decided_at) where audience = 'CUSTOMER_SERVICE';
`;

const INCIDENTS = `
create table incident (
  incident_id uuid primary key,
  channel text not null,
  scope text not null check (scope in ('KITCHEN', 'AREA')),
  restaurant_id bigint,
  area text,
  opened_at timestamptz not null,
  told_at timestamptz,
  tell_at timestamptz not null,
  gather_minutes double precision not null,
  check ((restaurant_id is null) = (scope = 'AREA') and (area is null) = (scope = 'KITCHEN'))
);
create index incident_of_kitchen on incident (restaurant_id, tell_at);
create index incident_of_area on incident (area, tell_at);
`;

const WISHES = `
create table customer_preference (
  consumer_id bigint primary key,
  wanted text[],
  refused text[] not null default '{}',
  changed_by text not null,
  changed_at timestamptz not null default clock_timestamp()
);
comment on table customer_preference is
  'wanted: these channels and no others, null as the policy plans; refused: none of these';
create table suppressed_address (
  channel text not null,
  digest bytea not null,
  cause text not null check (cause in ('OPTED_OUT', 'BOUNCED', 'COMPLAINED')),
  since timestamptz not null default clock_timestamp(),
  primary key (channel, digest)
);
comment on table suppressed_address is
  'addresses that get nothing more, as keyed digests: no contact data is kept (I8)';
`;
