import { isWithinReason } from '../instant.js';
import type { JsonObject } from '../json.js';
import { isJsonObject } from '../json.js';
import { isName, nameOf } from '../translation.js';
import { logPosition } from './log-position.js';
import type { MisunderstoodRow, RowChange, RowMessage, RowOperation } from './row-change.js';
import type { Unwrapped } from './schema-wrapper.js';
import { unwrapped } from './schema-wrapper.js';

/** Debezium's heartbeat topics begin so; the log tailer's do too. */
const HEARTBEAT_TOPIC = '__debezium-heartbeat';

/**
 * Reads one message of Debezium's or of the log tailer, in any of the forms that Debezium
 * Server's RabbitMQ sink sends: with or without the schema wrapper, enveloped or flattened.
 * @param routingKey names the table where the body does not.
 */
export function readRowMessage(body: unknown, routingKey: string): RowMessage {
  const { payload, typeOf } = unwrapped(body);
  // A tombstone is null; the sink cannot send nothing and writes the word "default".
  if (payload === null || payload === 'default') return { kind: 'no-news' };
  if (!isJsonObject(payload)) return wrongSchema('(body): an object is expected');
  if (isHeartbeat(payload, routingKey)) return heartbeat(payload['ts_ms']);
  if (isAboutNoRow(payload)) return { kind: 'no-news' };
  return 'op' in payload && 'source' in payload
    ? fromEnvelope(payload, typeOf, routingKey)
    : fromFlattened(payload, typeOf, routingKey);
}

/** By its topic, or, where the routing key tells no topic, by being nothing but a time. */
const isHeartbeat = (payload: JsonObject, routingKey: string): boolean =>
  routingKey.startsWith(HEARTBEAT_TOPIC) ||
  ('ts_ms' in payload && Object.keys(payload).length === 1);

function heartbeat(sentAtMs: unknown): RowMessage {
  if (typeof sentAtMs !== 'number') return wrongSchema('ts_ms: not a number');
  return isWithinReason(sentAtMs)
    ? { kind: 'heartbeat', sentAt: new Date(sentAtMs) }
    : misunderstood('absurd-moment', 'ts_ms: not between the years 2000 and 2100');
}

/** The bounds of a transaction, a change of the schema, a message that was written into the log. */
function isAboutNoRow(payload: JsonObject): boolean {
  const { op, status } = payload;
  const isBoundary = (status === 'BEGIN' || status === 'END') && 'event_count' in payload;
  const isSchemaChange = op === undefined && 'ddl' in payload && 'source' in payload;
  return isBoundary || isSchemaChange || op === 'm';
}

function fromEnvelope(
  payload: JsonObject,
  typeOf: Unwrapped['typeOf'],
  routingKey: string,
): RowMessage {
  const { op, before, after, source, transaction } = payload;
  if (!isJsonObject(source)) return wrongSchema('source: an object is expected');
  if (!isOperation(op)) return unknownOperation(op);
  const row = op === 'd' ? before : after;
  if (!isJsonObject(row)) return wrongSchema(op === 'd' ? 'before: is absent' : 'after: is absent');
  return changeOf({ table: source['table'], op, row, typeOf, source, transaction }, routingKey);
}

/** A row by itself (`ExtractNewRecordState`), with what the connector was told to add. */
function fromFlattened(
  row: JsonObject,
  typeOf: Unwrapped['typeOf'],
  routingKey: string,
): RowMessage {
  const isDeleted = row['__deleted'] === true || row['__deleted'] === 'true';
  const op = isDeleted ? 'd' : (row['__op'] ?? 'u');
  if (!isOperation(op)) return unknownOperation(op);
  const added = (name: string): unknown => row[`__source_${name}`] ?? row[`__${name}`];
  const source = {
    lsn: added('lsn'),
    file: added('file'),
    pos: added('pos'),
    row: added('row'),
    snapshot: added('snapshot'),
    ts_ms: added('ts_ms'),
  };
  const table = added('table');
  return changeOf({ table, op, row, typeOf, source, transaction: undefined }, routingKey);
}

interface ChangeParts {
  readonly table: unknown;
  readonly op: RowOperation;
  readonly row: JsonObject;
  readonly typeOf: RowChange['typeOf'];
  readonly source: JsonObject;
  readonly transaction: unknown;
}

function changeOf({ op, source, ...parts }: ChangeParts, routingKey: string): RowMessage {
  const table = parts.table ?? tableOf(routingKey);
  if (typeof table !== 'string' || !isName(table)) {
    return wrongSchema('table: neither the message nor its routing key names one');
  }
  const isSnapshot = op === 'r' || isSnapshotMark(source['snapshot']);
  const position = logPosition(source, isSnapshot, parts.transaction);
  const committedAt = committed(source['ts_ms']);
  const { row, typeOf } = parts;
  return { kind: 'change', change: { table, operation: op, row, typeOf, position, committedAt } };
}

const OPERATIONS: readonly unknown[] = ['c', 'u', 'd', 'r'] satisfies RowOperation[];
const isOperation = (op: unknown): op is RowOperation => OPERATIONS.includes(op);

const isSnapshotMark = (mark: unknown): boolean =>
  mark != null && mark !== false && mark !== 'false';

/** Topics are named `<prefix>.<database or schema>.<table>`; a routing key need not be one. */
const tableOf = (routingKey: string): string | undefined =>
  isName(routingKey) ? routingKey.slice(routingKey.lastIndexOf('.') + 1) : undefined;

/** An absurd time of commit is as good as none: it orders nothing. */
const committed = (ms: unknown): Date | undefined =>
  typeof ms === 'number' && isWithinReason(ms) ? new Date(ms) : undefined;

const misunderstood = (cause: MisunderstoodRow['cause'], detail: string): MisunderstoodRow => ({
  kind: 'misunderstood',
  cause,
  detail,
});

const wrongSchema = (detail: string): MisunderstoodRow => misunderstood('wrong-schema', detail);

const unknownOperation = (op: unknown): MisunderstoodRow =>
  misunderstood('unknown-operation', `op: ${nameOf(op)} is no operation on a row`);
