/**
 * A row as one line of text, the same on both sides: the values in a fixed order, `-` for none,
 * instants as epoch milliseconds. The replica makes the same lines of its own columns; a test of
 * the reconciliation holds the two together.
 */
function line(values: readonly string[]): string {
  return values.map((value) => `coalesce((${value})::text, '-')`).join(` || '|' || `);
}

/**
 * A local time of the monolith ($1 its zone) as epoch milliseconds. PostgreSQL takes an hour that a
 * clock change repeats for its second pass, the feeds' reader for its first: the first pass is
 * where the offset of a day before still shows the same time.
 */
const instant = (column: string): string => {
  const second = `(${column} at time zone $1)`;
  const first = `((${column} - interval '24 hours') at time zone $1 + interval '24 hours')`;
  const passes = `case when ${first} at time zone $1 = ${column} then least(${first}, ${second}) else ${second} end`;
  return `floor(extract(epoch from ${passes}) * 1000)::bigint`;
};

/** The replica's word for a state, as the feeds' translation has it. */
const STATE = `case order_state
  when 'APPROVAL_PENDING' then 'APPROVED' when 'CANCEL_PENDING' then 'APPROVED'
  when 'REVISION_PENDING' then 'APPROVED' when 'REJECTED' then 'CANCELLED' else order_state end`;
const CANCELLED_BY = `case when cancelled_by in ('CONSUMER', 'RESTAURANT') then cancelled_by end`;

const ORDER_LINE = line([
  ...['id', 'version', STATE, 'consumer_id', 'restaurant_id', 'area'],
  '(order_total * 100)::bigint',
  ...['created_at', 'delivery_time', 'accept_time', 'ready_by', 'preparing_time'].map(instant),
  ...['ready_for_pickup_time', 'picked_up_time', 'delivered_time', 'cancelled_time'].map(instant),
  CANCELLED_BY,
  instant('scheduled_delivery_time'),
]);

const HOURS = `
  (select string_agg(day_of_week || ' ' || to_char(opens, 'HH24:MI') || '-'
      || to_char(closes, 'HH24:MI'), ',' order by day_of_week, opens, closes)
    from restaurant_opening_hours as h where h.restaurant_id = r.id)`;
const CLOSURES = `
  (select string_agg(${instant('closed_from')} || '-' || ${instant('closed_to')}, ','
      order by closed_from, closed_to)
    from restaurant_closures as c where c.restaurant_id = r.id)`;
const RESTAURANT_LINE = line(['id', 'version', 'name', 'time_zone', HOURS, CLOSURES]);

/** Digests of ranges of ids ($1 zone, $2 first id, $3 first id beyond, $4 ids in a range). */
const digestsOf = (from: string, text: string): string => `
select (id / $4)::bigint as range, md5(string_agg(text, E'\\n' order by id)) as digest
from (select id, ${text} as text from ${from} where id >= $2 and id < $3) as lines
group by 1 order by 1`;

export const ORDER_DIGESTS = digestsOf('orders', ORDER_LINE);
export const RESTAURANT_DIGESTS = digestsOf('restaurants as r', RESTAURANT_LINE);
