import type { LedgerEntry, SimulatedOrder } from '@ftgo/system-stack';
import { untrueNotices } from './untrue-notices.js';

const at = (time: string): string => `2026-10-03T${time}:00.000Z`;

const order = (changes: Partial<SimulatedOrder> = {}): SimulatedOrder => ({
  ...{ orderId: 42, traceOrderId: '42', restaurantId: 1, state: 'PICKED_UP' },
  ...{ createdAt: at('18:00'), promisedAt: at('18:45'), pickedUpAt: null, deliveredAt: null },
  ...{ cancelledAt: null, cancelledBy: null, stoppedByClosingAt: null },
  ...changes,
});
const notice = (changes: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...{ orderId: 42, notificationId: 'n-1', promiseGeneration: 1, condition: 'LATE' },
  ...{
    audience: 'CUSTOMER',
    channel: 'EMAIL',
    carriedBy: null,
    reason: 'PROMISE_PASSED',
    state: 'SENT',
  },
  ...{ cause: null, decidedAt: new Date(at('18:47')) },
  ...changes,
});
const sent = (time: string): ReadonlyMap<string, Date> => new Map([['n-1', new Date(at(time))]]);

describe('untrueNotices', () => {
  it('lets pass what was true when it was sent', () => {
    expect(
      untrueNotices([order({ deliveredAt: at('19:00') })], [notice()], sent('18:48'), 1),
    ).toEqual([]);
    expect(untrueNotices([order()], [notice()], sent('23:00'), 1)).toEqual([]);
  });

  it.each<[string, Partial<SimulatedOrder>, Partial<LedgerEntry>]>([
    ['delivered', { deliveredAt: at('18:40') }, {}],
    ['cancelled', { cancelledAt: at('18:40'), cancelledBy: 'CONSUMER' }, {}],
    ['fetched though undeliverable', { pickedUpAt: at('18:40') }, { condition: 'UNDELIVERABLE' }],
  ])('names a notice about an order that was %s before', (_what, changes, told) => {
    expect(untrueNotices([order(changes)], [notice(told)], sent('18:48'), 5)).toEqual([
      expect.stringMatching(/order 42: \w+ was sent 8\.0 min too late/),
    ]);
  });

  it('keeps within the slack, and to what was sent to the customer', () => {
    const delivered = order({ deliveredAt: at('18:40') });
    expect(untrueNotices([delivered], [notice()], sent('18:48'), 8)).toEqual([]);
    for (const changes of [{ state: 'SUPPRESSED' }, { audience: 'CUSTOMER_SERVICE' as const }]) {
      expect(untrueNotices([delivered], [notice(changes)], sent('18:48'), 0)).toEqual([]);
    }
  });

  it('takes a restaurant’s cancellation for the news itself', () => {
    const cancelled = order({ cancelledAt: at('18:40'), cancelledBy: 'RESTAURANT' });
    const told = notice({ condition: 'UNDELIVERABLE', reason: 'CANCELLED_BY_RESTAURANT' });
    expect(untrueNotices([cancelled], [told], sent('18:48'), 0)).toEqual([]);
  });
});
