import { parseCsvTable } from '../format/csv-table.js';
import { onlyDefined } from '../format/only-defined.js';
import { RowReader } from '../format/row-reader.js';
import { parseInstant } from '../format/instant.js';
import { TraceError, type TraceProblem } from '../trace.errors.js';
import type { TraceOrder } from '../trace.js';
import { traceOf } from '../trace-of.js';
import { ChangeCounts } from './change-counts.js';
import type { ImportedTrace } from './imported-trace.js';

const COLUMNS = [
  'order_id',
  'created_at',
  'promised_at',
  'delivered_at',
  'venue_id',
  'drop_area',
] as const;
const TIME_ZONE = 'Europe/Helsinki';
/** Ours, not the source's: it tells how many items an order has, and nothing of their prices. */
const CENTS_AN_ITEM = 1_000;

const NOTES = [
  'times have a resolution of one minute and no zone in the source; they are read as UTC',
  'consumers are unknown: every order has one of its own',
  'stages between creation and delivery, couriers and opening hours are unknown',
  'order totals are unknown: each item counts as 10.00, so that large orders are told from small ones',
];

/**
 * Turns the wolt-helsinki-2020 set into a trace of orders with a promise and a delivery. Throws a
 * TraceError when the text is not that set.
 */
export function importWolt(text: string, fileName: string): ImportedTrace {
  const table = parseCsvTable(text, fileName, COLUMNS, 'ignored');
  const problems: TraceProblem[] = [...table.problems];
  const changes = new ChangeCounts();
  const orders = table.rows
    .map((row) => readOrder(new RowReader(row, fileName, problems)))
    .filter((order) => endsAfterItBegins(order, changes));
  if (problems.length > 0) throw new TraceError(problems);
  return {
    trace: traceOf(orders, [], TIME_ZONE),
    rowsRead: table.rows.length,
    changes: changes.all(),
    notes: NOTES,
  };
}

function readOrder(reader: RowReader): TraceOrder {
  const orderId = reader.requiredText('order_id');
  return onlyDefined({
    orderId,
    restaurantId: reader.requiredText('venue_id'),
    consumerId: orderId,
    area: reader.text('drop_area'),
    orderTotalCents: reader.optional('items', 'a number of items such as 2', totalOf),
    createdAt: instant(reader, 'created_at'),
    promisedAt: instant(reader, 'promised_at'),
    deliveredAt: instant(reader, 'delivered_at'),
  });
}

function totalOf(items: string): number | undefined {
  return /^\d{1,4}$/.test(items) ? Number(items) * CENTS_AN_ITEM : undefined;
}

function instant(reader: RowReader, column: string): Date {
  const read = reader.required(column, 'a local time such as 2020-08-01T06:07:00', (value) =>
    parseInstant(`${value}Z`),
  );
  return read ?? new Date(Number.NaN);
}

function endsAfterItBegins(order: TraceOrder, changes: ChangeCounts): boolean {
  const { createdAt, promisedAt = createdAt, deliveredAt = createdAt } = order;
  const inOrder = !(promisedAt < createdAt || deliveredAt < createdAt);
  if (!inOrder) changes.add('left out: promised or delivered before it was created');
  return inOrder;
}
