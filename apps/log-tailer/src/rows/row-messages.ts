import { createHash } from 'node:crypto';
import type { PublishedMessage } from '@ftgo/platform-rabbitmq';
import type { Lsn } from '../log/lsn.js';
import { lsnNumber } from '../log/lsn.js';
import type { RowChange } from '../log/row-change.js';
import type { TailedTable } from '../tables.js';
import { SCHEMA } from '../tables.js';
import type { Row } from './column-value.js';
import type { Envelope, EnvelopeSource } from './envelope.js';
import type { ShrinkCause } from './fit-envelope.js';
import { fitEnvelope, weightOf } from './fit-envelope.js';

/** A message with roughly the memory that it takes until it is confirmed. */
export interface WeighedMessage {
  readonly message: PublishedMessage;
  readonly weight: number;
}

/** A row as a snapshot read it. */
export interface SnapshotRow {
  readonly snapshotId: string;
  /** Whether it belongs to the first snapshot of all, or to one that was asked for. */
  readonly isInitial: boolean;
  readonly table: TailedTable;
  readonly key: readonly string[];
  readonly row: Row;
  /** Every commit up to here is in the row. */
  readonly lsn: Lsn;
}

export interface RowMessagesOptions {
  readonly exchange: string;
  readonly topicPrefix: string;
  readonly slot: string;
  readonly database: string;
  /** Machine time, epoch ms. */
  readonly now: () => number;
  /** Told of each message that had to leave something out. */
  readonly onShrunk: (cause: ShrinkCause, table: TailedTable) => void;
}

const VERSION = 'ftgo-log-tailer-1';
const LONGEST_ID_BYTES = 255;

/**
 * Writes row changes as Debezium would. A change that is read again from the log, or a row that is
 * read again by the same snapshot, has the same message id.
 */
export class RowMessages {
  constructor(private readonly options: RowMessagesOptions) {}

  ofChange(change: RowChange): WeighedMessage {
    const { table, key, operation: op, before, after, transaction, order } = change;
    const lsn = lsnNumber(transaction.lsn);
    const source: EnvelopeSource = {
      ...this.sourceOf(table, lsn),
      ts_ms: transaction.committedAtMs,
      snapshot: 'false',
      txId: transaction.id,
    };
    const place = {
      id: `${transaction.id}:${lsn}`,
      total_order: order,
      data_collection_order: change.orderInTable,
    };
    const ts_ms = this.options.now();
    const envelope: Envelope = { before, after, source, op, ts_ms, transaction: place };
    return this.fitting(envelope, table, key, `${this.options.slot}:${lsn}:${order}`);
  }

  ofSnapshotRow({ snapshotId, isInitial, table, key, row, lsn }: SnapshotRow): WeighedMessage {
    const ts_ms = this.options.now();
    const source: EnvelopeSource = {
      ...this.sourceOf(table, lsnNumber(lsn)),
      ts_ms,
      snapshot: isInitial ? 'true' : 'incremental',
      txId: null,
    };
    const envelope: Envelope = {
      before: null,
      after: row,
      source,
      op: 'r',
      ts_ms,
      transaction: null,
    };
    const values = key.map((name) => String(row[name]));
    return this.fitting(envelope, table, key, snapshotRowId(snapshotId, table, values));
  }

  /** A sign of life on a routing key of its own, as Debezium's heartbeat topics have it. */
  ofHeartbeat(lsn: Lsn, sentAtMs: number): PublishedMessage {
    const { exchange, topicPrefix, slot } = this.options;
    return {
      exchange,
      routingKey: `__debezium-heartbeat.${topicPrefix}`,
      messageId: `${slot}:${lsnNumber(lsn)}:heartbeat`,
      body: { ts_ms: sentAtMs },
    };
  }

  private sourceOf(
    table: TailedTable,
    lsn: number,
  ): Omit<EnvelopeSource, 'ts_ms' | 'snapshot' | 'txId'> {
    const { topicPrefix, database } = this.options;
    return {
      version: VERSION,
      connector: 'postgresql',
      name: topicPrefix,
      db: database,
      // Debezium names the commit before as well; left out, so that a repetition is the same.
      sequence: JSON.stringify([null, String(lsn)]),
      schema: SCHEMA,
      table,
      lsn,
      xmin: null,
    };
  }

  private fitting(
    envelope: Envelope,
    table: TailedTable,
    key: readonly string[],
    messageId: string,
  ): WeighedMessage {
    const { exchange, topicPrefix, onShrunk } = this.options;
    const fitted = fitEnvelope(envelope, key);
    fitted.causes.forEach((cause) => onShrunk(cause, table));
    const routingKey = `${topicPrefix}.${SCHEMA}.${table}`;
    const message = { exchange, routingKey, messageId, body: fitted.envelope };
    return { message, weight: weightOf(fitted.envelope) };
  }
}

/** The key itself where it is short enough for a message id, else its fingerprint. */
function snapshotRowId(snapshotId: string, table: TailedTable, key: readonly string[]): string {
  const id = `${snapshotId}:${table}:${key.join(':')}`;
  if (Buffer.byteLength(id) <= LONGEST_ID_BYTES) return id;
  const fingerprint = createHash('sha256').update(JSON.stringify(key)).digest('hex');
  return `${snapshotId}:${table}:${fingerprint}`;
}
