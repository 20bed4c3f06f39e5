/**
 * A replicated row as one line of text, just as the monolith's tables make it of theirs: the
 * values in a fixed order, `-` for none, instants as epoch milliseconds.
 */
function line(values: readonly string[]): string {
  return values.map((value) => `coalesce((${value})::text, '-')`).join(` || '|' || `);
}

const instant = (column: string): string => `floor(extract(epoch from ${column}) * 1000)::bigint`;

const ORDER_LINE = line([
  ...['order_id', 'version', 'state', 'consumer_id', 'restaurant_id', 'area'],
  'order_total_cents',
  ...['created_at', 'promised_at', 'accepted_at', 'ready_by', 'preparing_at'].map(instant),
  ...['ready_at', 'picked_up_at', 'delivered_at', 'cancelled_at'].map(instant),
  'cancelled_by',
  instant('scheduled_delivery_at'),
]);

const HOURS = `
  (select string_agg((h->>'dayOfWeek') || ' ' || (h->>'opens') || '-' || (h->>'closes'), ','
      order by (h->>'dayOfWeek')::int, h->>'opens', h->>'closes')
    from jsonb_array_elements(opening_hours) as h)`;
const CLOSURES = `
  (select string_agg(${instant(`(c->>'from')::timestamptz`)} || '-'
      || ${instant(`(c->>'to')::timestamptz`)}, ','
      order by (c->>'from')::timestamptz, (c->>'to')::timestamptz)
    from jsonb_array_elements(closures) as c)`;
const RESTAURANT_LINE = line([
  ...['restaurant_id', 'version', 'name', 'time_zone'],
  HOURS,
  CLOSURES,
]);

/** Digests of ranges of ids ($1 first id, $2 first id beyond, $3 ids in a range). */
const digestsOf = (table: string, id: string, text: string, alive: string): string => `
select (${id} / $3)::bigint as range, md5(string_agg(text, E'\\n' order by ${id})) as digest
from (select ${id}, ${text} as text from ${table}
  where ${id} >= $1 and ${id} < $2 and ${alive}) as lines
group by 1 order by 1`;

/** A row that the monolith deleted is remembered here and absent there: both say the same. */
export const ORDER_DIGESTS = digestsOf(
  'order_replica',
  'order_id',
  ORDER_LINE,
  'deleted_at is null',
);
export const RESTAURANT_DIGESTS = digestsOf(
  'restaurant_replica',
  'restaurant_id',
  RESTAURANT_LINE,
  'true',
);
