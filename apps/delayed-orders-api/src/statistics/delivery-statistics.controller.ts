import { BadRequestException, Controller, Get, Inject, Query } from '@nestjs/common';
import type { DeliveryFigures, DeliveryStatistics } from '@ftgo/delayed-orders-contracts';
import type {
  FiguresRow,
  PostgresDeliveryStatistics,
  PostgresFeeds,
} from '@ftgo/delayed-orders-persistence';
import { z } from 'zod';
import { FEEDS } from '../delayed-orders/delayed-orders.controller.js';
import { parseQuery } from '../parse-query.js';
import { toReplicaState } from '../replica-state.js';

export const STATISTICS = Symbol('STATISTICS');
export const BUSINESS_TIME = Symbol('BUSINESS_TIME');

const DAY_MS = 86_400_000;
const LONGEST_PERIOD_MS = 366 * DAY_MS;

const instant = z.iso.datetime({
  offset: true,
  error: 'must be an instant such as 2026-10-03T00:00:00Z',
});

const StatisticsQuery = z.strictObject({
  from: instant.optional(),
  to: instant.optional(),
  restaurantId: z.coerce.number().int().positive().optional(),
});

/** `GET /delivery-statistics`: how late, where, and how well it was foreseen. */
@Controller('delivery-statistics')
export class DeliveryStatisticsController {
  constructor(
    @Inject(STATISTICS) private readonly statistics: PostgresDeliveryStatistics,
    @Inject(FEEDS) private readonly feeds: PostgresFeeds,
    @Inject(BUSINESS_TIME) private readonly now: () => Promise<Date>,
  ) {}

  /** Of the orders that ended in [from, to); by default the last day. */
  @Get()
  async getDeliveryStatistics(@Query() query: unknown): Promise<DeliveryStatistics> {
    const asked = parseQuery(StatisticsQuery, query);
    const to = asked.to === undefined ? await this.now() : new Date(asked.to);
    const from = asked.from === undefined ? new Date(to.getTime() - DAY_MS) : new Date(asked.from);
    if (from >= to) throw new BadRequestException('from: must be before to');
    if (to.getTime() - from.getTime() > LONGEST_PERIOD_MS) {
      throw new BadRequestException('from: a period has at most 366 days');
    }
    const [rows, freshness] = await Promise.all([
      this.statistics.figures(from, to, asked.restaurantId),
      this.feeds.freshness(),
    ]);
    const total = rows.find((row) => row.is_total);
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      total: total === undefined ? toFigures(NO_ORDERS) : toFigures(total),
      byRestaurant: rows.filter((row) => !row.is_total).map(toFigures),
      ...toReplicaState(freshness),
    };
  }
}

const NO_ORDERS: FiguresRow = {
  is_total: true,
  restaurant_id: null,
  orders: 0,
  delivered: 0,
  undelivered: 0,
  cancelled: 0,
  on_time_share: null,
  p50: null,
  p90: null,
  p99: null,
  at_risk: 0,
  late_only: 0,
  not_foreseen: 0,
};

function toFigures(row: FiguresRow): DeliveryFigures {
  const { p50, p90, p99 } = row;
  return {
    restaurantId: row.restaurant_id,
    orders: row.orders,
    delivered: row.delivered,
    undelivered: row.undelivered,
    cancelled: row.cancelled,
    onTimeShare: row.on_time_share,
    latenessMinutes: p50 === null || p90 === null || p99 === null ? null : { p50, p90, p99 },
    foreseen: { atRisk: row.at_risk, lateOnly: row.late_only, not: row.not_foreseen },
  };
}
