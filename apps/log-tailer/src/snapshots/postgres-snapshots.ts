import { randomUUID } from 'node:crypto';
import type { Database, Queryable } from '@ftgo/platform-postgres';
import type { Snapshot, SnapshotCursor, SnapshotScope, SnapshotState } from './snapshot.js';
import type { TableExtent } from './table-extent.js';
import type { TailedTable } from '../tables.js';

interface SnapshotRow {
  readonly id: string;
  readonly table_name: TailedTable;
  readonly is_initial: boolean;
  readonly since: Date | null;
  readonly restaurant_id: number | null;
  readonly state: SnapshotState;
  readonly cursor: SnapshotCursor;
  readonly last_key: SnapshotCursor;
  readonly rows_done: number;
  readonly rows_total: number | null;
  readonly trouble: string | null;
  readonly requested_by: string;
  readonly requested_at: Date;
  readonly updated_at: Date;
}

const COLUMNS = `id, table_name, is_initial, since, restaurant_id, state, cursor, last_key, rows_done,
  rows_total, trouble, requested_by, requested_at, updated_at`;

/** The states from which an operator may bring a snapshot into another one. */
const FROM: Readonly<Record<'running' | 'paused' | 'cancelled', readonly SnapshotState[]>> = {
  paused: ['running', 'paused'],
  running: ['running', 'paused'],
  cancelled: ['running', 'paused', 'cancelled'],
};

const LIST_LIMIT = 100;

/** The snapshots of one slot, kept beside the tables that they read. */
export class PostgresSnapshots {
  constructor(
    private readonly database: Database,
    private readonly slot: string,
  ) {}

  /** Asks for one snapshot for each scope. @returns their ids */
  async request(
    queryable: Queryable,
    scopes: readonly SnapshotScope[],
    { requestedBy, isInitial }: Pick<Snapshot, 'requestedBy' | 'isInitial'>,
  ): Promise<string[]> {
    const ids = scopes.map(() => randomUUID());
    await queryable.query(
      `insert into log_tailer.snapshots
         (id, slot_name, table_name, since, restaurant_id, is_initial, requested_by)
       select id, $1, table_name, since, restaurant_id, $2, $3
       from unnest($4::uuid[], $5::text[], $6::timestamptz[], $7::bigint[])
         as s (id, table_name, since, restaurant_id)`,
      [
        ...[this.slot, isInitial, requestedBy, ids],
        scopes.map(({ table }) => table),
        scopes.map(({ since }) => since ?? null),
        scopes.map(({ restaurantId }) => restaurantId ?? null),
      ],
    );
    return ids;
  }

  /** Ends whatever a new slot's own snapshots make superfluous. */
  async cancelAll(queryable: Queryable): Promise<void> {
    await queryable.query(
      `update log_tailer.snapshots set state = 'cancelled', updated_at = clock_timestamp()
       where slot_name = $1 and state in ('running', 'paused')`,
      [this.slot],
    );
  }

  /** The newest hundred, the newest first. */
  async list(): Promise<Snapshot[]> {
    const rows = await this.database.query<SnapshotRow>(
      `select ${COLUMNS} from log_tailer.snapshots where slot_name = $1
       order by requested_at desc, table_name limit ${LIST_LIMIT}`,
      [this.slot],
    );
    return rows.map(toSnapshot);
  }

  async find(id: string): Promise<Snapshot | undefined> {
    const [row] = await this.database.query<SnapshotRow>(
      `select ${COLUMNS} from log_tailer.snapshots where slot_name = $1 and id = $2`,
      [this.slot, id],
    );
    return row && toSnapshot(row);
  }

  /** The running one whose turn is the longest ago: they take turns, chunk by chunk. */
  async next(): Promise<Snapshot | undefined> {
    const [row] = await this.database.query<SnapshotRow>(
      `select ${COLUMNS} from log_tailer.snapshots where slot_name = $1 and state = 'running'
       order by updated_at, id limit 1`,
      [this.slot],
    );
    return row && toSnapshot(row);
  }

  /** Pauses, resumes or cancels. @returns whether its state allowed it; again is no error */
  async bringTo(id: string, state: 'running' | 'paused' | 'cancelled'): Promise<boolean> {
    const changed = await this.database.query(
      `update log_tailer.snapshots set state = $3, trouble = null, updated_at = clock_timestamp()
       where slot_name = $1 and id = $2 and state = any($4) returning id`,
      [this.slot, id, state, FROM[state]],
    );
    return changed.length === 1;
  }

  /** Remembers what there is to be read, as it is found at the beginning. */
  async begin({ id }: Snapshot, { rows, lastKey }: TableExtent): Promise<void> {
    await this.database.query(
      `update log_tailer.snapshots set rows_total = $2, last_key = $3 where id = $1`,
      [id, rows, jsonOf(lastKey)],
    );
  }

  /**
   * Remembers a chunk whose rows are all confirmed. A tailer that has been replaced meanwhile, and
   * does not know yet, changes nothing: its cursor is not the one that stands here.
   */
  async advance({ id, cursor }: Snapshot, to: SnapshotCursor, rows: number): Promise<void> {
    await this.database.query(
      `update log_tailer.snapshots set cursor = $3, rows_done = rows_done + $4,
         rows_total = greatest(rows_total, rows_done + $4), trouble = null,
         updated_at = clock_timestamp()
       where id = $1 and cursor is not distinct from $2`,
      [id, jsonOf(cursor), jsonOf(to), rows],
    );
  }

  /** Remembers that no row is left, unless it was cancelled just now. */
  async finish({ id, cursor }: Snapshot): Promise<void> {
    await this.database.query(
      `update log_tailer.snapshots set state = 'done', rows_total = rows_done, trouble = null,
         updated_at = clock_timestamp()
       where id = $1 and cursor is not distinct from $2 and state in ('running', 'paused')`,
      [id, jsonOf(cursor)],
    );
  }

  /** Remembers why it does not get on; the next one has its turn. */
  async postpone({ id }: Snapshot, trouble: string): Promise<void> {
    await this.database.query(
      `update log_tailer.snapshots set trouble = $2, updated_at = clock_timestamp() where id = $1`,
      [id, trouble],
    );
  }
}

const jsonOf = (cursor: SnapshotCursor): string | null =>
  cursor === null ? null : JSON.stringify(cursor);

const toSnapshot = (row: SnapshotRow): Snapshot => ({
  id: row.id,
  table: row.table_name,
  isInitial: row.is_initial,
  since: row.since ?? undefined,
  restaurantId: row.restaurant_id ?? undefined,
  state: row.state,
  cursor: row.cursor,
  lastKey: row.last_key,
  rowsDone: row.rows_done,
  rowsTotal: row.rows_total ?? undefined,
  trouble: row.trouble ?? undefined,
  requestedBy: row.requested_by,
  requestedAt: row.requested_at,
  updatedAt: row.updated_at,
});
