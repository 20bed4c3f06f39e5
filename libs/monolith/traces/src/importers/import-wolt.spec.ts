import { formatTrace } from '../format/format-trace.js';
import { parseTrace } from '../format/parse-trace.js';
import { importWolt } from './import-wolt.js';

const HEADER =
  'order_id,created_at,promised_minutes,actual_minutes,promised_at,delivered_at,items,venue_id,drop_area';
const EARLY =
  'W2,2020-09-01T15:20:00,30,25,2020-09-01T15:50:00,2020-09-01T15:45:00,2,V9,60.16:24.95';
const LATE =
  'W1,2020-09-01T15:00:00,30,41,2020-09-01T15:30:00,2020-09-01T15:41:00,1,V2,60.17:24.93';

function fileOf(...rows: string[]): string {
  return [HEADER, ...rows].join('\n');
}

describe('importWolt', () => {
  it('takes venue, area, promise and delivery, in UTC, by creation', () => {
    const { trace } = importWolt(fileOf(EARLY, LATE), 'wolt.csv');
    expect(trace.orders).toEqual([
      {
        orderId: 'W1',
        restaurantId: 'V2',
        consumerId: 'W1',
        area: '60.17:24.93',
        orderTotalCents: 1_000,
        createdAt: new Date('2020-09-01T15:00:00Z'),
        promisedAt: new Date('2020-09-01T15:30:00Z'),
        deliveredAt: new Date('2020-09-01T15:41:00Z'),
      },
      expect.objectContaining({ orderId: 'W2', consumerId: 'W2' }),
    ]);
  });

  it('takes the number of items for the size of the order, where it is told', () => {
    const totalOf = (row: string): number | undefined =>
      importWolt(fileOf(row), 'wolt.csv').trace.orders[0]?.orderTotalCents;
    expect(totalOf(EARLY)).toBe(2_000);
    expect(totalOf(EARLY.replace(',2,V9', ',,V9'))).toBeUndefined();
    expect(() => totalOf(EARLY.replace(',2,V9', ',two,V9'))).toThrow(
      'wolt.csv:2: column items: expected a number of items such as 2, found "two"',
    );
  });

  it('has its venues in Helsinki, open all day', () => {
    const { trace } = importWolt(fileOf(LATE), 'wolt.csv');
    expect(trace.restaurants).toEqual([
      {
        restaurantId: 'V2',
        name: 'Restaurant V2',
        timeZone: 'Europe/Helsinki',
        opens: '00:00',
        closes: '00:00',
      },
    ]);
  });

  it('makes a trace that a file can hold, and says what it assumed', () => {
    const { trace, rowsRead, changes, notes } = importWolt(fileOf(EARLY, LATE), 'wolt.csv');
    expect(parseTrace(formatTrace(trace.orders), 'orders.csv')).toEqual(trace.orders);
    expect(rowsRead).toBe(2);
    expect(changes).toEqual([]);
    expect(notes.join()).toContain('resolution of one minute');
  });

  it('leaves out, and counts, an order delivered before it was created', () => {
    const backwards = LATE.replace('T15:41', 'T14:41');
    const { trace, changes } = importWolt(fileOf(EARLY, backwards), 'wolt.csv');
    expect(trace.orders.map(({ orderId }) => orderId)).toEqual(['W2']);
    expect(changes).toEqual([
      { what: 'left out: promised or delivered before it was created', rows: 1 },
    ]);
  });

  it('refuses a file that is not that set, and a value that it can’t read', () => {
    expect(() => importWolt('a,b\n1,2\n', 'x.csv')).toThrow(
      'x.csv:1: column venue_id: expected this column in the header line',
    );
    expect(() => importWolt(fileOf(LATE.replace('T15:41:00', '')), 'x.csv')).toThrow(
      'x.csv:2: column delivered_at: expected a local time such as 2020-08-01T06:07:00, found "2020-09-01"',
    );
  });
});
