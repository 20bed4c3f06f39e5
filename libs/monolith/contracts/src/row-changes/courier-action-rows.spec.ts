import {
  causeOf,
  changesOf,
  courierActionRow,
  onlyChangeOf,
  rowMessage,
} from '../testing/index.js';
import type { SampleRow } from '../testing/index.js';
import type { Translation } from '../translation.js';
import { translateRowChange } from './translate-row-change.js';

const translating = (overrides: SampleRow, op = 'c'): Translation =>
  translateRowChange(
    rowMessage('courier_actions', courierActionRow(overrides), { op }),
    '',
    (wallClockMs) => wallClockMs,
  );

describe('a row of courier actions', () => {
  it("says by its drop-off when the order is scheduled, and yields to the order's own row", () => {
    expect(onlyChangeOf('order', translating({}))).toEqual({
      kind: 'order',
      orderId: 42,
      version: 0,
      position: (24023128n << 20n) + 1n,
      occurredAt: undefined,
      fields: { scheduledDeliveryAt: new Date('2026-10-03T18:55:00Z') },
    });
  });

  it('says that a drop-off without a time is not scheduled', () => {
    const { fields } = onlyChangeOf('order', translating({ time: null }));
    expect(fields).toEqual({ scheduledDeliveryAt: null });
  });

  it.each<[string, SampleRow, string]>([
    ['a pick-up', { type: 'PICKUP', time: null }, 'c'],
    ['a drop-off of no order', { order_id: null }, 'u'],
    ['a deleted row, which another one replaces', {}, 'd'],
  ])('says nothing by %s', (_, overrides, op) => {
    expect(changesOf(translating(overrides, op))).toEqual([]);
  });

  it.each(['REFUEL', null, 'ada@example.com'])(
    'is left alone and counted with the unknown type %j, which is not told (I8)',
    (type) => {
      expect(translating({ type })).toEqual({
        understood: true,
        changes: [],
        notices: [{ cause: 'unknown-state', detail: 'courier_actions.type' }],
      });
    },
  );

  it('that grew by a column is read, and counted', () => {
    expect(translating({ lane: 3 })).toMatchObject({
      changes: [{ orderId: 42 }],
      notices: [{ cause: 'unknown-column', detail: 'courier_actions.lane' }],
    });
  });

  it.each<[string, SampleRow, string]>([
    ['no type', { type: undefined }, 'type: the column'],
    ['a type that is a number', { type: 7 }, 'type: a text of at most 255 characters'],
    ['order 0', { order_id: 0 }, 'order_id: a positive whole number'],
    ['a time that is none', { time: 'late' }, 'time: a date and time'],
  ])('with %s is quarantined (I2)', (_, overrides, told) => {
    // A column that is undefined is one that the message does not have.
    const row = JSON.parse(JSON.stringify(courierActionRow(overrides))) as SampleRow;
    const body = rowMessage('courier_actions', row);
    const translation = translateRowChange(body, '', (wallClockMs) => wallClockMs);
    expect(causeOf(translation).detail).toBe(`courier_actions.${told} is expected`);
  });
});
