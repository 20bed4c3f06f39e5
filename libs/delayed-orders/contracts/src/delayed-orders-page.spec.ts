import { DelayedOrdersPage } from './delayed-orders-page.js';

const lateOrder = {
  orderId: 42,
  consumerId: 7,
  restaurantId: 1,
  restaurantName: 'Ajanta',
  condition: 'LATE',
  reason: 'PROMISE_PASSED',
  since: '2026-10-03T19:02:00.000Z',
  promisedAt: '2026-10-03T19:00:00.000Z',
  minutesLate: 5,
  expectedFrom: '2026-10-03T19:08:00.000Z',
  expectedTo: '2026-10-03T19:20:00.000Z',
  told: [
    {
      condition: 'LATE',
      audience: 'CUSTOMER',
      channel: 'EMAIL',
      state: 'SENT',
      receipt: null,
      at: '2026-10-03T19:02:01.000Z',
    },
  ],
};
const freshness = { ageSeconds: 2, isStale: false, staleFeeds: [] };
const page = {
  orders: [lateOrder],
  nextCursor: null,
  asOf: '2026-10-03T19:04:59.000Z',
  freshness,
};

describe('DelayedOrdersPage', () => {
  it('parses a page with a late order and who was told', () => {
    expect(DelayedOrdersPage.parse(page)).toEqual(page);
  });

  it('parses an order of which little is known yet, and an empty page', () => {
    const unknown = {
      consumerId: null,
      restaurantId: null,
      restaurantName: null,
      reason: null,
      promisedAt: null,
      minutesLate: null,
      expectedFrom: null,
      expectedTo: null,
      told: [],
    };
    const orders = [{ ...lateOrder, ...unknown }];
    expect(DelayedOrdersPage.safeParse({ ...page, orders }).success).toBe(true);
    const unheard = { ageSeconds: null, isStale: true, staleFeeds: ['events'] };
    const empty = { orders: [], nextCursor: null, asOf: null, freshness: unheard };
    expect(DelayedOrdersPage.parse(empty)).toEqual(empty);
  });

  it('I8: has no place for contact data', () => {
    const orders = [{ ...lateOrder, email: 'john.doe@example.com', phone: '555-0107' }];
    expect(JSON.stringify(DelayedOrdersPage.parse({ ...page, orders }))).not.toMatch(/doe|555/);
  });

  it('lists no order in a condition that nobody is told about', () => {
    const orders = [{ ...lateOrder, condition: 'ON_TIME' }];
    expect(DelayedOrdersPage.safeParse({ ...page, orders }).success).toBe(false);
  });
});
