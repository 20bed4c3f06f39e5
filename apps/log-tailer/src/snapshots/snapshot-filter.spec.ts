import type { TailedTable } from '../tables.js';
import { TAILED_TABLES } from '../tables.js';
import { knowsSince, snapshotFilter } from './snapshot-filter.js';

const EVENING = new Date('2026-10-03T18:00:00Z');
const ZONE = 'America/Los_Angeles';

const filter = (
  table: TailedTable,
  { since, restaurantId }: { since?: Date; restaurantId?: number } = {},
): ReturnType<typeof snapshotFilter> => snapshotFilter({ table, since, restaurantId }, ZONE);

describe('the filter of a snapshot', () => {
  it.each(TAILED_TABLES)('lets all rows of %s through when nothing is asked for', (table) => {
    expect(filter(table)).toEqual({ conditions: [], parameters: [] });
  });

  it.each([
    ['orders', 't.restaurant_id = $1::bigint'],
    ['restaurants', 't.id = $1::bigint'],
    ['restaurant_opening_hours', 't.restaurant_id = $1::bigint'],
    ['restaurant_closures', 't.restaurant_id = $1::bigint'],
    [
      'courier_actions',
      't.order_id in (select o.id from public.orders o where o.restaurant_id = $1::bigint)',
    ],
  ] as const)('knows which rows of %s are a restaurant’s', (table, condition) => {
    expect(filter(table, { restaurantId: 7 })).toEqual({
      conditions: [condition],
      parameters: [7],
    });
  });

  it('compares an instant as the wall clock of the monolith’s zone', () => {
    expect(filter('orders', { since: EVENING })).toEqual({
      conditions: ['t.created_at >= ($1::timestamptz at time zone $2::text)'],
      parameters: ['2026-10-03T18:00:00.000Z', ZONE],
    });
  });

  it('knows the courier’s actions for orders since then', () => {
    const { conditions } = filter('courier_actions', { since: EVENING });
    expect(conditions[0]).toContain('o.created_at >= ($1::timestamptz at time zone $2::text)');
  });

  it('takes both together, each with its own parameters', () => {
    expect(filter('orders', { since: EVENING, restaurantId: 7 })).toEqual({
      conditions: [
        't.restaurant_id = $1::bigint',
        't.created_at >= ($2::timestamptz at time zone $3::text)',
      ],
      parameters: [7, '2026-10-03T18:00:00.000Z', ZONE],
    });
  });

  it('reads whole what has nothing to do with orders', () => {
    expect(filter('restaurants', { since: EVENING })).toEqual({ conditions: [], parameters: [] });
    expect(TAILED_TABLES.filter(knowsSince)).toEqual(['orders', 'courier_actions']);
  });
});
