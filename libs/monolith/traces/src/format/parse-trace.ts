import { TraceError, type TraceProblem } from '../trace.errors.js';
import type { TraceOrder } from '../trace.js';
import { parseCsvTable } from './csv-table.js';
import { onlyDefined } from './only-defined.js';
import { checkOrderTimes } from './order-times.js';
import { RowReader } from './row-reader.js';
import { TRACE_COLUMNS } from './trace-columns.js';
import { UniqueIds } from './unique-ids.js';

/**
 * Reads a trace file's text into orders, in the file's order. All or nothing: anything wrong with
 * any row throws a TraceError that names file, line, column and the expected form of each problem.
 */
export function parseTrace(text: string, fileName: string): TraceOrder[] {
  const table = parseCsvTable(text, fileName, TRACE_COLUMNS);
  const problems: TraceProblem[] = [...table.problems];
  const orderIds = new UniqueIds('order_id');
  const orders = table.rows.map((row) => {
    const reader = new RowReader(row, fileName, problems);
    const order = readOrder(reader);
    checkOrderTimes(order, reader);
    orderIds.check(order.orderId, row.line, reader);
    return order;
  });
  if (orders.length === 0 && problems.length === 0) {
    problems.push({ file: fileName, line: 1, expected: 'at least one order below the header' });
  }
  if (problems.length > 0) throw new TraceError(problems);
  return orders;
}

function readOrder(reader: RowReader): TraceOrder {
  return onlyDefined({
    orderId: reader.requiredText('order_id'),
    restaurantId: reader.requiredText('restaurant_id'),
    consumerId: reader.requiredText('consumer_id'),
    courierId: reader.text('courier_id'),
    area: reader.text('area'),
    orderTotalCents: reader.cents('order_total'),
    createdAt: reader.requiredInstant('created_at'),
    promisedAt: reader.instant('promised_at'),
    acceptedAt: reader.instant('accepted_at'),
    preparingAt: reader.instant('preparing_at'),
    readyAt: reader.instant('ready_at'),
    pickedUpAt: reader.instant('picked_up_at'),
    deliveredAt: reader.instant('delivered_at'),
    cancelledAt: reader.instant('cancelled_at'),
  });
}
