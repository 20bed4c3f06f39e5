/** The columns of a trace file, in the order in which it is written. */
export const TRACE_COLUMNS = [
  'order_id',
  'restaurant_id',
  'consumer_id',
  'courier_id',
  'area',
  'order_total',
  'created_at',
  'promised_at',
  'accepted_at',
  'preparing_at',
  'ready_at',
  'picked_up_at',
  'delivered_at',
  'cancelled_at',
] as const;

/** The columns of the file about its restaurants, in the order in which it is written. */
export const TRACE_RESTAURANT_COLUMNS = [
  'restaurant_id',
  'name',
  'time_zone',
  'opens',
  'closes',
  'closes_early_announced_at',
  'closes_early_at',
] as const;
