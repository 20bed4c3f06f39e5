import {
  BadRequestException,
  Body,
  ConflictException,
  Controller,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
} from '@nestjs/common';
import type {
  PostgresReconciliationRuns,
  ReconciliationRun,
} from '@ftgo/delayed-orders-persistence';
import type { Logger } from '@ftgo/platform-observability';
import { LOGGER } from '@ftgo/platform-observability';
import { z } from 'zod';
import type { Reconciliation } from './reconciliation.js';

export const RECONCILIATION = Symbol('RECONCILIATION');
export const RUNS = Symbol('RUNS');

const Request = z.strictObject({ dryRun: z.boolean().default(false) });

/** For operators: sweeps by command, and what came of them. Not routed by the gateway. */
@Controller('reconciliation')
export class ReconciliationController {
  constructor(
    @Inject(RECONCILIATION) private readonly reconciliation: Reconciliation,
    @Inject(RUNS) private readonly runs: PostgresReconciliationRuns,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Begins a sweep and answers at once; 409 while another one is under way. */
  @Post()
  @HttpCode(202)
  async begin(@Body() body: unknown): Promise<{ runId: number }> {
    const request = Request.safeParse(body ?? {});
    if (!request.success) throw new BadRequestException('dryRun: must be true or false');
    const { dryRun } = request.data;
    const runId = await this.reconciliation.begin(dryRun);
    if (runId === undefined) throw new ConflictException('another sweep is under way');
    this.reconciliation.complete(runId, dryRun).catch((err: unknown) => {
      this.logger.error({ err, runId }, 'the sweep failed; begin another one');
    });
    return { runId };
  }

  /** The latest sweeps, newest first. */
  @Get()
  latest(): Promise<ReconciliationRun[]> {
    return this.runs.latest(20);
  }

  @Get(':runId')
  async find(@Param('runId') text: string): Promise<ReconciliationRun> {
    const runId = Number(text);
    const run = Number.isSafeInteger(runId) ? await this.runs.find(runId) : undefined;
    if (run === undefined) throw new NotFoundException('there is no such sweep');
    return run;
  }
}
