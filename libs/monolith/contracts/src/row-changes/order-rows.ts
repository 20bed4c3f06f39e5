import type { OrderChange } from '../replica-change.js';
import { isKnownState, translateState } from '../order-states.js';
import type { Notice, Translation } from '../translation.js';
import { understood } from '../translation.js';
import type { RowChange } from './row-change.js';
import type { RowReader } from './row-reader.js';
import { unknownColumns } from './unknown-columns.js';

/** Columns that FTGO's `orders` has and the replica does not need. */
const NOT_NEEDED = [
  'delivery_address_street1',
  'delivery_address_street2',
  'delivery_address_city',
  'delivery_address_state',
  'delivery_address_zip',
  'order_minimum',
  'payment_token',
  'previous_ticket_state',
];

type Fields = OrderChange['fields'];

/**
 * What a row of `orders` says. The columns of FTGO's own script must exist, so that a renamed one
 * is found out; those that were added for this service may be absent.
 */
function fieldsOf(row: RowReader): Fields {
  return {
    state: translateState(row.required('order_state', row.text('order_state', 255))),
    consumerId: row.existing('consumer_id', row.id('consumer_id')),
    restaurantId: row.existing('restaurant_id', row.id('restaurant_id')),
    courierId: row.existing('assigned_courier_id', row.id('assigned_courier_id')),
    area: row.text('area', 100),
    orderTotalCents: row.cents('order_total'),
    createdAt: row.moment('created_at'),
    promisedAt: row.existing('delivery_time', row.moment('delivery_time')),
    acceptedAt: row.existing('accept_time', row.moment('accept_time')),
    readyBy: row.existing('ready_by', row.moment('ready_by')),
    preparingAt: row.existing('preparing_time', row.moment('preparing_time')),
    readyAt: row.existing('ready_for_pickup_time', row.moment('ready_for_pickup_time')),
    pickedUpAt: row.existing('picked_up_time', row.moment('picked_up_time')),
    deliveredAt: row.existing('delivered_time', row.moment('delivered_time')),
    cancelledAt: row.moment('cancelled_time'),
    cancelledBy: cancelledBy(row.text('cancelled_by', 255)),
    scheduledDeliveryAt: row.moment('scheduled_delivery_time'),
  };
}

const READ = [
  ...['id', 'version', 'order_state', 'consumer_id', 'restaurant_id', 'assigned_courier_id'],
  ...['area', 'order_total', 'created_at', 'delivery_time', 'accept_time', 'ready_by'],
  ...['preparing_time', 'ready_for_pickup_time', 'picked_up_time', 'delivered_time'],
  ...['cancelled_time', 'cancelled_by', 'scheduled_delivery_time'],
];
const KNOWN = new Set([...READ, ...NOT_NEEDED]);

/** A change of `orders`. @throws UnreadableColumnError, AbsurdMomentError */
export function translateOrderRow(change: RowChange, row: RowReader): Translation {
  const { operation, position } = change;
  const orderId = row.required('id', row.id('id'));
  const told = row.whole('version');
  if (operation === 'd') {
    // That it is gone matters; a flattened row need not tell since when.
    const fields = { deletedAt: change.committedAt ?? new Date(0) };
    const stamp = { version: told ?? 0, position, occurredAt: undefined };
    return understood([{ kind: 'order', orderId, ...stamp, fields }]);
  }
  const version = row.required('version', told);
  const fields = fieldsOf(row);
  return understood(
    [{ kind: 'order', orderId, version, position, occurredAt: undefined, fields }],
    [...unknownColumns(change, KNOWN), ...oddities(fields, row)],
  );
}

/** What contradicts itself or is new to us is kept, since the row is what it is, and counted. */
function oddities(fields: Fields, row: RowReader): Notice[] {
  const { state = '', createdAt, cancelledBy: by, ...times } = fields;
  const isBackwards = [times.deliveredAt, times.pickedUpAt, times.promisedAt].some(
    (at) => at != null && createdAt != null && at < createdAt,
  );
  const isNewCanceller = by === null && row.text('cancelled_by', 255) !== null;
  return [
    ...(isKnownState(state) ? [] : [unknownState(state)]),
    ...(isNewCanceller ? [unknownState('orders.cancelled_by')] : []),
    ...(isBackwards ? [{ cause: 'times-out-of-order' as const, detail: 'orders' }] : []),
  ];
}

const unknownState = (detail: string): Notice => ({ cause: 'unknown-state', detail });

function cancelledBy(text: string | null | undefined): Fields['cancelledBy'] {
  return text === 'CONSUMER' || text === 'RESTAURANT' || text == null ? text : null;
}
