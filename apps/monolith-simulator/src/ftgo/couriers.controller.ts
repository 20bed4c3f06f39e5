import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { COURIERS } from '../tokens.js';
import type { CourierResponse, Couriers } from './couriers.js';
import { CourierAvailability, CreateCourierRequest, readBody, readLong } from './request-bodies.js';

/** `/couriers`, as FTGO has it. */
@Controller('couriers')
export class CouriersController {
  constructor(@Inject(COURIERS) private readonly couriers: Couriers) {}

  @Post()
  @HttpCode(200)
  async create(@Body() body: unknown): Promise<{ id: number }> {
    return { id: await this.couriers.create(readBody(CreateCourierRequest, body)) };
  }

  @Post(':courierId/availability')
  @HttpCode(200)
  async setAvailability(
    @Param('courierId') courierId: string,
    @Body() body: unknown,
  ): Promise<void> {
    const { available } = readBody(CourierAvailability, body);
    await this.couriers.setAvailability(readLong(courierId, 'courierId'), available);
  }

  @Get(':courierId')
  find(@Param('courierId') courierId: string): Promise<CourierResponse> {
    return this.couriers.find(readLong(courierId, 'courierId'));
  }
}
