import type { FeedWatermark, Freshness, FreshnessPolicy } from '@ftgo/delayed-orders-domain';
import { freshnessOf } from '@ftgo/delayed-orders-domain';
import type { Queryable } from '@ftgo/platform-postgres';
import { READ_WATERMARKS } from './queries/feeds.js';

interface WatermarkRow {
  readonly feed: string;
  readonly asOf: Date | null;
  readonly heardAt: Date | null;
  readonly appliedAt: Date | null;
  readonly machineNow: Date;
}

/** How far the monolith's feeds have been applied, and how old that is; changes nothing. */
export class PostgresFeeds {
  constructor(
    private readonly database: Queryable,
    private readonly policy: FreshnessPolicy,
  ) {}

  /** Judges the expected feeds by the database's own clock (I7, I10). */
  async freshness(): Promise<Freshness> {
    const rows = await this.database.query<WatermarkRow>(READ_WATERMARKS);
    const [{ machineNow } = { machineNow: new Date(0) }] = rows;
    return freshnessOf(rows.map(toWatermark), this.policy, machineNow);
  }

  /** Every feed that was ever heard, expected or not. */
  async watermarks(): Promise<FeedWatermark[]> {
    return (await this.database.query<WatermarkRow>(READ_WATERMARKS)).map(toWatermark);
  }

  /** The most frequent notices. */
  notices(limit: number): Promise<FeedNotice[]> {
    return this.database.query<FeedNotice>(
      `select feed, cause, detail, times, last_heard_at as "lastHeardAt" from feed_notice
       order by times desc, feed, cause, detail limit $1`,
      [limit],
    );
  }

  /** Open orders whose restaurant no message has told of: their closing time is not known. */
  async ordersWithoutRestaurant(): Promise<number> {
    const [row] = await this.database.query<{ orders: number }>(
      `select count(*)::int as orders from order_replica as o
       where delivered_at is null and cancelled_at is null and deleted_at is null
         and restaurant_id is not null
         and not exists (select from restaurant_replica as r
           where r.restaurant_id = o.restaurant_id and r.name is not null)`,
    );
    return row?.orders ?? 0;
  }
}

/** What was noticed in messages of a feed that were understood all the same. */
export interface FeedNotice {
  readonly feed: string;
  readonly cause: string;
  readonly detail: string;
  readonly times: number;
  readonly lastHeardAt: Date;
}

const toWatermark = ({ feed, asOf, heardAt, appliedAt }: WatermarkRow): FeedWatermark => ({
  feed,
  asOf: asOf ?? undefined,
  heardAt: heardAt ?? undefined,
  appliedAt: appliedAt ?? undefined,
});
