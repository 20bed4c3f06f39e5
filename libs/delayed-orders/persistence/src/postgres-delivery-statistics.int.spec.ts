import { at } from '@ftgo/delayed-orders-domain/testing';
import { PostgresDeliveryStatistics } from './postgres-delivery-statistics.js';
import type { ServiceDatabase } from './testing/index.js';
import { serviceDatabase } from './testing/index.js';

describe('PostgresDeliveryStatistics', () => {
  let service: ServiceDatabase;
  let statistics: PostgresDeliveryStatistics;

  const ended = (...outcome: unknown[]) =>
    service.database.query(
      `insert into order_outcome (order_id, restaurant_id, ending, punctuality, ended_at,
         minutes_late, foresight) values ($1, $2, $3, $4, $5, $6, $7)`,
      outcome,
    );

  beforeAll(async () => {
    service = await serviceDatabase();
    statistics = new PostgresDeliveryStatistics(service.database);
    await ended(1, 1, 'DELIVERED', 'ON_TIME', at('18:00'), -10, 'NOT');
    await ended(2, 1, 'DELIVERED', 'LATE', at('18:30'), 10, 'AT_RISK');
    await ended(3, 1, 'DELIVERED', 'LATE', at('18:59'), 30, 'LATE_ONLY');
    await ended(4, 1, 'DELIVERED', 'NO_PROMISE', at('18:45'), null, 'NOT');
    await ended(5, 2, 'UNDELIVERED', 'NO_PROMISE', at('18:45'), null, 'NOT');
    await ended(6, null, 'CANCELLED', 'NO_PROMISE', at('18:45'), null, 'AT_RISK');
    await ended(7, 1, 'DELIVERED', 'LATE', at('19:00'), 99, 'NOT');
    await ended(8, 1, 'DELIVERED', 'LATE', at('17:59'), 99, 'NOT');
  });
  afterAll(() => service.drop());

  it('adds up the outcomes of a period that includes its begin and not its end', async () => {
    const [total] = await statistics.figures(at('18:00'), at('19:00'), undefined);
    expect(total).toMatchObject({
      is_total: true,
      orders: 6,
      delivered: 4,
      undelivered: 1,
      cancelled: 1,
      on_time_share: 1 / 3,
      p50: 10,
      at_risk: 1,
      late_only: 1,
      not_foreseen: 1,
    });
  });

  it('breaks them down by restaurant, the one with most orders first', async () => {
    const [, ...restaurants] = await statistics.figures(at('18:00'), at('19:00'), undefined);
    expect(restaurants.map(({ restaurant_id, orders }) => [restaurant_id, orders])).toEqual([
      [1, 4],
      [2, 1],
      [null, 1],
    ]);
    expect(restaurants.map(({ is_total }) => is_total)).toEqual([false, false, false]);
    expect(restaurants[1]).toMatchObject({ on_time_share: null, p50: null });
  });

  it('shows one restaurant alone', async () => {
    const figures = await statistics.figures(at('18:00'), at('19:00'), 2);
    expect(figures.map(({ is_total, orders }) => [is_total, orders])).toEqual([
      [true, 1],
      [false, 1],
    ]);
  });

  it('has a total of nothing for a period in which nothing ended', async () => {
    const figures = await statistics.figures(at('01:00'), at('02:00'), undefined);
    expect(figures).toMatchObject([{ is_total: true, orders: 0, on_time_share: null }]);
  });
});
