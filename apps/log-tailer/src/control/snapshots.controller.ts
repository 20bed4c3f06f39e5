import {
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
import type { Database } from '@ftgo/platform-postgres';
import { DATABASE } from '@ftgo/platform-postgres';
import { z } from 'zod';
import type { PostgresSnapshots } from '../snapshots/postgres-snapshots.js';
import type { Snapshot } from '../snapshots/snapshot.js';
import { SNAPSHOTS } from '../tokens.js';
import { readBody } from './read-body.js';
import { SnapshotRequest } from './snapshot-request.js';

const Id = z.uuid();

/**
 * For operators: asks for snapshots beside the stream, tells how far they are, and holds them up.
 * Any instance can be asked: the requests are kept in the monolith's database, and the active
 * tailer carries them out.
 */
@Controller('log-tailer/snapshots')
export class SnapshotsController {
  constructor(
    @Inject(SNAPSHOTS) private readonly snapshots: PostgresSnapshots,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  @Post()
  @HttpCode(202)
  async request(@Body() body: unknown): Promise<{ ids: string[] }> {
    const { scopes, requestedBy } = readBody(SnapshotRequest, body);
    const by = { requestedBy, isInitial: false };
    return { ids: await this.snapshots.request(this.database, scopes, by) };
  }

  @Get()
  async list(): Promise<{ snapshots: Snapshot[] }> {
    return { snapshots: await this.snapshots.list() };
  }

  @Get(':id')
  show(@Param('id') id: string): Promise<Snapshot> {
    return this.find(id);
  }

  @Post(':id/pause')
  @HttpCode(200)
  pause(@Param('id') id: string): Promise<Snapshot> {
    return this.bring(id, 'paused');
  }

  @Post(':id/resume')
  @HttpCode(200)
  resume(@Param('id') id: string): Promise<Snapshot> {
    return this.bring(id, 'running');
  }

  @Post(':id/cancel')
  @HttpCode(200)
  cancel(@Param('id') id: string): Promise<Snapshot> {
    return this.bring(id, 'cancelled');
  }

  private async bring(id: string, state: 'running' | 'paused' | 'cancelled'): Promise<Snapshot> {
    const found = await this.find(id);
    if (await this.snapshots.bringTo(id, state)) return this.find(id);
    throw new ConflictException(`the snapshot is ${found.state} and cannot become ${state}`);
  }

  private async find(id: string): Promise<Snapshot> {
    const snapshot = Id.safeParse(id).success ? await this.snapshots.find(id) : undefined;
    if (snapshot === undefined) throw new NotFoundException('there is no such snapshot');
    return snapshot;
  }
}
