import { Controller, Get, Inject, Param } from '@nestjs/common';
import { readLong } from '../ftgo/request-bodies.js';
import { CREDITS } from '../tokens.js';
import type { Credit, Credits } from './credits.js';

/** `GET /consumers/{id}/credits`, an addition: FTGO knows no credits. */
@Controller('consumers')
export class CreditsController {
  constructor(@Inject(CREDITS) private readonly credits: Credits) {}

  @Get(':consumerId/credits')
  ofConsumer(@Param('consumerId') consumerId: string): Promise<Credit[]> {
    return this.credits.ofConsumer(readLong(consumerId, 'consumerId'));
  }
}
