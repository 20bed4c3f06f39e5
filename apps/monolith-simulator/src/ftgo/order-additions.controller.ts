import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { readControl } from '../simulator-control.errors.js';
import { ORDERS } from '../tokens.js';
import type { OrderResponse } from './order-responses.js';
import type { Orders } from './orders.js';
import { readLong } from './request-bodies.js';

const Reschedule = z.strictObject({ promisedAt: z.iso.datetime({ offset: true }).nullable() });

/** What happens to orders in life and has no path in FTGO. */
@Controller('simulator/orders')
export class OrderAdditionsController {
  constructor(@Inject(ORDERS) private readonly orders: Orders) {}

  /** The restaurant cancels. */
  @Post(':orderId/reject')
  @HttpCode(200)
  reject(@Param('orderId') orderId: string): Promise<OrderResponse> {
    return this.orders.change(readLong(orderId, 'orderId'), {
      kind: 'cancelled',
      cancelledBy: 'RESTAURANT',
    });
  }

  /** The promise moves, or is taken back. */
  @Post(':orderId/reschedule')
  @HttpCode(200)
  reschedule(@Param('orderId') orderId: string, @Body() body: unknown): Promise<OrderResponse> {
    const { promisedAt } = readControl(Reschedule, body);
    return this.orders.change(readLong(orderId, 'orderId'), {
      kind: 'rescheduled',
      promisedAt: promisedAt === null ? null : new Date(promisedAt),
    });
  }
}
