import { DeliveryStatistics } from './delivery-statistics.js';

const nothing = {
  restaurantId: null,
  orders: 0,
  delivered: 0,
  undelivered: 0,
  cancelled: 0,
  onTimeShare: null,
  latenessMinutes: null,
  foreseen: { atRisk: 0, lateOnly: 0, not: 0 },
};
const ofAjanta = {
  ...nothing,
  restaurantId: 1,
  orders: 3,
  delivered: 3,
  onTimeShare: 2 / 3,
  latenessMinutes: { p50: -2.5, p90: 11, p99: 30 },
  foreseen: { atRisk: 1, lateOnly: 0, not: 0 },
};
const period = {
  from: '2026-10-03T00:00:00Z',
  to: '2026-10-04T00:00:00Z',
  asOf: null,
  freshness: { ageSeconds: null, isStale: true, staleFeeds: ['events'] },
};

describe('DeliveryStatistics', () => {
  it('parses a period in which nothing ended', () => {
    const statistics = { ...period, total: nothing, byRestaurant: [] };
    expect(DeliveryStatistics.parse(statistics)).toEqual(statistics);
  });

  it('parses early deliveries as negative minutes', () => {
    const statistics = { ...period, total: ofAjanta, byRestaurant: [ofAjanta] };
    expect(DeliveryStatistics.parse(statistics)).toEqual(statistics);
  });

  it('refuses a period in local time', () => {
    const statistics = { ...period, from: '2026-10-03', total: nothing, byRestaurant: [] };
    expect(DeliveryStatistics.safeParse(statistics).success).toBe(false);
  });
});
