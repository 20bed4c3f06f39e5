/** A row of one of FTGO's tables, or a block of Debezium's envelope. */
export type SampleRow = Readonly<Record<string, unknown>>;

/**
 * A wall clock on 3 October 2026 as PostgreSQL's `timestamp` travels: microseconds since 1970 as
 * if it were UTC.
 */
export const wallClockMicros = (time: string): number =>
  Date.parse(`2026-10-03T${time}:00Z`) * 1000;

/** Order 42 just accepted: consumer 7 wants it from Ajanta for 19:00, the kitchen at 18:25. */
export function orderRow(overrides: SampleRow = {}): SampleRow {
  return {
    id: 42,
    version: 1,
    order_state: 'ACCEPTED',
    consumer_id: 7,
    restaurant_id: 1,
    assigned_courier_id: 3,
    delivery_time: wallClockMicros('19:00'),
    delivery_address_street1: '9 Amazing View',
    delivery_address_street2: null,
    delivery_address_city: 'Oakland',
    delivery_address_state: 'CA',
    delivery_address_zip: '94612',
    order_minimum: '2147483647.00',
    payment_token: null,
    ready_by: wallClockMicros('18:25'),
    accept_time: wallClockMicros('18:03'),
    preparing_time: null,
    ready_for_pickup_time: null,
    picked_up_time: null,
    delivered_time: null,
    previous_ticket_state: null,
    ...overrides,
  };
}

/** Ajanta, with the zone and the version that this service needs. */
export function restaurantRow(overrides: SampleRow = {}): SampleRow {
  return {
    id: 1,
    name: 'Ajanta',
    street1: '1 Main Street',
    street2: 'Unit 99',
    city: 'Oakland',
    state: 'CA',
    zip: '94611',
    time_zone: 'America/Los_Angeles',
    version: 2,
    ...overrides,
  };
}

const HOUR_MICROS = 3_600_000_000;

/** Ajanta opens on Saturdays from 11:00 to 22:30. */
export const openingHoursRow = (overrides: SampleRow = {}): SampleRow => ({
  id: 6,
  restaurant_id: 1,
  day_of_week: 6,
  opens: 11 * HOUR_MICROS,
  closes: 22.5 * HOUR_MICROS,
  ...overrides,
});

/** Ajanta closes early, from 20:00 to 23:00. */
export const closureRow = (overrides: SampleRow = {}): SampleRow => ({
  id: 8,
  restaurant_id: 1,
  closed_from: wallClockMicros('20:00'),
  closed_to: wallClockMicros('23:00'),
  ...overrides,
});

/** Courier 3 is to drop order 42 off at 18:55. */
export const courierActionRow = (overrides: SampleRow = {}): SampleRow => ({
  id: 12,
  courier_id: 3,
  order_id: 42,
  time: wallClockMicros('18:55'),
  type: 'DROPOFF',
  ...overrides,
});

/** Where a change stands in PostgreSQL's log. */
export const postgresSource = (table: string, overrides: SampleRow = {}): SampleRow => ({
  version: '3.0.0.Final',
  connector: 'postgresql',
  name: 'ftgo',
  ts_ms: 1791050712000,
  snapshot: 'false',
  db: 'ftgo',
  schema: 'public',
  table,
  txId: 571,
  lsn: 24023128,
  ...overrides,
});

/** Where a change stands in MySQL's binlog. */
export const mysqlSource = (table: string, overrides: SampleRow = {}): SampleRow => ({
  version: '3.0.0.Final',
  connector: 'mysql',
  name: 'ftgo',
  ts_ms: 1791050712000,
  snapshot: 'false',
  db: 'ftgo',
  table,
  server_id: 1,
  gtid: null,
  file: 'mysql-bin.000003',
  pos: 484,
  row: 0,
  thread: 7,
  query: null,
  ...overrides,
});

/** A row change in Debezium's envelope: an update of `table`, unless it is said otherwise. */
export function rowMessage(table: string, row: SampleRow, overrides: SampleRow = {}): SampleRow {
  const { op = 'u' } = overrides;
  const images = op === 'd' ? { before: row, after: null } : { before: null, after: row };
  return { ...images, source: postgresSource(table), op, ts_ms: 1791050712523, ...overrides };
}

/**
 * Rows of a table as its changes follow one another along PostgreSQL's log, from `lsn` on; a
 * deleted one has `op: 'd'`.
 */
export const rowsAlongTheLog = (
  table: string,
  images: readonly SampleRow[],
  lsn = 1_000,
): SampleRow[] =>
  images.map(({ op = 'u', ...row }, index) =>
    rowMessage(table, row, { op, source: postgresSource(table, { lsn: lsn + index }) }),
  );

/** The same with the schema wrapper around it, which tells the types of the columns. */
export function withSchema(message: SampleRow, types: Readonly<Record<string, string>>): SampleRow {
  const columns = Object.entries(types).map(([field, name]) => ({ type: 'int64', name, field }));
  const image = (field: string) => ({ type: 'struct', fields: columns, field });
  const fields = [image('before'), image('after'), { type: 'string', field: 'op' }];
  return { schema: { type: 'struct', fields }, payload: message };
}

/** A row by itself, as the transformation `ExtractNewRecordState` leaves it, with additions. */
export const flattened = (row: SampleRow, additions: SampleRow = {}): SampleRow => ({
  ...row,
  ...Object.fromEntries(Object.entries(additions).map(([name, value]) => [`__${name}`, value])),
});
