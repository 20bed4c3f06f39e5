import type { Database } from '@ftgo/platform-postgres';
import type { Logger, Readiness } from '@ftgo/platform-observability';
import type { PostgresSnapshots } from '../snapshots/postgres-snapshots.js';
import type { TailedTable } from '../tables.js';
import type { PostgresSlot } from './postgres-slot.js';
import type { PublicationReport } from './publication.js';
import { reconcilePublication } from './publication.js';

export interface PublishedTablesOptions {
  readonly database: Database;
  readonly publication: string;
  readonly slot: PostgresSlot;
  readonly snapshots: PostgresSnapshots;
  readonly readiness: Readiness;
  readonly logger: Logger;
}

const DEPENDENCY = 'tables';

/**
 * Keeps the publication in line with the tables that the monolith has. A table that comes (or
 * comes back, after it was dropped) while the slot is there is taken in, and a snapshot of it is
 * asked for in the same transaction: what was in it before is in no log that is read.
 */
export class PublishedTables {
  private told = '';

  constructor(private readonly options: PublishedTablesOptions) {
    options.readiness.expect(DEPENDENCY);
  }

  /** @throws when the role may not change the publication */
  async reconcile(): Promise<readonly TailedTable[]> {
    const { database, publication, slot, snapshots } = this.options;
    const isSlotMade = (await slot.record()) !== undefined;
    const report = await database.transaction(async (transaction) => {
      const reconciled = await reconcilePublication(transaction, publication);
      // The slot's own snapshots come with its birth.
      if (isSlotMade && reconciled.added.length > 0) {
        const scopes = reconciled.added.map((table) => wholeOf(table));
        const by = { requestedBy: 'log-tailer: new in the publication', isInitial: false };
        await snapshots.request(transaction, scopes, by);
      }
      return reconciled;
    });
    this.tell(report, isSlotMade);
    return report.published;
  }

  /** A standby does not look: the active one does. */
  standBy(): void {
    this.options.readiness.up(DEPENDENCY);
  }

  private tell(report: PublicationReport, isSlotMade: boolean): void {
    const { readiness, logger } = this.options;
    const { added, missing, keyless } = report;
    if (added.length > 0)
      logger.info({ tables: added, isSlotMade }, 'tables are published from now on');
    const troubles = [
      ...(missing.length > 0 ? [`waits for tables that do not exist: ${missing.join(', ')}`] : []),
      ...(keyless.length > 0
        ? [`cannot publish tables without a primary key: ${keyless.join(', ')}`]
        : []),
    ].join('; ');
    if (troubles === '') readiness.up(DEPENDENCY);
    else readiness.down(DEPENDENCY, troubles);
    if (troubles !== this.told && troubles !== '') logger.warn({ missing, keyless }, troubles);
    this.told = troubles;
  }
}

/** All rows of a table. */
export const wholeOf = (
  table: TailedTable,
): { table: TailedTable; since: undefined; restaurantId: undefined } => ({
  table,
  since: undefined,
  restaurantId: undefined,
});
