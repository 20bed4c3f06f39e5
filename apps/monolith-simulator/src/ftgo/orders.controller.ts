import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ORDERS } from '../tokens.js';
import type { OrderResponse } from './order-responses.js';
import type { OrderChange } from './order-step.js';
import type { Orders } from './orders.js';
import {
  CreateOrderRequest,
  OrderAcceptance,
  readBody,
  readLong,
  ReviseOrderRequest,
} from './request-bodies.js';

/** `/orders`, as FTGO has it. */
@Controller('orders')
export class OrdersController {
  constructor(@Inject(ORDERS) private readonly orders: Orders) {}

  @Post()
  @HttpCode(200)
  async create(@Body() body: unknown): Promise<{ orderId: number }> {
    return { orderId: await this.orders.create(readBody(CreateOrderRequest, body)) };
  }

  @Get(':orderId')
  find(@Param('orderId') orderId: string): Promise<OrderResponse> {
    return this.orders.find(readLong(orderId, 'orderId'));
  }

  @Get()
  ofConsumer(@Query('consumerId') consumerId?: string): Promise<OrderResponse[]> {
    return this.orders.ofConsumer(readLong(consumerId, 'consumerId'));
  }

  @Post(':orderId/cancel')
  @HttpCode(200)
  cancel(@Param('orderId') orderId: string): Promise<OrderResponse> {
    const change: OrderChange = { kind: 'cancelled', cancelledBy: 'CONSUMER' };
    return this.orders.change(readLong(orderId, 'orderId'), change);
  }

  @Post(':orderId/revise')
  @HttpCode(200)
  revise(@Param('orderId') orderId: string, @Body() body: unknown): Promise<OrderResponse> {
    const { revisedLineItemQuantities } = readBody(ReviseOrderRequest, body);
    return this.orders.revise(readLong(orderId, 'orderId'), revisedLineItemQuantities ?? {});
  }

  @Post(':orderId/accept')
  @HttpCode(200)
  async accept(@Param('orderId') orderId: string, @Body() body: unknown): Promise<void> {
    const { readyBy } = readBody(OrderAcceptance, body);
    await this.orders.accept(readLong(orderId, 'orderId'), readyBy);
  }

  @Post(':orderId/preparing')
  @HttpCode(200)
  async preparing(@Param('orderId') orderId: string): Promise<void> {
    await this.orders.note(readLong(orderId, 'orderId'), { kind: 'preparing' });
  }

  @Post(':orderId/ready')
  @HttpCode(200)
  async ready(@Param('orderId') orderId: string): Promise<void> {
    await this.orders.note(readLong(orderId, 'orderId'), { kind: 'ready' });
  }

  @Post(':orderId/pickedup')
  @HttpCode(200)
  async pickedUp(@Param('orderId') orderId: string): Promise<void> {
    await this.orders.note(readLong(orderId, 'orderId'), { kind: 'picked-up' });
  }

  @Post(':orderId/delivered')
  @HttpCode(200)
  async delivered(@Param('orderId') orderId: string): Promise<void> {
    await this.orders.note(readLong(orderId, 'orderId'), { kind: 'delivered' });
  }
}
