import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Logger, Readiness } from '@ftgo/platform-observability';
import type { Database } from '@ftgo/platform-postgres';
import { waitForDatabase } from '@ftgo/platform-postgres';
import type { EventRelay } from '@ftgo/monolith-publisher';
import type { RawLink } from './faults/raw-link.js';
import { createTables } from './ftgo/create-tables.js';
import type { Replays } from './replay/replays.js';

const TABLES = 'tables';

export interface SimulatorParts {
  readonly database: Database;
  readonly relay: EventRelay;
  readonly replays: Replays;
  readonly rawLink: RawLink;
}

/**
 * Starts and stops what runs by itself. HTTP answers meanwhile, so that `/readyz` can tell that
 * the database is still away.
 */
export class SimulatorWork implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private stopping = false;

  constructor(
    private readonly parts: SimulatorParts,
    private readonly readiness: Readiness,
    private readonly logger: Logger,
  ) {
    readiness.expect(TABLES);
  }

  onApplicationBootstrap(): void {
    void this.begin();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.parts.replays.stop();
    await this.parts.relay.stop();
    await this.parts.rawLink.close();
  }

  private async begin(): Promise<void> {
    const { database, relay } = this.parts;
    await waitForDatabase(database, this.logger);
    await createTables(database);
    this.readiness.up(TABLES);
    if (!this.stopping) relay.start();
  }
}
