import { type CsvRow, parseCsvTable } from '../format/csv-table.js';
import { onlyDefined } from '../format/only-defined.js';
import { RowReader } from '../format/row-reader.js';
import { TraceError, type TraceProblem } from '../trace.errors.js';
import type { TraceOrder } from '../trace.js';
import { traceOf } from '../trace-of.js';
import { ChangeCounts } from './change-counts.js';
import type { ImportedTrace } from './imported-trace.js';

const COLUMNS = [
  'order_id',
  'created_s',
  'placed_with_restaurant_s',
  'driver_at_restaurant_s',
  'delivered_s',
  'driver_id',
  'restaurant_id',
  'consumer_id',
  'region',
  'asap',
  'order_total',
] as const;

/** The source counts seconds from day 01 of a month that it does not name; it becomes this one. */
export const BAY_AREA_ANCHOR = new Date('2026-01-01T00:00:00Z');
const SECONDS_FORM = 'whole seconds such as 75806';
const PROMISE_MINUTES = 60;
const TIME_ZONE = 'America/Los_Angeles';

const NOTES = [
  `the source names no month: its day 01 00:00 is taken as ${BAY_AREA_ANCHOR.toISOString()}`,
  `the source has no promises: every order is promised ${PROMISE_MINUTES} minutes after creation`,
  'opening hours are unknown; the driver at the restaurant is taken as the pick-up',
];

/**
 * Turns the bay-area-stages set into a trace of its orders for "as soon as possible". Clocks gone
 * wrong are put right: an event lies no earlier than the one before it, and one after the delivery
 * is dropped. Throws a TraceError when the text is not that set.
 */
export function importBayArea(text: string, fileName: string): ImportedTrace {
  const table = parseCsvTable(text, fileName, COLUMNS, 'ignored');
  const problems: TraceProblem[] = [...table.problems];
  const changes = new ChangeCounts();
  const orders = table.rows
    .filter((row) => isAsap(row, changes))
    .flatMap((row) => importOrder(new RowReader(row, fileName, problems), changes) ?? []);
  if (problems.length > 0) throw new TraceError(problems);
  return {
    trace: traceOf(orders, [], TIME_ZONE),
    rowsRead: table.rows.length,
    changes: changes.all(),
    notes: NOTES,
  };
}

function isAsap(row: CsvRow, changes: ChangeCounts): boolean {
  const asap = row.values['asap'] === '1';
  if (!asap) changes.add('left out: ordered for a later time');
  return asap;
}

function importOrder(reader: RowReader, changes: ChangeCounts): TraceOrder | undefined {
  const createdAt = reader.required('created_s', SECONDS_FORM, sinceAnchor);
  const deliveredAt = reader.required('delivered_s', SECONDS_FORM, sinceAnchor);
  if (!createdAt || !deliveredAt) return undefined;
  if (deliveredAt < createdAt) {
    changes.add('left out: delivered before it was created');
    return undefined;
  }
  const within = (column: string, from: Date): Date | undefined =>
    putRight(
      { column, at: reader.optional(column, SECONDS_FORM, sinceAnchor) },
      from,
      deliveredAt,
      changes,
    );
  const acceptedAt = within('placed_with_restaurant_s', createdAt);
  const pickedUpAt = within('driver_at_restaurant_s', acceptedAt ?? createdAt);
  return onlyDefined({
    orderId: reader.requiredText('order_id'),
    restaurantId: reader.requiredText('restaurant_id'),
    consumerId: reader.requiredText('consumer_id'),
    courierId: reader.text('driver_id'),
    area: reader.text('region'),
    orderTotalCents: reader.cents('order_total'),
    createdAt,
    promisedAt: new Date(createdAt.getTime() + PROMISE_MINUTES * 60_000),
    acceptedAt,
    pickedUpAt,
    deliveredAt,
  });
}

function sinceAnchor(seconds: string): Date | undefined {
  if (!/^-?\d{1,9}$/.test(seconds)) return undefined;
  return new Date(BAY_AREA_ANCHOR.getTime() + Number(seconds) * 1000);
}

function putRight(
  { column, at }: { readonly column: string; readonly at: Date | undefined },
  from: Date,
  deliveredAt: Date,
  changes: ChangeCounts,
): Date | undefined {
  if (at && at > deliveredAt) {
    changes.add(`${column} dropped: after the delivery`);
    return undefined;
  }
  if (at && at < from) {
    changes.add(`${column} moved: before the event that it follows`);
    return from;
  }
  return at;
}
