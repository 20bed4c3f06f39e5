import type { Pgoutput } from 'pg-logical-replication';
import type { Row } from '../rows/column-value.js';
import type { TailedTable } from '../tables.js';
import { isTailed } from '../tables.js';
import { readHeartbeat } from './heartbeat.js';
import { UnreadableLogError } from './log.errors.js';
import type { LogEntry } from './log-entry.js';
import type { LogMessage } from './log-message.js';
import { loggedKey, loggedRow } from './logged-row.js';
import type { Lsn } from './lsn.js';
import { lsnOf } from './lsn.js';
import type { RowChange, Transaction } from './row-change.js';

type Changing = Pgoutput.MessageInsert | Pgoutput.MessageUpdate | Pgoutput.MessageDelete;

const OPERATIONS = { insert: 'c', update: 'u', delete: 'd' } as const;

/** Puts the messages of one stream together: which change, of which transaction, in which place. */
export class LogEntryReader {
  private transaction: Transaction | undefined;
  /** How many changes the transaction has had so far, in all and by table. */
  private changes = 0;
  private readonly changesByTable = new Map<string, number>();

  /** @param heartbeatPrefix tells our heartbeats from other programs' messages in the log */
  constructor(private readonly heartbeatPrefix: string) {}

  /** @throws UnreadableLogError */
  read(message: LogMessage): LogEntry[] {
    switch (message.tag) {
      case 'begin':
        this.begin(message);
        return [];
      case 'insert':
      case 'update':
      case 'delete':
        return this.readChange(message);
      case 'truncate':
        return message.relations.map(({ schema, name: table }) => ({
          kind: 'unpublished',
          schema,
          table,
          operation: 't',
        }));
      case 'commit':
        return [{ kind: 'commit', lsn: placeOf(message.commitLsn) }];
      case 'message':
        return this.readMessage(message);
      case 'unreadable':
        throw new UnreadableLogError(message.cause);
      default:
        // Descriptions of tables and types, which the decoder has taken in, and origins.
        return [];
    }
  }

  private begin({ commitLsn, commitTime, xid }: Pgoutput.MessageBegin): void {
    this.transaction = {
      lsn: placeOf(commitLsn),
      // The library reads it with a sign.
      id: xid >>> 0,
      committedAtMs: Math.floor(Number(commitTime) / 1000),
    };
    this.changes = 0;
    this.changesByTable.clear();
  }

  private readChange(message: Changing): LogEntry[] {
    const { relation, tag } = message;
    const { schema, name: table } = relation;
    if (!isTailed(schema, table)) {
      return [{ kind: 'unpublished', schema, table, operation: OPERATIONS[tag] }];
    }
    const key = relation.keyColumns;
    const before = rowBefore(table, message);
    const after = tag === 'delete' ? null : loggedRow(table, relation, message.new);
    // A row whose key changed is another row to whoever keeps rows by their keys.
    if (tag === 'update' && message.key !== null) {
      return [
        this.change({ operation: 'd', table, key, before, after: null }),
        this.change({ operation: 'c', table, key, before: null, after }),
      ];
    }
    return [this.change({ operation: OPERATIONS[tag], table, key, before, after })];
  }

  private change(change: Omit<RowChange, 'transaction' | 'order' | 'orderInTable'>): LogEntry {
    const { transaction } = this;
    if (transaction === undefined) {
      throw new UnreadableLogError(new Error('a change stands outside of a transaction'));
    }
    const order = (this.changes += 1);
    const orderInTable = (this.changesByTable.get(change.table) ?? 0) + 1;
    this.changesByTable.set(change.table, orderInTable);
    return { kind: 'change', change: { ...change, transaction, order, orderInTable } };
  }

  private readMessage({ prefix, content, messageLsn }: Pgoutput.MessageMessage): LogEntry[] {
    if (prefix !== this.heartbeatPrefix) return [];
    const sentAtMs = readHeartbeat(content);
    return sentAtMs === undefined
      ? []
      : [{ kind: 'heartbeat', lsn: placeOf(messageLsn), sentAtMs }];
  }
}

/** The whole row under REPLICA IDENTITY FULL, else its key; an update tells it only when it changed. */
function rowBefore(table: TailedTable, message: Changing): Row | null {
  if (message.tag === 'insert') return null;
  const { relation, old, key } = message;
  if (old !== null) return loggedRow(table, relation, old);
  return key === null ? null : loggedKey(relation, key);
}

/** The library has null for the log's very beginning, where nothing of ours ever stands. */
function placeOf(lsn: string | null): Lsn {
  if (lsn === null) throw new UnreadableLogError(new Error('a message without its place'));
  return lsnOf(lsn);
}
