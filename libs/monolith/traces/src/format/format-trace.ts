import type { TraceOrder } from '../trace.js';
import { formatCsv } from './csv-text.js';
import { formatInstant } from './instant.js';
import { TRACE_COLUMNS } from './trace-columns.js';

/** Writes orders as a trace file's text, in the order given. `parseTrace` reads the same orders back. */
export function formatTrace(orders: readonly TraceOrder[]): string {
  return formatCsv([TRACE_COLUMNS, ...orders.map(orderValues)]);
}

function orderValues(order: TraceOrder): string[] {
  return [
    order.orderId,
    order.restaurantId,
    order.consumerId,
    order.courierId ?? '',
    order.area ?? '',
    order.orderTotalCents === undefined ? '' : (order.orderTotalCents / 100).toFixed(2),
    formatInstant(order.createdAt),
    formatInstant(order.promisedAt),
    formatInstant(order.acceptedAt),
    formatInstant(order.preparingAt),
    formatInstant(order.readyAt),
    formatInstant(order.pickedUpAt),
    formatInstant(order.deliveredAt),
    formatInstant(order.cancelledAt),
  ];
}
