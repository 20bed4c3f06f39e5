import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { outboxBacklog } from '@ftgo/platform-outbox';
import type { Database } from '@ftgo/platform-postgres';
import { DATABASE } from '@ftgo/platform-postgres';
import { z } from 'zod';
import type { PublishedEvents } from '../events/published-events.js';
import type { SimulatorConfig } from '../simulator.config.js';
import type { SimulatorClock } from '../simulator-clock.js';
import { readControl } from '../simulator-control.errors.js';
import { CLOCK, CONFIG, PUBLISHED_EVENTS, REPLAYS } from '../tokens.js';
import { countReplicatedRows } from './replicated-rows.js';
import { ReplayOptions } from './replay-options.js';
import type { ReplayedOrder } from './replayed-orders.js';
import { listOrders } from './replayed-orders.js';
import type { Replays } from './replays.js';

const Advance = z.strictObject({
  to: z.iso.datetime({ offset: true }),
  onePerOrder: z.boolean().default(false),
});

const NOTHING_COUNTED = {
  moments: { total: 0, applied: 0 },
  orders: { total: 0, created: 0, open: 0, delivered: 0, cancelled: 0 },
};

/** `/simulator/replay` and `/simulator/orders`: the replay's controls. */
@Controller('simulator')
export class ReplayController {
  constructor(
    @Inject(REPLAYS) private readonly replays: Replays,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: SimulatorClock,
    @Inject(PUBLISHED_EVENTS) private readonly published: PublishedEvents,
    @Inject(CONFIG) private readonly config: SimulatorConfig,
  ) {}

  @Post('replay')
  @HttpCode(202)
  async begin(@Body() body: unknown): Promise<object> {
    const { plan, startsAt } = await this.replays.begin(readControl(ReplayOptions, body));
    const { trace, numbers, moments, clock, businessFrom, options } = plan;
    return {
      orders: trace.orders.length,
      restaurants: trace.restaurants.length,
      consumers: numbers.consumers.size,
      couriers: numbers.couriers.size,
      moments: moments.length,
      stepped: options.stepped,
      startsAt,
      businessFrom,
      endsAt: clock.endsAt,
      clock: options.stepped ? null : clock,
    };
  }

  @Get('replay')
  async progress(): Promise<object> {
    const replay = this.replays.current;
    const [{ messages }, rows] = await Promise.all([
      outboxBacklog(this.database),
      countReplicatedRows(this.database),
    ]);
    return {
      state: this.replays.state,
      stepped: replay?.plan.options.stepped ?? false,
      businessNow: this.clock.now(),
      endsAt: replay?.plan.clock.endsAt ?? null,
      ...(replay?.count() ?? NOTHING_COUNTED),
      eventsPublished: this.published.total,
      outboxBacklog: messages,
      ...rows,
    };
  }

  @Post('replay/advance')
  @HttpCode(200)
  advance(@Body() body: unknown): Promise<{ applied: number; remaining: number }> {
    const { to, onePerOrder } = readControl(Advance, body);
    return this.replays.advance(new Date(to), onePerOrder);
  }

  @Post('replay/stop')
  @HttpCode(200)
  async stop(): Promise<object> {
    await this.replays.stop();
    return this.progress();
  }

  @Get('orders')
  orders(): Promise<ReplayedOrder[]> {
    const plan = this.replays.current?.plan;
    return listOrders(this.database, this.config.timeZone, plan, this.clock.now());
  }
}
