import { translateRowChange } from '@ftgo/monolith-contracts';
import { asyncApiDocument } from '../asyncapi/asyncapi-document.js';
import { catalogueNow } from '../testing/checkout.js';
import { PayloadValidator } from '../testing/payload-validator.js';
import type { ReplicatedTable } from './replicated-columns.js';

const VALIDATOR = new PayloadValidator(asyncApiDocument(catalogueNow()));

const HOURS = { id: 6, restaurant_id: 1, day_of_week: 6, opens: '11:00', closes: '22:30' };
const CLOSURE = {
  id: 1,
  restaurant_id: 1,
  closed_from: '2026-10-03T18:00',
  closed_to: 1791050712000,
};
const ORDER = {
  ...{ id: 42, version: 1, order_state: 'ACCEPTED', consumer_id: 7, restaurant_id: 1 },
  ...{ assigned_courier_id: null, delivery_time: null, accept_time: null, ready_by: null },
  ...{ preparing_time: null, ready_for_pickup_time: null, picked_up_time: null },
  delivered_time: null,
};
const ROWS: Readonly<Record<string, object>> = {
  orders: ORDER,
  restaurant_opening_hours: HOURS,
  restaurant_closures: CLOSURE,
};

/** A column of each type, in which a value of that type is tried. */
const PLACES: Readonly<Record<string, readonly [ReplicatedTable, string]>> = {
  RowId: ['restaurant_opening_hours', 'restaurant_id'],
  RowWhole: ['orders', 'version'],
  RowMoment: ['restaurant_closures', 'closed_from'],
  RowMoney: ['orders', 'order_total'],
  RowTime: ['restaurant_opening_hours', 'opens'],
  RowWeekday: ['restaurant_opening_hours', 'day_of_week'],
};

function isRead(schema: string, value: unknown): boolean {
  const [table, column] = PLACES[schema] ?? ['orders', 'id'];
  const after = { ...ROWS[table], [column]: value };
  const body = { op: 'u', before: null, after, source: { table, lsn: 1 } };
  return translateRowChange(body, `ftgo.public.${table}`, Number).understood;
}

const fits = (schema: string, value: unknown): boolean =>
  VALIDATOR.problemsBy(schema, value).length === 0;

const GOOD: readonly (readonly [string, unknown])[] = [
  ...[1, '1', 1511300065921, '1511300065921'].map((value) => ['RowId', value] as const),
  ...[0, '0', 42, '42', Number.MAX_SAFE_INTEGER].map((value) => ['RowWhole', value] as const),
  ...[1791055800000, 1791055800000000, 1791055800000000000].map(
    (value) => ['RowMoment', value] as const,
  ),
  ...['2026-10-03T19:30', '2026-10-03 19:30:00.123456', '2026-10-03T19:30:00Z'].map(
    (value) => ['RowMoment', value] as const,
  ),
  ...['61.70', '61.7000', '61', 61.7, 0, 'GBo=', { scale: 2, value: 'GBo=' }].map(
    (value) => ['RowMoney', value] as const,
  ),
  ...[0, 39600000, 39600000000, 86400000000, '11:00', '24:00:00', '11:00:00.5Z'].map(
    (value) => ['RowTime', value] as const,
  ),
  ...[1, 7, '6'].map((value) => ['RowWeekday', value] as const),
];

const BAD: readonly (readonly [string, unknown])[] = [
  ...[0, '0', -1, 1.5, 'Ada', true, [], {}].map((value) => ['RowId', value] as const),
  ...[-1, 0.5, '-1', '', 'one', '12345678901234567'].map((value) => ['RowWhole', value] as const),
  ...['19:30', '2026-10-03', 'now', '', true, {}].map((value) => ['RowMoment', value] as const),
  ...['-1.00', -1, '61,70', 'x', '////', {}, { scale: -1, value: 'GBo=' }].map(
    (value) => ['RowMoney', value] as const,
  ),
  ...[-1, 90000000000, '11', '25:00', '11:60', 'noon'].map((value) => ['RowTime', value] as const),
  ...[0, 8, '0', 'Saturday', 6.5].map((value) => ['RowWeekday', value] as const),
];

describe('the values of a row', () => {
  it.each(GOOD)('%s %j is read, and fits its schema', (schema, value) => {
    expect({ isRead: isRead(schema, value), fits: fits(schema, value) }).toEqual({
      isRead: true,
      fits: true,
    });
  });

  it.each(BAD)('%s %j is not read, and does not fit its schema', (schema, value) => {
    expect({ isRead: isRead(schema, value), fits: fits(schema, value) }).toEqual({
      isRead: false,
      fits: false,
    });
  });
});
