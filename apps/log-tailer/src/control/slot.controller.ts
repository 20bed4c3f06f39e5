import { Body, ConflictException, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { z } from 'zod';
import type { LogTailerMetrics } from '../log-tailer-metrics.js';
import type { PostgresSlot } from '../slot/postgres-slot.js';
import { lossOf } from '../slot/slot.js';
import type { TailerStatus } from '../tailing/tailer-status.js';
import { SLOT, STATUS, TAILER_METRICS } from '../tokens.js';
import { readBody } from './read-body.js';
import { RequestedBy } from './requested-by.js';

const Recreation = z.strictObject({ requestedBy: RequestedBy });

/** For operators: how the slot stands, and the command that makes a lost one anew. */
@Controller('log-tailer')
export class SlotController {
  constructor(
    @Inject(SLOT) private readonly slot: PostgresSlot,
    @Inject(STATUS) private readonly status: TailerStatus,
    @Inject(TAILER_METRICS) private readonly metrics: LogTailerMetrics,
  ) {}

  @Get()
  async show(): Promise<object> {
    const [current, record] = [await this.slot.read(), await this.slot.record()];
    return {
      role: this.status.role,
      active: this.status.role === 'active',
      behindSeconds: this.metrics.behindSeconds ?? null,
      slot: {
        name: this.slot.name,
        exists: current !== undefined,
        isStreamed: current?.isActive ?? false,
        lostBecause: lossOf(current, record) ?? null,
        isRecreationRequested: record?.recreationRequestedBy !== undefined,
        createdAt: record?.createdAt ?? null,
        lagBytes: current?.lagBytes ?? null,
        retainedBytes: current?.retainedBytes ?? null,
      },
    };
  }

  /**
   * Asks for a new slot and a snapshot of everything. The active tailer does it, so that any
   * instance can be asked; asking again changes nothing. One that is not lost is not given up:
   * what is between it and a new one would be missing.
   */
  @Post('slot/recreate')
  @HttpCode(202)
  async recreate(@Body() body: unknown): Promise<object> {
    const { requestedBy } = readBody(Recreation, body);
    const [current, record] = [await this.slot.read(), await this.slot.record()];
    if (lossOf(current, record) === undefined) {
      throw new ConflictException(`the slot ${this.slot.name} is not lost; nothing is to be done`);
    }
    await this.slot.requestRecreation(requestedBy);
    return { slot: this.slot.name };
  }
}
