import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@ftgo/platform-observability';
import type { Queryable } from './database.js';

/**
 * Returns once `sql` (by default `select 1`) succeeds; until then says every few seconds that it
 * waits. For starts before the database, or before its tables, are there.
 */
export async function waitForDatabase(
  database: Queryable,
  logger: Logger,
  sql = 'select 1',
): Promise<void> {
  for (let pauseMs = 250; ; pauseMs = Math.min(pauseMs * 2, 5_000)) {
    try {
      await database.query(sql);
      return;
    } catch (err) {
      logger.warn({ err }, 'waiting for the database');
      await pause(pauseMs);
    }
  }
}
