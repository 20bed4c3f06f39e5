import type { LedgerEntry, SimulatedOrder } from '@ftgo/system-stack';
import fc from 'fast-check';
import type { SummaryInput } from './summary.js';
import { describe as inWords, summarize } from './summary.js';

const at = (time: string): string => `2026-11-20T${time}:00.000Z`;

/** Chicken Vindaloo from Ajanta, promised for 18:30 and there a minute before. */
const anOrder = (orderId: number, changes: Partial<SimulatedOrder> = {}): SimulatedOrder => ({
  orderId,
  traceOrderId: null,
  restaurantId: 1,
  state: 'DELIVERED',
  createdAt: at('18:00'),
  promisedAt: at('18:30'),
  pickedUpAt: at('18:20'),
  deliveredAt: at('18:29'),
  cancelledAt: null,
  cancelledBy: null,
  stoppedByClosingAt: null,
  ...changes,
});

const late = (orderId: number, time = '18:45'): SimulatedOrder =>
  anOrder(orderId, { deliveredAt: at(time) });

const aNotice = (orderId: number, changes: Partial<LedgerEntry> = {}): LedgerEntry => ({
  orderId,
  notificationId: `notice-${orderId}`,
  promiseGeneration: 1,
  condition: 'LATE',
  audience: 'CUSTOMER',
  channel: 'EMAIL',
  carriedBy: null,
  reason: 'PROMISE_PASSED',
  state: 'SENT',
  cause: null,
  decidedAt: new Date(at('18:32')),
  ...changes,
});

const inputOf = (changes: Partial<SummaryInput> = {}): SummaryInput => ({
  orders: [],
  ledger: [],
  offers: { made: 0, totalCents: 0 },
  mails: 0,
  messages: 0,
  speed: 60,
  slackMinutes: 1,
  seconds: 10,
  breaches: [],
  ...changes,
});

const summaryOf = (changes: Partial<SummaryInput> = {}) => summarize(inputOf(changes));

describe('the summary of a replay', () => {
  it('counts how the orders really ended', () => {
    const open = { deliveredAt: null, pickedUpAt: null };
    const orders = [
      anOrder(1),
      late(2),
      anOrder(3, { ...open, cancelledAt: at('18:10'), cancelledBy: 'CONSUMER' }),
      anOrder(4, { ...open, cancelledAt: at('18:10'), cancelledBy: 'RESTAURANT' }),
      anOrder(5, { ...open, stoppedByClosingAt: at('18:20') }),
      anOrder(6, open),
    ];
    expect(summaryOf({ orders })).toMatchObject({
      orders: 6,
      delivered: 2,
      cancelled: 2,
      neverEnded: 2,
      lateInTruth: 1,
      undeliverableInTruth: 2,
    });
  });

  it.each([
    ['a minute before its promise', anOrder(1), 0],
    ['at the minute of its promise', anOrder(1, { deliveredAt: at('18:30') }), 0],
    ['a minute after its promise', late(1, '18:31'), 1],
    ['without a promise', anOrder(1, { promisedAt: null, deliveredAt: at('23:00') }), 0],
    ['never', anOrder(1, { deliveredAt: null }), 0],
  ])('takes an order that came %s for late in %j', (_when, order, expected) => {
    expect(summaryOf({ orders: [order] }).lateInTruth).toBe(expected);
  });

  it('counts as told whom a mail was really sent to, by condition', () => {
    const ledger = [
      aNotice(1),
      aNotice(2, { state: 'SUPPRESSED' }),
      aNotice(3, { audience: 'CUSTOMER_SERVICE' }),
      aNotice(4, { condition: 'UNDELIVERABLE' }),
      aNotice(5, { condition: 'AT_RISK' }),
    ];
    const summary = summaryOf({ orders: [1, 2, 3, 4, 5].map((id) => late(id)), ledger });
    expect(summary.toldLate.customers).toBe(1);
    expect(summary.toldUndeliverable.customers).toBe(1);
    expect(Object.values(summary.toldUndeliverable.reasons)).toEqual([1]);
    expect(summary.toldRecovered.customers).toBe(0);
    expect(summary.toldAtRisk.customers).toBe(1);
    expect(summary.notifications).toEqual({ SENT: 4, SUPPRESSED: 1 });
  });

  it('says how many of those who were warned were late in the end', () => {
    const ledger = [1, 2, 3].map((id) => aNotice(id, { condition: 'AT_RISK' }));
    const summary = summaryOf({ orders: [late(1), anOrder(2), late(3)], ledger });
    expect(summary.toldAtRisk).toMatchObject({ customers: 3, wereLate: 2 });
  });

  it('tells how long before the promise a warning came, and after it the bad news', () => {
    const warnedAt = (id: number, time: string): LedgerEntry =>
      aNotice(id, { condition: 'AT_RISK', decidedAt: new Date(at(time)) });
    const ledger = [
      ...['18:10', '18:15', '18:28'].map((time, index) => warnedAt(index + 1, time)),
      ...['18:32', '18:33', '18:40'].map((time, index) =>
        aNotice(index + 1, { decidedAt: new Date(at(time)) }),
      ),
    ];
    const summary = summaryOf({ orders: [late(1), late(2), late(3)], ledger });
    expect(summary.toldAtRisk.minutesBeforePromise).toEqual({ least: 2, median: 15, most: 20 });
    expect(summary.toldLate.minutesAfterPromise).toEqual({ least: 2, median: 3, most: 10 });
  });

  it('has no minutes to tell where nobody was told', () => {
    const summary = summaryOf({ orders: [late(1)] });
    expect(summary.toldLate).toEqual({ customers: 0, minutesAfterPromise: null });
    expect(summary.toldAtRisk.minutesBeforePromise).toBeNull();
  });

  it('leaves those without a promise out of the minutes', () => {
    const orders = [anOrder(1, { promisedAt: null })];
    expect(summaryOf({ orders, ledger: [aNotice(1)] }).toldLate).toEqual({
      customers: 1,
      minutesAfterPromise: null,
    });
  });

  it('always has a median between the least and the most, of whole tenths', () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 600_000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(minutes, (delays) => {
        const ledger = delays.map((ms, index) =>
          aNotice(index, { decidedAt: new Date(Date.parse(at('18:30')) + ms) }),
        );
        const orders = delays.map((_ms, index) => late(index));
        const spread = summaryOf({ orders, ledger }).toldLate.minutesAfterPromise;
        const { least = NaN, median = NaN, most = NaN } = spread ?? {};
        expect(least).toBeLessThanOrEqual(median);
        expect(median).toBeLessThanOrEqual(most);
        for (const value of [least, median, most]) expect(Math.round(value * 10) / 10).toBe(value);
      }),
    );
  });

  it('gives messages in a second', () => {
    expect(summaryOf({ messages: 1234, seconds: 65.04 })).toMatchObject({
      messagesPerSecond: 19,
      seconds: 65,
    });
  });
});

describe('the summary for people', () => {
  const words = (changes: Partial<SummaryInput> = {}): string => inWords(summaryOf(changes));

  it('says that every rule held when none was broken', () => {
    expect(words()).toContain('Every rule held');
    expect(words()).not.toContain('BROKEN');
  });

  it('says which rule was broken for which order, and never that all is well (I12)', () => {
    const breaches = [{ rule: 'every late order is told', orderId: 42, what: 'LATE is missing' }];
    expect(words({ breaches })).toContain('RULES BROKEN: 1');
    expect(words({ breaches })).toContain('order 42: every late order is told: LATE is missing');
    expect(words({ breaches })).not.toContain('Every rule held');
  });

  it('counts all breaches, and lists no more than a screen holds', () => {
    const breaches = Array.from({ length: 500 }, (_, orderId) => ({
      rule: 'r',
      orderId,
      what: 'w',
    }));
    const text = words({ breaches });
    expect(text).toContain('RULES BROKEN: 500');
    expect(text.split('\n').length).toBeLessThan(50);
  });

  it('writes money with two decimals', () => {
    expect(words({ offers: { made: 3, totalCents: 1505 } })).toContain('3, together 15.05');
  });

  it('holds no line that a number is missing from', () => {
    const text = words({ orders: [late(1)], ledger: [aNotice(1)], mails: 1, messages: 5 });
    expect(text).not.toMatch(/undefined|NaN|null|\[object/);
  });
});
