import { causeOf, changesOf, orderRow, rowMessage } from '../testing/index.js';
import { REPLICATED_TABLES, translateRowChange } from './translate-row-change.js';

const utc = (wallClockMs: number): number => wallClockMs;
const seoul = (wallClockMs: number): number => wallClockMs - 9 * 3_600_000;

describe('translateRowChange', () => {
  it('replicates no table of people (I8)', () => {
    expect(Object.keys(REPLICATED_TABLES)).toEqual([
      'orders',
      'restaurants',
      'restaurant_opening_hours',
      'restaurant_closures',
      'courier_actions',
    ]);
  });

  it('counts a table that it does not replicate, and tells nothing but its name (I8)', () => {
    const ada = { id: 7, first_name: 'Ada', email: 'ada@example.com', 'ada@example.com': 1 };
    expect(translateRowChange(rowMessage('consumers', ada), 'ftgo.public.consumers', utc)).toEqual({
      understood: true,
      changes: [],
      notices: [{ cause: 'unknown-table', detail: 'consumers' }],
    });
  });

  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
    'takes the table %s for an unknown one',
    (table) => {
      const translation = translateRowChange(rowMessage(table, { id: 1 }), '', utc);
      expect(translation).toMatchObject({ changes: [], notices: [{ cause: 'unknown-table' }] });
    },
  );

  it("reads local times in the monolith's zone, handed in", () => {
    const body = rowMessage('orders', orderRow());
    expect(changesOf(translateRowChange(body, '', seoul))).toMatchObject([
      { fields: { promisedAt: new Date('2026-10-03T10:00:00Z') } },
    ]);
  });

  it('passes on why a message was misunderstood (I2)', () => {
    expect(causeOf(translateRowChange([], '', utc)).cause).toBe('wrong-schema');
    const truncated = rowMessage('orders', {}, { op: 't' });
    expect(causeOf(translateRowChange(truncated, '', utc)).cause).toBe('unknown-operation');
  });

  it('hides no mistake of our own behind the quarantine', () => {
    const broken = (): never => {
      throw new TypeError('the zone is not configured');
    };
    const translation = (): unknown =>
      translateRowChange(rowMessage('orders', orderRow()), '', broken);
    expect(translation).toThrow(TypeError);
  });

  it('takes nothing from a __proto__ key', () => {
    const row = JSON.stringify(orderRow()).replace('{', '{"__proto__":{"delivered_time":1},');
    const body: unknown = JSON.parse(`{"op":"u","source":{"table":"orders"},"after":${row}}`);
    expect(changesOf(translateRowChange(body, '', utc))).toMatchObject([
      { fields: { state: 'ACCEPTED', deliveredAt: null } },
    ]);
  });
});
