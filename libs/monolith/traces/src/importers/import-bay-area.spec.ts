import { formatTrace } from '../format/format-trace.js';
import { parseTrace } from '../format/parse-trace.js';
import type { TraceOrder } from '../trace.js';
import { BAY_AREA_ANCHOR, importBayArea } from './import-bay-area.js';

const COLUMNS = [
  'order_id',
  'created_s',
  'placed_with_restaurant_s',
  'driver_at_restaurant_s',
  'delivered_s',
  'driver_id',
  'restaurant_id',
  'consumer_id',
  'region',
  'asap',
  'order_total',
  'tip',
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

const DELIVERED: Row = {
  order_id: 'D7',
  created_s: '60',
  placed_with_restaurant_s: '240',
  driver_at_restaurant_s: '1080',
  delivered_s: '2400',
  driver_id: '3',
  restaurant_id: '30',
  consumer_id: '7',
  region: 'Palo Alto',
  asap: '1',
  order_total: '61.7',
  tip: '2',
};

function fileOf(...rows: Row[]): string {
  const lines = rows.map((row) => {
    const values: Row = { ...DELIVERED, ...row };
    return COLUMNS.map((column) => values[column] ?? '').join(',');
  });
  return [COLUMNS.join(','), ...lines].join('\n');
}

function second(seconds: number): Date {
  return new Date(BAY_AREA_ANCHOR.getTime() + seconds * 1000);
}

function onlyOrder(row: Row): TraceOrder | undefined {
  return importBayArea(fileOf(row), 'bay.csv').trace.orders[0];
}

describe('importBayArea', () => {
  it('takes placed as accepted, driver at restaurant as picked up, and promises 60 minutes', () => {
    expect(onlyOrder({})).toEqual({
      orderId: 'D7',
      restaurantId: '30',
      consumerId: '7',
      courierId: '3',
      area: 'Palo Alto',
      orderTotalCents: 6170,
      createdAt: second(60),
      promisedAt: second(3660),
      acceptedAt: second(240),
      pickedUpAt: second(1080),
      deliveredAt: second(2400),
    });
  });

  it('counts seconds from a fixed day, before it too', () => {
    expect(onlyOrder({ created_s: '-75806' })?.createdAt).toEqual(second(-75_806));
  });

  it('leaves out, and counts, orders for a later time', () => {
    const imported = importBayArea(fileOf({}, { order_id: 'D8', asap: '0' }), 'bay.csv');
    expect(imported.trace.orders).toHaveLength(1);
    expect(imported.rowsRead).toBe(2);
    expect(imported.changes).toEqual([{ what: 'left out: ordered for a later time', rows: 1 }]);
  });

  it('keeps an order whose events never came', () => {
    const order = onlyOrder({ placed_with_restaurant_s: '', driver_at_restaurant_s: '' });
    expect(order).not.toHaveProperty('acceptedAt');
    expect(order).not.toHaveProperty('pickedUpAt');
  });

  it('moves an event to the one that it follows when its clock was wrong', () => {
    expect(onlyOrder({ placed_with_restaurant_s: '30' })?.acceptedAt).toEqual(second(60));
    expect(onlyOrder({ driver_at_restaurant_s: '200' })?.pickedUpAt).toEqual(second(240));
    const unplaced = onlyOrder({ placed_with_restaurant_s: '', driver_at_restaurant_s: '1' });
    expect(unplaced?.pickedUpAt).toEqual(second(60));
  });

  it('drops an event after the delivery', () => {
    expect(onlyOrder({ driver_at_restaurant_s: '2401' })).not.toHaveProperty('pickedUpAt');
    expect(onlyOrder({ placed_with_restaurant_s: '2401' })).not.toHaveProperty('acceptedAt');
  });

  it('leaves out an order delivered before it was created', () => {
    const { trace, changes } = importBayArea(
      fileOf({}, { order_id: 'D8', delivered_s: '59' }),
      'bay.csv',
    );
    expect(trace.orders).toHaveLength(1);
    expect(changes).toEqual([{ what: 'left out: delivered before it was created', rows: 1 }]);
  });

  it('makes a trace that a file can hold, whatever was wrong, and counts each repair', () => {
    const { trace, changes, notes } = importBayArea(
      fileOf(
        { order_id: 'D1', driver_at_restaurant_s: '2401' },
        { order_id: 'D2', driver_at_restaurant_s: '1' },
        { order_id: 'D3', placed_with_restaurant_s: '1' },
      ),
      'bay.csv',
    );
    expect(parseTrace(formatTrace(trace.orders), 'orders.csv')).toEqual(trace.orders);
    expect(changes).toEqual([
      { what: 'driver_at_restaurant_s dropped: after the delivery', rows: 1 },
      { what: 'driver_at_restaurant_s moved: before the event that it follows', rows: 1 },
      { what: 'placed_with_restaurant_s moved: before the event that it follows', rows: 1 },
    ]);
    expect(notes.join()).toContain('2026-01-01');
  });

  it('refuses a value that it can’t read', () => {
    expect(() => importBayArea(fileOf({ created_s: 'noon' }), 'bay.csv')).toThrow(
      'bay.csv:2: column created_s: expected whole seconds such as 75806, found "noon"',
    );
  });
});
