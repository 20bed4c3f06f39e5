import type { Queryable } from '@ftgo/platform-postgres';

/** Figures of one restaurant, or of all (`restaurant_id` null and `is_total`). */
export interface FiguresRow {
  readonly is_total: boolean;
  readonly restaurant_id: number | null;
  readonly orders: number;
  readonly delivered: number;
  readonly undelivered: number;
  readonly cancelled: number;
  readonly on_time_share: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p99: number | null;
  readonly at_risk: number;
  readonly late_only: number;
  readonly not_foreseen: number;
}

const WENT_WRONG = `(punctuality = 'LATE' or ending = 'UNDELIVERED')`;

/** $1 from, $2 to, $3 restaurant or null. The total is one row, each restaurant another. */
const FIGURES = `
select grouping(restaurant_id) = 1 as is_total, restaurant_id,
  count(*)::int as orders,
  (count(*) filter (where ending = 'DELIVERED'))::int as delivered,
  (count(*) filter (where ending = 'UNDELIVERED'))::int as undelivered,
  (count(*) filter (where ending = 'CANCELLED'))::int as cancelled,
  (count(*) filter (where punctuality = 'ON_TIME'))::float8
    / nullif(count(*) filter (where punctuality in ('ON_TIME', 'LATE')), 0) as on_time_share,
  percentile_cont(0.5) within group (order by minutes_late) as p50,
  percentile_cont(0.9) within group (order by minutes_late) as p90,
  percentile_cont(0.99) within group (order by minutes_late) as p99,
  (count(*) filter (where ${WENT_WRONG} and foresight = 'AT_RISK'))::int as at_risk,
  (count(*) filter (where ${WENT_WRONG} and foresight = 'LATE_ONLY'))::int as late_only,
  (count(*) filter (where ${WENT_WRONG} and foresight = 'NOT'))::int as not_foreseen
from order_outcome
where ended_at >= $1 and ended_at < $2 and ($3::bigint is null or restaurant_id = $3)
group by grouping sets ((), (restaurant_id))
order by 1 desc, orders desc, restaurant_id
limit 1001`;

/** Figures made of outcomes; changes nothing. */
export class PostgresDeliveryStatistics {
  constructor(private readonly database: Queryable) {}

  /** The period includes `from` and ends before `to`. At most 1,000 restaurants, largest first. */
  figures(from: Date, to: Date, restaurantId: number | undefined): Promise<FiguresRow[]> {
    return this.database.query<FiguresRow>(FIGURES, [from, to, restaurantId ?? null]);
  }
}
