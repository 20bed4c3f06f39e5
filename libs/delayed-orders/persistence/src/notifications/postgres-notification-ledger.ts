import type {
  Channel,
  ChannelPreference,
  DelayedOrderNotification,
  NotificationState,
  Offer,
  SendingMoment,
} from '@ftgo/delayed-orders-domain';
import {
  consumerId,
  notificationId,
  offerId,
  orderId,
  restaurantId,
} from '@ftgo/delayed-orders-domain';
import type { Database } from '@ftgo/platform-postgres';
import type { OrderRow } from '../order-row.js';
import { toOrder } from '../order-row.js';
import {
  BEGIN_HANDING_OVER,
  CLAIM_NOTIFICATION,
  DUE_NOTIFICATIONS,
  KEEP_LEASE,
  SETTLE_NOTIFICATION,
} from '../queries/notification-ledger.js';

/** Names one notification; all that a command carries. */
export interface NotificationKey {
  readonly orderId: number;
  readonly notificationId: string;
}

/** A claimed notification with everything that is known in our database for sending it. */
export interface ClaimedNotification {
  readonly key: NotificationKey;
  /** The fence of this attempt. */
  readonly attempt: number;
  readonly failures: number;
  readonly ambiguousSends: number;
  readonly notification: DelayedOrderNotification;
  readonly moment: SendingMoment;
  /** Other notices of the last 24 hours that the same customer may have read. */
  readonly noticesInADay: number;
  /** What the customer has said of how they want to hear, where they have. */
  readonly preference: ChannelPreference | undefined;
  /** The incident that the message tells of, instead of one order. */
  readonly incidentId: string | undefined;
  /** An operator lets the receiver hear of it again, though it is over. */
  readonly isReplay: boolean;
  readonly restaurant: { readonly name: string; readonly timeZone: string };
  readonly offer: Offer | undefined;
}

/** How an attempt ended. `retryAfterMs` makes it come again; its absence is final. */
export interface Settlement {
  readonly state: Exclude<NotificationState, 'PENDING' | 'SENDING'>;
  readonly cause?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  /** Counts towards the back-off; waiting for somebody else does not. */
  readonly isFailure?: boolean;
  readonly isAmbiguous?: boolean;
  /** The provider's own id of the message, by which its receipts speak of it. */
  readonly reference?: string | undefined;
}

interface LedgerRow {
  readonly order_id: number;
  readonly notification_id: string;
  readonly promise_generation: number;
  readonly condition: DelayedOrderNotification['condition'];
  readonly audience: DelayedOrderNotification['audience'];
  readonly channel: DelayedOrderNotification['channel'];
  readonly reason: DelayedOrderNotification['reason'];
  readonly consumer_id: number | null;
  readonly restaurant_id: number | null;
  readonly promised_at: Date | null;
  readonly minutes_late: number | null;
  readonly expected_from: Date | null;
  readonly expected_to: Date | null;
  readonly offer_id: string | null;
  readonly decided_at: Date;
  readonly decided_on_version: number;
  readonly area: string | null;
  readonly incident_id: string | null;
  readonly is_replay: boolean;
  readonly use_by: Date;
  readonly state: NotificationState;
  readonly attempt: number;
  readonly failures: number;
  readonly ambiguous_sends: number;
}

interface SurroundingsRow extends OrderRow {
  readonly now: Date;
  readonly current_condition: SendingMoment['condition'];
  readonly current_generation: number;
  readonly was_told: boolean;
  readonly notices_in_a_day: number;
  readonly wanted: readonly Channel[] | null;
  readonly refused: readonly Channel[] | null;
  readonly restaurant_name: string | null;
  readonly time_zone: string | null;
  readonly offer_amount_cents: number | null;
  readonly offer_currency: string;
  readonly offer_code: string;
  readonly offer_expires_at: Date;
}

/**
 * The ledger of notifications: who may send which, and what became of it (I5). Claiming is
 * committed before the send, settling after it; both are fenced by the attempt's number.
 */
export class PostgresNotificationLedger {
  /** @param leaseMs machine time that a claim lasts; longer than a send can take, however slow. */
  constructor(
    private readonly database: Database,
    private readonly leaseMs = 90_000,
  ) {}

  /**
   * Claims a notification for one attempt.
   * @returns undefined when it is settled, not yet due, or another sender's.
   */
  async claim(key: NotificationKey): Promise<ClaimedNotification | undefined> {
    return this.database.transaction(async (transaction) => {
      const parameters = [key.orderId, key.notificationId];
      const [row] = await transaction.query<LedgerRow>(CLAIM_NOTIFICATION, [
        ...parameters,
        this.leaseMs,
      ]);
      if (row?.state !== 'SENDING') return undefined;
      const [around] = await transaction.query<SurroundingsRow>(SURROUNDINGS, parameters);
      return around === undefined ? undefined : toClaimed(key, row, around);
    });
  }

  /** Says that the message goes out now. @returns false when the lease was lost: don't send. */
  async beginHandingOver({ key, attempt }: ClaimedNotification): Promise<boolean> {
    const parameters = [key.orderId, key.notificationId, attempt, this.leaseMs];
    return (await this.database.query(BEGIN_HANDING_OVER, parameters)).length === 1;
  }

  /** Keeps the claim for another lease. @returns false when it was lost: somebody else sends. */
  async keepLease({ key, attempt }: ClaimedNotification): Promise<boolean> {
    const parameters = [key.orderId, key.notificationId, attempt, this.leaseMs];
    return (await this.database.query(KEEP_LEASE, parameters)).length === 1;
  }

  /** How often a sender says that it lives: twice may fail before the lease is lost. */
  get heartbeatMs(): number {
    return this.leaseMs / 3;
  }

  /** Writes down how the attempt ended. @returns false when the lease was lost meanwhile. */
  async settle({ key, attempt }: ClaimedNotification, settlement: Settlement): Promise<boolean> {
    const { state, cause, retryAfterMs, isFailure, isAmbiguous, reference } = settlement;
    const rows = await this.database.query(SETTLE_NOTIFICATION, [
      key.orderId,
      key.notificationId,
      attempt,
      state,
      cause ?? null,
      retryAfterMs ?? null,
      Number(isFailure ?? false),
      Number(isAmbiguous ?? false),
      reference ?? null,
    ]);
    return rows.length === 1;
  }

  /** What waits to be taken up by a channel, worst news first. */
  due(channel: Channel, limit: number): Promise<NotificationKey[]> {
    return this.database.query<NotificationKey>(DUE_NOTIFICATIONS, [limit, channel]);
  }

  /** How many notifications are in each state; counts the open ones and the last day's. */
  countByState(): Promise<{ state: NotificationState; count: number }[]> {
    return this.database.query(
      `select state, count(*)::int as count from delayed_order_notification
       where settled_at is null or settled_at > clock_timestamp() - interval '1 day'
       group by state`,
    );
  }
}

const SURROUNDINGS = `
select o.*, app_now() as now, d.condition as current_condition,
  d.promise_generation as current_generation, r.name as restaurant_name, r.time_zone,
  f.amount_cents as offer_amount_cents, f.currency as offer_currency, f.code as offer_code,
  f.expires_at as offer_expires_at, p.wanted, p.refused,
  exists (
    select from delayed_order_notification as earlier
    where earlier.order_id = n.order_id and earlier.audience = n.audience
      and earlier.condition <> 'RECOVERED' and earlier.decided_at < n.decided_at
      and earlier.state not in ('SUPPRESSED', 'FAILED')) as was_told,
  (select count(distinct (other.order_id, other.promise_generation, other.condition))::int
   from delayed_order_notification as other
   where other.consumer_id = n.consumer_id and other.audience = 'CUSTOMER'
     and (other.order_id, other.promise_generation, other.condition)
       <> (n.order_id, n.promise_generation, n.condition)
     and other.decided_at > app_now() - interval '24 hours'
     and other.state in ('SENDING', 'SENT', 'UNKNOWN')) as notices_in_a_day
from delayed_order_notification as n
join order_replica as o using (order_id)
join delayed_order as d using (order_id)
left join restaurant_replica as r on r.restaurant_id = o.restaurant_id
left join customer_preference as p on p.consumer_id = n.consumer_id
left join offer as f on f.order_id = n.order_id and f.offer_id = n.offer_id
where n.order_id = $1 and n.notification_id = $2`;

function toClaimed(
  key: NotificationKey,
  row: LedgerRow,
  around: SurroundingsRow,
): ClaimedNotification {
  return {
    key,
    attempt: row.attempt,
    failures: row.failures,
    ambiguousSends: row.ambiguous_sends,
    notification: toNotification(row),
    moment: {
      order: toOrder(around),
      condition: around.current_condition,
      promiseGeneration: around.current_generation,
      wasTold: around.was_told,
      now: around.now,
    },
    noticesInADay: around.notices_in_a_day,
    // Without a row both are null.
    preference:
      around.refused === null ? undefined : { wanted: around.wanted, refused: around.refused },
    incidentId: row.incident_id ?? undefined,
    isReplay: row.is_replay,
    restaurant: {
      name: around.restaurant_name ?? '',
      timeZone: around.time_zone ?? 'UTC',
    },
    offer: toOffer(row, around),
  };
}

function toNotification(row: LedgerRow): DelayedOrderNotification {
  const { expected_from: from, expected_to: to } = row;
  return {
    id: notificationId(row.notification_id),
    orderId: orderId(row.order_id),
    promiseGeneration: row.promise_generation,
    condition: row.condition,
    audience: row.audience,
    channel: row.channel,
    reason: row.reason,
    consumerId: row.consumer_id === null ? undefined : consumerId(row.consumer_id),
    restaurantId: row.restaurant_id === null ? undefined : restaurantId(row.restaurant_id),
    area: row.area ?? undefined,
    promisedAt: row.promised_at ?? undefined,
    minutesLate: row.minutes_late ?? undefined,
    expected: from === null || to === null ? undefined : { from, to },
    offerId: row.offer_id === null ? undefined : offerId(row.offer_id),
    decidedAt: row.decided_at,
    decidedOnVersion: row.decided_on_version,
    useBy: row.use_by,
  };
}

function toOffer(row: LedgerRow, around: SurroundingsRow): Offer | undefined {
  const { offer_id: id, consumer_id: consumer } = row;
  if (id === null || consumer === null || around.offer_amount_cents === null) return undefined;
  return {
    id: offerId(id),
    orderId: orderId(row.order_id),
    consumerId: consumerId(consumer),
    amountCents: around.offer_amount_cents,
    currency: around.offer_currency,
    code: around.offer_code,
    expiresAt: around.offer_expires_at,
  };
}
