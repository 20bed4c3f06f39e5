import type { LedgerEntry, SimulatedOrder } from '@ftgo/system-stack';
import { tellingOrders } from './explain-one.js';

const order = (orderId: number, deliveredAt: string | null) =>
  ({ orderId, promisedAt: '2026-10-03T19:00:00Z', deliveredAt }) as SimulatedOrder;
const told = (orderId: number, rest: Partial<LedgerEntry>): LedgerEntry => ({
  orderId,
  notificationId: '',
  promiseGeneration: 1,
  condition: 'AT_RISK',
  audience: 'CUSTOMER',
  channel: 'EMAIL',
  carriedBy: null,
  reason: 'EXPECTED_LATE',
  state: 'SENT',
  cause: null,
  decidedAt: new Date('2026-10-03T18:40:00Z'),
  ...rest,
});
const ORDERS = [order(1, '2026-10-03T18:50:00Z'), order(2, '2026-10-03T19:20:00Z'), order(3, null)];
const closed = { condition: 'UNDELIVERABLE', reason: 'RESTAURANT_CLOSES_FIRST' } as const;

describe('the orders that are explained', () => {
  it('are a risk that came true and a closing that was foreseen', () => {
    expect(tellingOrders(ORDERS, [told(1, {}), told(2, {}), told(3, closed)])).toEqual([2, 3]);
  });

  it('are none of which the customer read nothing, or that the restaurant itself cancelled', () => {
    const ledger = [
      told(2, { audience: 'CUSTOMER_SERVICE' }),
      told(2, { state: 'SUPPRESSED' }),
      told(3, { condition: 'UNDELIVERABLE', reason: 'CANCELLED_BY_RESTAURANT' }),
    ];
    expect(tellingOrders(ORDERS, ledger)).toEqual([]);
  });
});
