import type { Notice, Translation } from '../translation.js';
import { nothing, understood } from '../translation.js';
import type { RowChange } from './row-change.js';
import type { RowReader } from './row-reader.js';
import { unknownColumns } from './unknown-columns.js';

const KNOWN = new Set(['id', 'courier_id', 'order_id', 'time', 'type']);

/**
 * A change of `courier_actions`: the drop-off is the only estimate that FTGO itself makes. Its
 * collections are rewritten whole, so a deletion is followed by the row that replaces it and says
 * nothing by itself; the row has no version and yields to what the order's own row says.
 */
export function translateCourierActionRow(change: RowChange, row: RowReader): Translation {
  if (change.operation === 'd') return nothing();
  const orderId = row.id('order_id');
  const type = row.existing('type', row.text('type', 255));
  const scheduledDeliveryAt = row.existing('time', row.moment('time'));
  const notices = [...unknownColumns(change, KNOWN), ...unknownType(type)];
  if (type !== 'DROPOFF' || orderId == null) return nothing(...notices);
  const { position } = change;
  const fields = { scheduledDeliveryAt };
  return understood(
    [{ kind: 'order', orderId, version: 0, position, occurredAt: undefined, fields }],
    notices,
  );
}

const unknownType = (type: string | null | undefined): Notice[] =>
  type === 'PICKUP' || type === 'DROPOFF'
    ? []
    : [{ cause: 'unknown-state', detail: 'courier_actions.type' }];
