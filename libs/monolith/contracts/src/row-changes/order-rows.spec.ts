import type { OrderChange } from '../replica-change.js';
import {
  causeOf,
  onlyChangeOf,
  orderRow,
  postgresSource,
  rowMessage,
  wallClockMicros,
} from '../testing/index.js';
import type { SampleRow } from '../testing/index.js';
import type { Translation } from '../translation.js';
import { translateRowChange } from './translate-row-change.js';

const utc = (wallClockMs: number): number => wallClockMs;
const at = (time: string): Date => new Date(`2026-10-03T${time}:00Z`);

const translating = (row: SampleRow, overrides: SampleRow = {}): Translation =>
  translateRowChange(rowMessage('orders', row, overrides), '', utc);
const changeOf = (row: SampleRow, overrides?: SampleRow): OrderChange =>
  onlyChangeOf('order', translating(row, overrides));
const fieldsOf = (overrides: SampleRow): OrderChange['fields'] =>
  changeOf(orderRow(overrides)).fields;

function noticesOf(overrides: SampleRow): readonly unknown[] {
  const translation = translating(orderRow(overrides));
  return translation.understood ? translation.notices : [];
}

/** The columns that were added to FTGO's table for this service. */
const ADDED = {
  created_at: wallClockMicros('18:00'),
  order_total: '61.70',
  area: 'Oakland',
  cancelled_time: null,
  cancelled_by: null,
  scheduled_delivery_time: wallClockMicros('18:55'),
};

describe('a row of orders says', () => {
  it("everything that FTGO's own table knows, stamped with version and log position (I1)", () => {
    expect(changeOf(orderRow())).toEqual({
      kind: 'order',
      orderId: 42,
      version: 1,
      position: (24023128n << 20n) + 1n,
      occurredAt: undefined,
      fields: {
        state: 'ACCEPTED',
        consumerId: 7,
        restaurantId: 1,
        courierId: 3,
        promisedAt: at('19:00'),
        readyBy: at('18:25'),
        acceptedAt: at('18:03'),
        preparingAt: null,
        readyAt: null,
        pickedUpAt: null,
        deliveredAt: null,
      },
    });
  });

  it('what was added for this service, where it is there', () => {
    expect(fieldsOf(ADDED)).toMatchObject({
      createdAt: at('18:00'),
      orderTotalCents: 6170,
      area: 'Oakland',
      cancelledAt: null,
      cancelledBy: null,
      scheduledDeliveryAt: at('18:55'),
    });
  });

  it.each<[string, string, keyof OrderChange['fields']]>([
    ['delivery_time', '19:00', 'promisedAt'],
    ['accept_time', '18:03', 'acceptedAt'],
    ['ready_by', '18:25', 'readyBy'],
    ['preparing_time', '18:08', 'preparingAt'],
    ['ready_for_pickup_time', '18:26', 'readyAt'],
    ['picked_up_time', '18:31', 'pickedUpAt'],
    ['delivered_time', '18:52', 'deliveredAt'],
    ['created_at', '18:00', 'createdAt'],
    ['cancelled_time', '18:10', 'cancelledAt'],
    ['scheduled_delivery_time', '18:55', 'scheduledDeliveryAt'],
  ])('with its column %s = %s the field %s', (column, time, field) => {
    expect(fieldsOf({ [column]: wallClockMicros(time) })[field]).toEqual(at(time));
    expect(fieldsOf({ [column]: null })[field]).toBeNull();
  });

  it('that nobody is known of, where FTGO does not know either', () => {
    const nobody = { consumer_id: null, restaurant_id: null, assigned_courier_id: null };
    const expected = { consumerId: null, restaurantId: null, courierId: null };
    expect(fieldsOf(nobody)).toMatchObject(expected);
  });

  it.each(['CONSUMER', 'RESTAURANT'] as const)('that the %s cancelled', (cancelledBy) => {
    expect(fieldsOf({ cancelled_by: cancelledBy })).toMatchObject({ cancelledBy });
    expect(noticesOf({ cancelled_by: cancelledBy })).toEqual([]);
  });

  it.each(['c', 'u', 'r'])('the same with the operation %s', (op) => {
    expect(changeOf(orderRow(), { op }).fields).toEqual(changeOf(orderRow()).fields);
  });
});

describe('a deleted row of orders', () => {
  const committed = { op: 'd', source: postgresSource('orders', { ts_ms: at('20:00').getTime() }) };

  it('is remembered with the time of its deletion (I1)', () => {
    const { version, fields } = changeOf(orderRow({ version: 5 }), committed);
    expect({ version, fields }).toEqual({ version: 5, fields: { deletedAt: at('20:00') } });
  });

  it.each<[string, SampleRow]>([
    ['the key alone', { id: 42 }],
    ['the key, and nulls', { id: 42, version: null, order_state: null }],
    ['a row that nobody could read otherwise', orderRow({ version: null, delivery_time: 'soon' })],
  ])('needs no more than %s', (_, before) => {
    const { orderId, version, fields } = changeOf(before, committed);
    expect({ orderId, version, fields }).toEqual({
      orderId: 42,
      version: 0,
      fields: { deletedAt: at('20:00') },
    });
  });

  it('is deleted, though nothing tells since when', () => {
    const source = postgresSource('orders', { ts_ms: undefined });
    expect(changeOf({ id: 42 }, { op: 'd', source }).fields).toEqual({ deletedAt: new Date(0) });
  });

  it('needs its key', () => {
    const translation = translating({ version: 3 }, committed);
    expect(causeOf(translation).detail).toBe('orders.id: a value is expected');
  });
});

describe('a row of orders is quarantined (I2)', () => {
  it.each([
    'order_state',
    'consumer_id',
    'restaurant_id',
    'assigned_courier_id',
    'delivery_time',
    'accept_time',
    'ready_by',
    'preparing_time',
    'ready_for_pickup_time',
    'picked_up_time',
    'delivered_time',
    'version',
    'id',
  ])('when %s was renamed: a renamed column is no silence', (column) => {
    const { [column]: value, ...rest } = orderRow();
    const { cause, detail } = causeOf(translating({ ...rest, [`new_${column}`]: value }));
    expect(cause).toBe('wrong-schema');
    expect(detail).toMatch(new RegExp(`^orders\\.${column}: `));
  });

  it.each<[string, SampleRow, string]>([
    ['no state', { order_state: null }, 'order_state: a value'],
    ['no version', { version: null }, 'version: a value'],
    ['an order 0', { id: 0 }, 'id: a positive whole number'],
    ['a courier 0', { assigned_courier_id: 0 }, 'assigned_courier_id: a positive whole number'],
    ['an area of a novel', { area: 'x'.repeat(101) }, 'area: a text of at most 100 characters'],
    ['a total that is none', { order_total: 'much' }, 'order_total: an amount of money'],
    ['a time that is none', { delivery_time: 'soon' }, 'delivery_time: a date and time'],
  ])('with %s', (_, overrides, told) => {
    const { cause, detail } = causeOf(translating(orderRow(overrides)));
    expect([cause, detail]).toEqual(['wrong-schema', `orders.${told} is expected`]);
  });

  it.each([0, wallClockMicros('19:00') * 4, '2026-02-31T19:00:00'])(
    'with the absurd promise %j',
    (delivery_time) => {
      expect(causeOf(translating(orderRow({ delivery_time }))).cause).toBe('absurd-moment');
    },
  );
});

describe('a row of orders is read, and counted', () => {
  it('when its state is new to us', () => {
    expect(fieldsOf({ order_state: 'ON_FIRE' }).state).toBe('ON_FIRE');
    expect(noticesOf({ order_state: 'ON_FIRE' })).toEqual([
      { cause: 'unknown-state', detail: 'ON_FIRE' },
    ]);
  });

  it('when who cancelled is new to us, without telling who (I8)', () => {
    expect(fieldsOf({ cancelled_by: 'Ada Lovelace' })).toMatchObject({ cancelledBy: null });
    expect(noticesOf({ cancelled_by: 'Ada Lovelace' })).toEqual([
      { cause: 'unknown-state', detail: 'orders.cancelled_by' },
    ]);
  });

  it('when a column is new to us', () => {
    expect(noticesOf({ tip: 'ada@example.com' })).toEqual([
      { cause: 'unknown-column', detail: 'orders.tip' },
    ]);
  });

  it.each(['delivered_time', 'picked_up_time', 'delivery_time'])(
    'when its %s lies before its making',
    (column) => {
      const times = { created_at: wallClockMicros('18:00'), [column]: wallClockMicros('17:59') };
      expect(noticesOf(times)).toEqual([{ cause: 'times-out-of-order', detail: 'orders' }]);
    },
  );

  it('but not when all is as it should be', () => expect(noticesOf(ADDED)).toEqual([]));
});
