import type { Queryable } from '@ftgo/platform-postgres';

/** Orders that become due in one round; the same number however many are open. */
export const DUE_AT_ONCE = 2_000;
/** Written in one statement: none may take longer than the server's limit. */
const ROWS_AT_ONCE = 50_000;
const RESTAURANTS = 200;

/** When the evening is looked at. */
export const NOW = new Date('2026-10-03T19:00:00Z');

/**
 * Writes `count` open orders of an evening's restaurants, none of them due: they are waited for,
 * each at another second of the next hours. Every so-manieth becomes due in a round, so that the
 * due ones lie scattered among all the others; those of one round are alike in both tables.
 */
export async function writeOpenOrders(
  database: Queryable,
  count: number,
  onRows: (written: number) => void,
): Promise<void> {
  await database.query(WRITE_RESTAURANTS, [RESTAURANTS]);
  for (let from = 1; from <= count; from += ROWS_AT_ONCE) {
    const to = Math.min(count, from + ROWS_AT_ONCE - 1);
    await database.query(WRITE_ORDERS, [from, to, count / DUE_AT_ONCE, NOW, RESTAURANTS]);
    onRows(to);
  }
  await database.query('vacuum analyze order_replica');
}

/** Makes the orders of a round due. @returns how many. */
export async function makeDue(database: Queryable, count: number, round: number): Promise<number> {
  const due = await database.query(
    `update order_replica set next_assessment_at = $1 where order_id % $2 = $3 returning order_id`,
    [NOW, count / DUE_AT_ONCE, round],
  );
  return due.length;
}

const WRITE_RESTAURANTS = `
insert into restaurant_replica (restaurant_id, version, name, time_zone, opening_hours, closures,
  field_versions)
select id, 0, 'Ajanta ' || id, 'America/Los_Angeles',
  (select jsonb_agg(jsonb_build_object('dayOfWeek', d, 'opens', '11:00', 'closes', '22:30'))
   from generate_series(1, 7) as d), '[]', '{}'
from generate_series(1, $1::int) as id`;

/**
 * $1 to $2: ids; $3: one in so many becomes due in a round; $4 now; $5 restaurants. An order's place
 * within its round tells all that its assessment depends on.
 */
const WRITE_ORDERS = `
insert into order_replica (order_id, version, state, consumer_id, restaurant_id, courier_id,
  order_total_cents, created_at, promised_at, accepted_at, ready_at, picked_up_at, field_versions,
  next_assessment_at, taught)
select id, 3, 'ACCEPTED', 1 + place % 900, 1 + place % $5::int, 1 + place % 70, 2000 + place,
  created_at, created_at + interval '60 minutes', created_at + interval '4 minutes',
  case when place % 3 = 0 then created_at + interval '9 minutes' end,
  case when place % 6 = 0 then created_at + interval '10 minutes' end,
  '{}', $4::timestamptz + interval '1 hour' + (id % 7200) * interval '1 second', 'OPEN'
from (
  select id, (id / $3::numeric)::int as place,
    $4::timestamptz - interval '1 minute' * (10 + (id / $3::numeric)::int % 55) as created_at
  from generate_series($1::bigint, $2::bigint) as id) as o`;
