import fc from 'fast-check';
import { chickenVindaloo, minute, placedOrder } from '../testing.js';
import { anyTrace } from '../testing-arbitraries.js';
import { TraceError } from '../trace.errors.js';
import type { TraceOrder } from '../trace.js';
import { formatTrace } from './format-trace.js';
import { parseTrace } from './parse-trace.js';
import { TRACE_COLUMNS } from './trace-columns.js';

const HEADER = TRACE_COLUMNS.join(',');

function fileOf(...orders: TraceOrder[]): string {
  return formatTrace(orders);
}

function failure(text: string): string[] {
  try {
    parseTrace(text, 'orders.csv');
  } catch (error) {
    if (error instanceof TraceError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('parseTrace', () => {
  it('reads an order with everything', () => {
    const row =
      '42,ajanta,7,3,Temescal,61.70,2026-10-03T01:00:00Z,2026-10-03T01:45:00Z,2026-10-03T01:03:00Z,' +
      '2026-10-03T01:05:00Z,2026-10-03T01:15:00Z,2026-10-03T01:18:00Z,2026-10-03T01:40:00Z,';
    expect(parseTrace(`${HEADER}\n${row}\n`, 'orders.csv')).toEqual([chickenVindaloo()]);
  });

  it('reads an order with nothing but its ids and its creation', () => {
    const row = '43,ajanta,7,,,,2026-10-02T18:00:00-07:00,,,,,,,';
    expect(parseTrace(`${HEADER}\n${row}\n`, 'orders.csv')).toEqual([placedOrder()]);
  });

  it('reads back what formatTrace writes', () => {
    fc.assert(
      fc.property(anyTrace, ({ orders }) => {
        expect(parseTrace(formatTrace(orders), 'orders.csv')).toEqual(orders);
      }),
    );
  });

  it('reads the same from a file with byte order mark and CRLF', () => {
    const text = fileOf(chickenVindaloo(), placedOrder());
    const fromElsewhere = `\ufeff${text.replaceAll('\n', '\r\n')}`;
    expect(parseTrace(fromElsewhere, 'orders.csv')).toEqual(parseTrace(text, 'orders.csv'));
  });

  it('reads a hundred thousand orders', () => {
    const row = fileOf(chickenVindaloo()).split('\n')[1]?.replace(/^42/, '');
    const rows = Array.from({ length: 100_000 }, (_, index) => `${index}${row}`);
    expect(parseTrace([HEADER, ...rows].join('\n'), 'orders.csv')).toHaveLength(100_000);
  });
});

describe('parseTrace refuses', () => {
  it('a missing column, by name', () => {
    const text = fileOf(chickenVindaloo()).replace('promised_at', 'promise');
    expect(failure(text)).toEqual([
      'orders.csv:1: column promised_at: expected this column in the header line',
      'orders.csv:1: expected no other columns than those known, found "promise"',
    ]);
  });

  it('a file without orders', () => {
    expect(failure(`${HEADER}\n`)).toEqual([
      'orders.csv:1: expected at least one order below the header',
    ]);
  });

  it('a bad date, with its line, column and the expected form', () => {
    const text = fileOf(chickenVindaloo()).replace('2026-10-03T01:45:00Z', 'tomorrow');
    expect(failure(text)).toEqual([
      'orders.csv:2: column promised_at: expected an instant such as 2026-10-03T18:40:00Z, found "tomorrow"',
    ]);
  });

  it('a local time, because it means another instant on every machine', () => {
    const text = fileOf(placedOrder()).replace('2026-10-03T01:00:00Z', '2026-10-03T01:00:00');
    expect(failure(text)).toEqual([
      'orders.csv:2: column created_at: expected an instant such as 2026-10-03T18:40:00Z, found "2026-10-03T01:00:00"',
    ]);
  });

  it.each(['order_id', 'restaurant_id', 'consumer_id', 'created_at'])('an empty %s', (column) => {
    const values = {
      order_id: '1',
      restaurant_id: '2',
      consumer_id: '3',
      created_at: '2026-10-03T01:00:00Z',
    };
    const row = TRACE_COLUMNS.map(
      (each) => ({ ...values, [column]: '' })[each as 'order_id'] ?? '',
    );
    const [problem, ...others] = failure(`${HEADER}\n${row.join(',')}\n`);
    expect(problem).toContain(`orders.csv:2: column ${column}: expected `);
    expect(others).toEqual([]);
  });

  it.each(['-1.00', '61,70', '61.705', '1e3', '$5', '9999999999'])(
    'the order total %s',
    (total) => {
      const text = fileOf(chickenVindaloo()).replace('61.70', `"${total}"`);
      expect(failure(text)).toEqual([
        `orders.csv:2: column order_total: expected an amount such as 61.70, found "${total}"`,
      ]);
    },
  );

  it('an order id used twice, with the line of its first use', () => {
    expect(failure(fileOf(placedOrder(), chickenVindaloo(), placedOrder()))).toEqual([
      'orders.csv:4: column order_id: expected an id of its own (used on line 2 already), found "43"',
    ]);
  });

  it.each([
    ['accepted_at before created_at', { acceptedAt: minute(-1) }],
    ['promised_at before created_at', { promisedAt: minute(-1) }],
    ['preparing_at before accepted_at', { preparingAt: minute(2) }],
    ['ready_at before preparing_at', { readyAt: minute(4) }],
    ['picked_up_at before ready_at', { pickedUpAt: minute(14) }],
    ['delivered_at before picked_up_at', { deliveredAt: minute(17) }],
  ])('%s', (title, changes) => {
    const [column = '', , other = ''] = title.split(' ');
    const [problem, ...others] = failure(fileOf(chickenVindaloo(changes)));
    expect(problem).toContain(`column ${column}: expected an instant not before ${other} (`);
    expect(others).toEqual([]);
  });

  it('a stage before one two stages earlier, when the one between is empty', () => {
    const { preparingAt: _, ...order } = chickenVindaloo({ readyAt: minute(1) });
    expect(failure(fileOf(order))).toEqual([
      'orders.csv:2: column ready_at: expected an instant not before accepted_at (2026-10-03T01:03:00Z), found "2026-10-03T01:01:00Z"',
    ]);
  });

  it('a stage after the cancellation', () => {
    const order = placedOrder({ acceptedAt: minute(5), cancelledAt: minute(4) });
    expect(failure(fileOf(order))[0]).toContain(
      'column cancelled_at: expected an instant not before accepted_at',
    );
  });

  it('an order that is both delivered and cancelled', () => {
    expect(failure(fileOf(chickenVindaloo({ cancelledAt: minute(50) })))).toEqual([
      'orders.csv:2: column cancelled_at: expected nothing, since delivered_at is given, found "2026-10-03T01:50:00Z"',
    ]);
  });

  it('a row with too few values, besides what is wrong with the other rows', () => {
    const text = `${fileOf(chickenVindaloo())}1,2,3\n${'x,'.repeat(13)}\n`;
    const problems = failure(text);
    expect(problems[0]).toBe('orders.csv:3: expected 14 values as in the header line, found 3');
    expect(problems[1]).toContain('orders.csv:4: column order_total');
  });

  it('a control character in an id', () => {
    const text = fileOf(placedOrder({ consumerId: 'a\u0000b' }));
    expect(failure(text)).toEqual([
      'orders.csv:2: column consumer_id: expected printable text of at most 100 characters, found "a\\u0000b"',
    ]);
  });

  it('everything at once, but prints only the first twenty', () => {
    const rows = Array.from({ length: 30 }, (_, index) => `${index},1,7,,,,now,,,,,,,`);
    const problems = failure([HEADER, ...rows].join('\n'));
    expect(problems).toHaveLength(21);
    expect(problems[0]).toContain('orders.csv:2: column created_at');
    expect(problems.at(-1)).toBe('and 10 more');
  });
});

describe('formatTrace', () => {
  it('quotes what would otherwise be read as something else', () => {
    const text = fileOf(placedOrder({ area: 'Uptown, "north"' }));
    expect(text).toContain(',"Uptown, ""north""",');
  });

  it('writes amounts as decimals', () => {
    expect(fileOf(placedOrder({ orderTotalCents: 5 }))).toContain(',0.05,');
    expect(fileOf(placedOrder({ orderTotalCents: 1000 }))).toContain(',10.00,');
  });
});
