import type {
  ClosureRowFields,
  OpeningHoursRowFields,
  OrderFields,
  RestaurantFields,
} from '@ftgo/delayed-orders-domain';

interface Column {
  readonly name: string;
  readonly type: string;
}

/**
 * The replicated columns of an order. Their order is the order of `field_versions`: new ones go
 * to the end, and older rows then simply have no version for them.
 */
export const ORDER_COLUMNS: Readonly<Record<keyof OrderFields, Column>> = {
  state: { name: 'state', type: 'text' },
  consumerId: { name: 'consumer_id', type: 'bigint' },
  restaurantId: { name: 'restaurant_id', type: 'bigint' },
  courierId: { name: 'courier_id', type: 'bigint' },
  area: { name: 'area', type: 'text' },
  orderTotalCents: { name: 'order_total_cents', type: 'bigint' },
  createdAt: { name: 'created_at', type: 'timestamptz' },
  promisedAt: { name: 'promised_at', type: 'timestamptz' },
  acceptedAt: { name: 'accepted_at', type: 'timestamptz' },
  readyBy: { name: 'ready_by', type: 'timestamptz' },
  preparingAt: { name: 'preparing_at', type: 'timestamptz' },
  readyAt: { name: 'ready_at', type: 'timestamptz' },
  pickedUpAt: { name: 'picked_up_at', type: 'timestamptz' },
  deliveredAt: { name: 'delivered_at', type: 'timestamptz' },
  cancelledAt: { name: 'cancelled_at', type: 'timestamptz' },
  cancelledBy: { name: 'cancelled_by', type: 'text' },
  deletedAt: { name: 'deleted_at', type: 'timestamptz' },
  scheduledDeliveryAt: { name: 'scheduled_delivery_at', type: 'timestamptz' },
};

/** The replicated columns of a restaurant, in the order of `field_versions`. */
export const RESTAURANT_COLUMNS: Readonly<Record<keyof RestaurantFields, Column>> = {
  name: { name: 'name', type: 'text' },
  timeZone: { name: 'time_zone', type: 'text' },
  openingHours: { name: 'opening_hours', type: 'jsonb' },
  closures: { name: 'closures', type: 'jsonb' },
  rowVersion: { name: 'row_version', type: 'bigint' },
};

/** The columns of one replicated row of opening hours, in the order of `field_versions`. */
export const OPENING_HOURS_ROW_COLUMNS: Readonly<Record<keyof OpeningHoursRowFields, Column>> = {
  restaurantId: { name: 'restaurant_id', type: 'bigint' },
  dayOfWeek: { name: 'day_of_week', type: 'integer' },
  opens: { name: 'opens', type: 'text' },
  closes: { name: 'closes', type: 'text' },
  isDeleted: { name: 'is_deleted', type: 'boolean' },
};

/** The columns of one replicated row of closures, in the order of `field_versions`. */
export const CLOSURE_ROW_COLUMNS: Readonly<Record<keyof ClosureRowFields, Column>> = {
  restaurantId: { name: 'restaurant_id', type: 'bigint' },
  closedFrom: { name: 'closed_from', type: 'timestamptz' },
  closedTo: { name: 'closed_to', type: 'timestamptz' },
  isDeleted: { name: 'is_deleted', type: 'boolean' },
};
