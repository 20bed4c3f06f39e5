import type { REPLICATED_TABLES } from '@ftgo/monolith-contracts';

export type ReplicatedTable = keyof typeof REPLICATED_TABLES;

export type ColumnType =
  'id' | 'whole' | 'text' | 'moment' | 'money' | 'time' | 'weekday' | 'time zone';

/**
 * `value`: the row must have one. `column`: the column must exist, so that a renamed one is found
 * out, and may be null. `optional`: it was added for this service, or is not needed, and may be absent.
 */
export type Presence = 'value' | 'column' | 'optional';

/** A column that is read, and what it says of the replica's order, restaurant or hours. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly presence: Presence;
  readonly says: string;
  /** Characters of a text at most. */
  readonly longest?: number;
}

type Other = Exclude<ColumnType, 'text'>;

const column = (name: string, type: Other, presence: Presence, says: string): Column => ({
  name,
  type,
  presence,
  says,
});

const text = (name: string, longest: number, presence: Presence, says: string): Column => ({
  name,
  type: 'text',
  presence,
  says,
  longest,
});

/** The columns that are read, table by table; a spec holds them to what the translation reads. */
export const REPLICATED_COLUMNS: Readonly<Record<ReplicatedTable, readonly Column[]>> = {
  orders: [
    column('id', 'id', 'value', 'orderId'),
    column('version', 'whole', 'value', 'version'),
    text('order_state', 255, 'value', 'state'),
    column('consumer_id', 'id', 'column', 'consumerId'),
    column('restaurant_id', 'id', 'column', 'restaurantId'),
    column('assigned_courier_id', 'id', 'column', 'courierId'),
    column('delivery_time', 'moment', 'column', 'promisedAt'),
    column('accept_time', 'moment', 'column', 'acceptedAt'),
    column('ready_by', 'moment', 'column', 'readyBy'),
    column('preparing_time', 'moment', 'column', 'preparingAt'),
    column('ready_for_pickup_time', 'moment', 'column', 'readyAt'),
    column('picked_up_time', 'moment', 'column', 'pickedUpAt'),
    column('delivered_time', 'moment', 'column', 'deliveredAt'),
    column('created_at', 'moment', 'optional', 'createdAt'),
    text('area', 100, 'optional', 'area'),
    column('order_total', 'money', 'optional', 'orderTotalCents'),
    column('cancelled_time', 'moment', 'optional', 'cancelledAt'),
    text('cancelled_by', 255, 'optional', 'cancelledBy'),
    column('scheduled_delivery_time', 'moment', 'optional', 'scheduledDeliveryAt'),
  ],
  restaurants: [
    column('id', 'id', 'value', 'restaurantId'),
    text('name', 20_000, 'column', 'name'),
    column('time_zone', 'time zone', 'optional', 'timeZone'),
    column('version', 'whole', 'optional', 'version'),
  ],
  restaurant_opening_hours: [
    column('id', 'id', 'value', 'rowId'),
    column('restaurant_id', 'id', 'value', 'restaurantId'),
    column('day_of_week', 'weekday', 'value', 'dayOfWeek'),
    column('opens', 'time', 'value', 'opens'),
    column('closes', 'time', 'value', 'closes'),
  ],
  restaurant_closures: [
    column('id', 'id', 'value', 'rowId'),
    column('restaurant_id', 'id', 'value', 'restaurantId'),
    column('closed_from', 'moment', 'value', 'closedFrom'),
    column('closed_to', 'moment', 'value', 'closedTo'),
  ],
  courier_actions: [
    column('order_id', 'id', 'optional', 'orderId'),
    text('type', 255, 'column', 'only DROPOFF says something'),
    column('time', 'moment', 'column', 'scheduledDeliveryAt'),
  ],
};

/** What of a deleted row must be known; of a courier's action nothing, since another row follows. */
export const KEYS: Readonly<Record<ReplicatedTable, readonly string[]>> = {
  orders: ['id'],
  restaurants: ['id'],
  restaurant_opening_hours: ['id'],
  restaurant_closures: ['id'],
  courier_actions: [],
};
