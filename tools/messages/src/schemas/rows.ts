import { RESTAURANT_EVENTS } from '@ftgo/monolith-contracts';
import { z } from 'zod';
import type { Column, ColumnType, ReplicatedTable } from './replicated-columns.js';
import { KEYS, REPLICATED_COLUMNS } from './replicated-columns.js';
import { RowId, RowMoment, RowMoney, RowTime, RowWeekday, RowWhole } from './row-values.js';

const VALUES: Readonly<Record<Exclude<ColumnType, 'text'>, z.ZodType>> = {
  id: RowId,
  whole: RowWhole,
  moment: RowMoment,
  money: RowMoney,
  time: RowTime,
  weekday: RowWeekday,
  'time zone': RESTAURANT_EVENTS['ftgo.restaurant.created.v1'].shape.timeZone,
};

/** What a row of each table looks like, as far as it is read. */
export const ROWS = Object.fromEntries(
  Object.entries(REPLICATED_COLUMNS).map(([table, columns]) => [table, rowOf(columns)]),
) as Readonly<Record<ReplicatedTable, z.ZodType>>;

function rowOf(columns: readonly Column[]): z.ZodType {
  return z.looseObject(Object.fromEntries(columns.map((each) => [each.name, valueOf(each)])));
}

function valueOf({ type, presence, longest = Infinity }: Column): z.ZodType {
  const value = type === 'text' ? z.string().max(longest) : VALUES[type];
  if (presence === 'value') return value;
  return presence === 'column' ? value.nullable() : value.nullish();
}

const Count = z.union([z.number(), z.string()]).nullish();

/** Where a change stands in the log: by `lsn` and its place in the transaction, or by MySQL’s three. */
export const RowSource = z.looseObject({
  lsn: Count,
  file: z.string().nullish(),
  pos: Count,
  row: Count,
  snapshot: z.union([z.boolean(), z.string()]).nullish(),
  ts_ms: z.number().nullish(),
});

export const RowTransaction = z.looseObject({ total_order: Count });

/** A change of a row in Debezium's envelope, without its schema wrapper. */
export function rowChangeOf(table: ReplicatedTable): z.ZodType {
  const source = z.intersection(RowSource, z.looseObject({ table: z.literal(table) }));
  const place = { source, transaction: RowTransaction.nullish() };
  const key = z.looseObject(Object.fromEntries(KEYS[table].map((column) => [column, RowId])));
  return z.union([
    z.looseObject({ op: z.enum(['c', 'u', 'r']), after: ROWS[table], ...place }),
    z.looseObject({ op: z.literal('d'), before: key, ...place }),
  ]);
}
