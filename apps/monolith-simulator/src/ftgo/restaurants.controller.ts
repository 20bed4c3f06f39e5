import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import { readControl } from '../simulator-control.errors.js';
import { RESTAURANTS } from '../tokens.js';
import { CreateRestaurantRequest, OpeningHours, readBody, readLong } from './request-bodies.js';
import type { Restaurants } from './restaurants.js';

const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const ReviseOpeningHours = z.strictObject({
  openingHours: OpeningHours,
  closures: z.array(z.strictObject({ from: Instant, to: Instant })).default([]),
});

/** `/restaurants` as FTGO has it, and the opening hours that it lacks under `/simulator`. */
@Controller()
export class RestaurantsController {
  constructor(@Inject(RESTAURANTS) private readonly restaurants: Restaurants) {}

  @Post('restaurants')
  @HttpCode(200)
  async create(@Body() body: unknown): Promise<{ id: number }> {
    return { id: await this.restaurants.create(readBody(CreateRestaurantRequest, body)) };
  }

  @Get('restaurants/:restaurantId')
  find(@Param('restaurantId') restaurantId: string): Promise<object> {
    return this.restaurants.find(readLong(restaurantId, 'restaurantId'));
  }

  @Put('simulator/restaurants/:restaurantId/opening-hours')
  async reviseHours(
    @Param('restaurantId') restaurantId: string,
    @Body() body: unknown,
  ): Promise<{ id: number; version: number }> {
    const id = readLong(restaurantId, 'restaurantId');
    const hours = readControl(ReviseOpeningHours, body);
    return { id, version: await this.restaurants.reviseHours(id, hours) };
  }
}
