import { z } from 'zod';
import type { SnapshotScope } from '../snapshots/snapshot.js';
import { knowsSince } from '../snapshots/snapshot-filter.js';
import { TAILED_TABLES } from '../tables.js';
import { RequestedBy } from './requested-by.js';

const Tables = z.enum(TAILED_TABLES, { error: `must be one of ${TAILED_TABLES.join(', ')}` });

/** The body of `POST /log-tailer/snapshots`, read into the scopes that it means. */
export const SnapshotRequest = z
  .strictObject({
    /** Omitted: every table. */
    table: Tables.optional(),
    /** Orders created from then on, and what belongs to them; other tables are read whole. */
    since: z.iso
      .datetime({ offset: true, error: 'must be an instant such as 2026-10-03T18:40:00Z' })
      .optional(),
    restaurantId: z.int('must be a whole number').positive('must be positive').optional(),
    requestedBy: RequestedBy,
  })
  .refine(({ table, since }) => since === undefined || table === undefined || knowsSince(table), {
    path: ['since'],
    error: 'is for orders and courier_actions only',
  })
  .transform(({ table, since, restaurantId, requestedBy }) => {
    const tables = table === undefined ? TAILED_TABLES : [table];
    const from = since === undefined ? undefined : new Date(since);
    const scopes = tables.map((each): SnapshotScope => ({
      table: each,
      since: from,
      restaurantId,
    }));
    return { scopes, requestedBy };
  });
