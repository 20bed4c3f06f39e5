import type { Database, Queryable } from '@ftgo/platform-postgres';
import type { Lsn } from '../log/lsn.js';
import { lsnOf, lsnText } from '../log/lsn.js';
import type { Slot, SlotRecord } from './slot.js';

interface SlotRow {
  readonly plugin: string;
  readonly is_of_this_database: boolean;
  readonly active: boolean;
  readonly confirmed_flush_lsn: string | null;
  readonly wal_status: string | null;
  readonly invalidation_reason: string | null;
  readonly lag_bytes: number | null;
  readonly retained_bytes: number | null;
}

interface RecordRow {
  readonly created_at: Date;
  readonly visible_lsn: string;
  readonly unusable_because: string | null;
  readonly recreation_requested_by: string | null;
}

/** `invalidation_reason` came with PostgreSQL 17; asking for it by name would fail before. */
const READ_SLOT = `
select plugin, database = current_database() as is_of_this_database, active,
  confirmed_flush_lsn::text, wal_status,
  to_jsonb(s) ->> 'invalidation_reason' as invalidation_reason,
  pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn)::float8 as lag_bytes,
  pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::float8 as retained_bytes
from pg_replication_slots s where slot_name = $1`;

const READ_RECORD = `
select created_at, visible_lsn::text, unusable_because, recreation_requested_by
from log_tailer.slots where slot_name = $1`;

const RECORD_BIRTH = `
insert into log_tailer.slots (slot_name, created_at, visible_lsn)
values ($1, clock_timestamp(), $2)
on conflict (slot_name) do update set created_at = excluded.created_at,
  visible_lsn = excluded.visible_lsn, unusable_because = null,
  recreation_requested_by = null, recreation_requested_at = null`;

/** The slot on the server, and what the tailer's own table remembers of it. */
export class PostgresSlot {
  constructor(
    private readonly database: Database,
    readonly name: string,
  ) {}

  async read(): Promise<Slot | undefined> {
    const [row] = await this.database.query<SlotRow>(READ_SLOT, [this.name]);
    return row && toSlot(row);
  }

  async record(): Promise<SlotRecord | undefined> {
    const [row] = await this.database.query<RecordRow>(READ_RECORD, [this.name]);
    return (
      row && {
        createdAt: row.created_at,
        visibleLsn: lsnOf(row.visible_lsn),
        unusableBecause: row.unusable_because ?? undefined,
        recreationRequestedBy: row.recreation_requested_by ?? undefined,
      }
    );
  }

  /** Remembers that the slot was made; from here on a missing one is a lost one. */
  async recordBirth(transaction: Queryable, visibleLsn: Lsn): Promise<void> {
    await transaction.query(RECORD_BIRTH, [this.name, lsnText(visibleLsn)]);
  }

  /** Keeps the newest of the positions that are told. */
  async recordVisible(visibleLsn: Lsn): Promise<void> {
    await this.database.query(
      `update log_tailer.slots set visible_lsn = $2 where slot_name = $1 and visible_lsn < $2`,
      [this.name, lsnText(visibleLsn)],
    );
  }

  /** Remembers why the log can no longer be read through it, or with undefined that it can. */
  async recordUsability(unusableBecause: string | undefined): Promise<void> {
    await this.database.query(
      `update log_tailer.slots set unusable_because = $2
       where slot_name = $1 and unusable_because is distinct from $2`,
      [this.name, unusableBecause ?? null],
    );
  }

  /** Asks the active tailer for a new slot; asking again changes nothing. */
  async requestRecreation(requestedBy: string): Promise<void> {
    await this.database.query(
      `update log_tailer.slots set recreation_requested_by = $2,
         recreation_requested_at = clock_timestamp()
       where slot_name = $1 and recreation_requested_by is null`,
      [this.name, requestedBy],
    );
  }

  /** Removes it from the server, if it is there. @throws when somebody streams from it */
  async drop(): Promise<void> {
    await this.database.query(
      `select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1`,
      [this.name],
    );
  }
}

function toSlot(row: SlotRow): Slot {
  const isLost = row.wal_status === 'lost' || row.invalidation_reason !== null;
  const reason = row.invalidation_reason === null ? '' : ` (${row.invalidation_reason})`;
  return {
    plugin: row.plugin,
    isOfThisDatabase: row.is_of_this_database,
    isActive: row.active,
    confirmedLsn: row.confirmed_flush_lsn === null ? undefined : lsnOf(row.confirmed_flush_lsn),
    loss: isLost ? `the server has invalidated it${reason}` : undefined,
    lagBytes: row.lag_bytes ?? 0,
    retainedBytes: row.retained_bytes ?? 0,
  };
}
