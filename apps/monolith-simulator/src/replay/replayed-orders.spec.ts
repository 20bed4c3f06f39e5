import type { Queryable } from '@ftgo/platform-postgres';
import { ajanta, chickenVindaloo, minute, planOf, traceFromAjanta } from '../testing/mothers.js';
import type { ReplayedOrder } from './replayed-orders.js';
import { listOrders } from './replayed-orders.js';

const closesAt = minute(60);
const early = ajanta({ closesEarlyAnnouncedAt: minute(10), closesEarlyAt: closesAt });
const plan = planOf(traceFromAjanta([chickenVindaloo()], early));

async function listed(
  row: Partial<ReplayedOrder>,
  now = minute(90),
  from: typeof plan | undefined = plan,
): Promise<ReplayedOrder | undefined> {
  const rows = [
    {
      orderId: 1,
      restaurantId: 1,
      createdAt: minute(0),
      pickedUpAt: null,
      deliveredAt: null,
      cancelledAt: null,
      ...row,
    },
  ];
  const database: Queryable = { query: async <Row>() => rows as Row[] };
  const [order] = await listOrders(database, 'UTC', from, now);
  return order;
}

describe('listOrders', () => {
  it("names the trace's own id", async () => {
    expect(await listed({})).toMatchObject({ orderId: 1, traceOrderId: 'vindaloo' });
    expect(await listed({ orderId: 2 })).toMatchObject({ traceOrderId: null });
  });

  it('tells the closing that stopped an order', async () => {
    expect(await listed({})).toMatchObject({ stoppedByClosingAt: closesAt });
  });

  it('tells none before it has come', async () => {
    expect(await listed({}, minute(59))).toMatchObject({ stoppedByClosingAt: null });
    expect(await listed({}, closesAt)).toMatchObject({ stoppedByClosingAt: closesAt });
  });

  it.each(['pickedUpAt', 'deliveredAt', 'cancelledAt'] as const)(
    'tells none of an order with %s before the closing',
    async (field) => {
      expect(await listed({ [field]: minute(59) })).toMatchObject({ stoppedByClosingAt: null });
      expect(await listed({ [field]: minute(61) })).toMatchObject({ stoppedByClosingAt: closesAt });
    },
  );

  it('knows of no closing without a replay, or at a restaurant that is not of the trace', async () => {
    const database: Queryable = {
      query: async <Row>() => [{ orderId: 1, restaurantId: 1, createdAt: minute(0) }] as Row[],
    };
    const [order] = await listOrders(database, 'UTC', undefined, minute(90));
    expect(order).toMatchObject({ traceOrderId: null, stoppedByClosingAt: null });
    expect(await listed({ restaurantId: 99 })).toMatchObject({ stoppedByClosingAt: null });
  });
});
