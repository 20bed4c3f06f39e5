import fc from 'fast-check';
import { ajanta, minute } from '../testing.js';
import { anyTrace } from '../testing-arbitraries.js';
import { TraceError } from '../trace.errors.js';
import type { TraceRestaurant } from '../trace.js';
import { formatTraceRestaurants } from './format-trace-restaurants.js';
import { parseTraceRestaurants } from './parse-trace-restaurants.js';

function failure(...restaurants: TraceRestaurant[]): string[] {
  try {
    parseTraceRestaurants(formatTraceRestaurants(restaurants), 'o.restaurants.csv');
  } catch (error) {
    if (error instanceof TraceError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('parseTraceRestaurants', () => {
  it('reads a restaurant that closes early', () => {
    const text =
      'restaurant_id,name,time_zone,opens,closes,closes_early_announced_at,closes_early_at\n' +
      'ajanta,Ajanta,America/Los_Angeles,11:00,23:30,2026-10-03T02:00:00Z,2026-10-03T02:30:00Z\n';
    expect(parseTraceRestaurants(text, 'o.restaurants.csv')).toEqual([
      ajanta({ closesEarlyAnnouncedAt: minute(60), closesEarlyAt: minute(90) }),
    ]);
  });

  it('reads back what formatTraceRestaurants writes', () => {
    fc.assert(
      fc.property(anyTrace, ({ restaurants }) => {
        const text = formatTraceRestaurants(restaurants);
        expect(parseTraceRestaurants(text, 'o.restaurants.csv')).toEqual(restaurants);
      }),
    );
  });

  it('reads a file without restaurants', () => {
    expect(parseTraceRestaurants(formatTraceRestaurants([]), 'o.restaurants.csv')).toEqual([]);
  });

  it.each([
    ['time_zone', { timeZone: 'Mars/Olympus' }, 'an IANA zone such as Asia/Seoul'],
    ['opens', { opens: '9:00' }, 'a local time such as 11:00'],
    ['closes', { closes: '24:00' }, 'a local time such as 23:30'],
    ['name', { name: '' }, 'printable text of at most 100 characters'],
  ])('refuses a bad %s', (column, changes, expected) => {
    const [problem, ...others] = failure(ajanta(changes));
    expect(problem).toContain(
      `o.restaurants.csv:2: column ${column}: expected ${expected}, found `,
    );
    expect(others).toEqual([]);
  });

  it('refuses an early closing of which only one half is told', () => {
    expect(failure(ajanta({ closesEarlyAt: minute(90) }))).toEqual([
      'o.restaurants.csv:2: column closes_early_announced_at: expected an instant, since closes_early_at is given, found ""',
    ]);
    expect(failure(ajanta({ closesEarlyAnnouncedAt: minute(60) }))).toEqual([
      'o.restaurants.csv:2: column closes_early_at: expected an instant, since closes_early_announced_at is given, found ""',
    ]);
  });

  it('refuses an early closing before its announcement', () => {
    const backwards = { closesEarlyAnnouncedAt: minute(60), closesEarlyAt: minute(50) };
    expect(failure(ajanta(backwards))[0]).toContain(
      'column closes_early_at: expected an instant not before closes_early_announced_at',
    );
  });

  it('refuses a restaurant told of twice', () => {
    expect(failure(ajanta(), ajanta())[0]).toContain('(used on line 2 already)');
  });
});
