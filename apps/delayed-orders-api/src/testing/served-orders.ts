import type { Queryable } from '@ftgo/platform-postgres';

/** The business time at which these tests stand still. */
export const NOW = new Date('2026-10-03T19:00:00Z');

const MINUTE_MS = 60_000;

/** An instant so many minutes before now. */
export const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * MINUTE_MS);

/** Holds business time still, opens Ajanta, and says how far the replica has got. */
export async function openAjanta(database: Queryable): Promise<void> {
  await database.query(
    `insert into app_clock (real_from, business_from, rate) values (clock_timestamp(), $1, 0)`,
    [NOW],
  );
  await database.query(
    `insert into restaurant_replica (restaurant_id, version, name, time_zone, field_versions)
     values (1, 0, 'Ajanta', 'America/Los_Angeles', '{}')`,
  );
  await database.query(
    `insert into feed_watermark (feed, worker, as_of, applied_at) values ('events', 'a', $1, $1)`,
    [minutesAgo(1)],
  );
}

export interface ListedOrder {
  readonly orderId: number;
  readonly condition: 'AT_RISK' | 'LATE' | 'UNDELIVERABLE' | 'ON_TIME' | 'RECOVERED';
  readonly since: Date;
  readonly endedAt?: Date;
}

/** An order that was promised ten minutes ago, in a condition since an instant. */
export async function listOrder(database: Queryable, order: ListedOrder): Promise<void> {
  const { orderId, condition, since, endedAt } = order;
  await database.query(
    `insert into order_replica
       (order_id, version, state, consumer_id, restaurant_id, promised_at, field_versions)
     values ($1, 1, 'ACCEPTED', 7, 1, $2, '{}')`,
    [orderId, minutesAgo(10)],
  );
  await database.query(
    `insert into delayed_order (order_id, promise_generation, promised_at, condition, reason,
       since, decided_on_version, ended_at)
     values ($1, 0, $2, $3, 'PROMISE_PASSED', $4, 1, $5)`,
    [orderId, minutesAgo(10), condition, since, endedAt ?? null],
  );
}

export interface StandingOffer {
  readonly orderId: number;
  readonly offerId: string;
  readonly amountCents: number;
  readonly expiresAt: Date;
  readonly releasedAt?: Date;
}

export async function makeOffer(database: Queryable, offer: StandingOffer): Promise<void> {
  const { orderId, offerId, amountCents, expiresAt, releasedAt } = offer;
  await database.query(
    `insert into offer (order_id, offer_id, consumer_id, amount_cents, currency, code, expires_at,
       released_at) values ($1, $2, 7, $3, 'USD', 'AJANTA-5', $4, $5)`,
    [orderId, offerId, amountCents, expiresAt, releasedAt ?? null],
  );
}

/** An order that ended, so many minutes after its promise (negative = early). */
export async function endOrder(
  database: Queryable,
  outcome: {
    readonly orderId: number;
    readonly restaurantId?: number;
    readonly ending: 'DELIVERED' | 'UNDELIVERED' | 'CANCELLED';
    readonly minutesLate?: number;
    readonly foresight?: 'AT_RISK' | 'LATE_ONLY' | 'NOT';
    readonly endedAt?: Date;
  },
): Promise<void> {
  const { orderId, restaurantId = 1, ending, minutesLate, foresight = 'NOT' } = outcome;
  const late = minutesLate === undefined ? 'NO_PROMISE' : minutesLate > 0 ? 'LATE' : 'ON_TIME';
  await database.query(
    `insert into order_outcome
       (order_id, restaurant_id, ending, punctuality, ended_at, minutes_late, foresight)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      orderId,
      restaurantId,
      ending,
      late,
      outcome.endedAt ?? minutesAgo(30),
      minutesLate ?? null,
      foresight,
    ],
  );
}
