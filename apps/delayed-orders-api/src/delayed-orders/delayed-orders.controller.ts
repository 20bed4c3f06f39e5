import { BadRequestException, Controller, Get, Inject, Query } from '@nestjs/common';
import type { DelayedOrdersPage } from '@ftgo/delayed-orders-contracts';
import type { PostgresDelayedOrdersView, PostgresFeeds } from '@ftgo/delayed-orders-persistence';
import { z } from 'zod';
import { parseQuery } from '../parse-query.js';
import { toReplicaState } from '../replica-state.js';
import { decodeCursor, encodeCursor } from './page-cursor.js';
import { toItem } from './to-item.js';

export const DELAYED_ORDERS_VIEW = Symbol('DELAYED_ORDERS_VIEW');
export const FEEDS = Symbol('FEEDS');
export const PAGE_LIMIT = Symbol('PAGE_LIMIT');

/** What may be asked for; an order that has recovered is none of the delayed any more. */
const LISTED = ['AT_RISK', 'LATE', 'UNDELIVERABLE'] as const;

/** `GET /delayed-orders`: the book's getDelayedOrders() (13.4). */
@Controller('delayed-orders')
export class DelayedOrdersController {
  private readonly query: z.ZodType<{
    limit: number;
    cursor?: string | undefined;
    condition?: (typeof LISTED)[number] | undefined;
  }>;

  constructor(
    @Inject(DELAYED_ORDERS_VIEW) private readonly view: PostgresDelayedOrdersView,
    @Inject(FEEDS) private readonly feeds: PostgresFeeds,
    @Inject(PAGE_LIMIT) pageLimit: number,
  ) {
    this.query = z.strictObject({
      limit: z.coerce.number().int().min(1).max(pageLimit).default(Math.min(50, pageLimit)),
      cursor: z.string().max(100).optional(),
      condition: z.enum(LISTED).optional(),
    });
  }

  /** Orders delayed or undeliverable now; those at risk only when asked for by `condition`. */
  @Get()
  async getDelayedOrders(@Query() query: unknown): Promise<DelayedOrdersPage> {
    const { limit, cursor, condition } = parseQuery(this.query, query);
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    if (cursor !== undefined && after === undefined) {
      throw new BadRequestException('cursor: is not one that this service gave out');
    }
    const conditions = condition === undefined ? (['LATE', 'UNDELIVERABLE'] as const) : [condition];
    const [rows, freshness] = await Promise.all([
      this.view.page(conditions, after, limit + 1),
      this.feeds.freshness(),
    ]);
    const page = rows.slice(0, limit);
    const told = await this.view.toldOf(page.map((row) => row.order_id));
    const last = page.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    return {
      orders: page.map((row) => toItem(row, told)),
      nextCursor: hasMore ? encodeCursor({ since: last.since, orderId: last.order_id }) : null,
      ...toReplicaState(freshness),
    };
  }
}
