/** Where the monolith keeps its tables. */
export const SCHEMA = 'public';

/** The tables whose rows are published; no other table ever is, `consumers` least of all (I8). */
export const TAILED_TABLES = [
  'orders',
  'restaurants',
  'restaurant_opening_hours',
  'restaurant_closures',
  'courier_actions',
] as const;

export type TailedTable = (typeof TAILED_TABLES)[number];

export const isTailed = (schema: string, table: string): table is TailedTable =>
  schema === SCHEMA && (TAILED_TABLES as readonly string[]).includes(table);

/** Where a customer lives and what they pay with is nobody's business but the monolith's (I8). */
const LEFT_OUT: Readonly<Partial<Record<TailedTable, readonly string[]>>> = {
  orders: [
    'delivery_address_street1',
    'delivery_address_street2',
    'delivery_address_city',
    'delivery_address_state',
    'delivery_address_zip',
    'payment_token',
  ],
};

/** Whether a column's values may leave the monolith's database. */
export const isPublished = (table: TailedTable, column: string): boolean =>
  LEFT_OUT[table]?.includes(column) !== true;
