import type { Row } from './column-value.js';

/** A row change as Debezium's connector for PostgreSQL publishes it, without its schema wrapper. */
export interface Envelope {
  readonly before: Row | null;
  readonly after: Row | null;
  readonly source: EnvelopeSource;
  /** Created, updated, deleted, read by a snapshot. */
  readonly op: 'c' | 'u' | 'd' | 'r';
  /** When the tailer wrote it (epoch ms, machine time). */
  readonly ts_ms: number;
  readonly transaction: EnvelopeTransaction | null;
}

export interface EnvelopeSource {
  readonly version: string;
  readonly connector: 'postgresql';
  readonly name: string;
  /** When the change was committed, or the snapshot read the row (epoch ms, machine time). */
  readonly ts_ms: number;
  readonly snapshot: 'false' | 'true' | 'incremental';
  readonly db: string;
  readonly sequence: string;
  readonly schema: string;
  readonly table: string;
  readonly txId: number | null;
  /**
   * Where the change's transaction was committed, as a number that is exact below 2^53. Of a
   * snapshot's row: a place up to which every commit is in the row. So a row read by a snapshot
   * is older than each change whose `lsn` is greater, and not older than any other.
   */
  readonly lsn: number;
  readonly xmin: null;
}

export interface EnvelopeTransaction {
  readonly id: string;
  /** The change's place in its transaction, from 1: (`source.lsn`, `total_order`) orders changes. */
  readonly total_order: number;
  readonly data_collection_order: number;
}
