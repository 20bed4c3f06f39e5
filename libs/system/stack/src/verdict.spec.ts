import fc from 'fast-check';
import { aNotice, anOrder, at, evidenceOf, mailOf } from './testing/evidence.js';
import type { SimulatedOrder } from './simulator.js';
import type { Evidence, LedgerEntry } from './verdict.js';
import { findBreaches } from './verdict.js';

const rulesBrokenBy = (given: Partial<Evidence>): string[] =>
  findBreaches(evidenceOf(given)).map(({ rule }) => rule);

const LATE = 'every late order is told';
const SETTLED = 'every notification is settled';

describe('the verdict on LATE (I3)', () => {
  const told = (time = '18:32'): LedgerEntry => aNotice({ decidedAt: new Date(at(time)) });
  const delivered = (time: string, changes = {}): SimulatedOrder =>
    anOrder({ deliveredAt: at(time), ...changes });
  const neverEnded = { deliveredAt: null, state: 'PICKED_UP' };

  it.each<[string, SimulatedOrder, LedgerEntry[], string[]]>([
    ['nobody told of an order in time', delivered('18:29'), [], []],
    ['nobody told within the grace', delivered('18:32'), [], []],
    ['nobody told within grace and slack', delivered('18:33'), [], []],
    ['nobody told a second later', delivered('18:33:01'), [], [LATE]],
    ['the customer told of a late order', delivered('18:40'), [told()], []],
    ['the customer told just before it came', delivered('18:32:30'), [told()], []],
    ['nobody told of an order that never ended', anOrder(neverEnded), [], [LATE]],
    ['the customer told of an order that never ended', anOrder(neverEnded), [told()], []],
    [
      'told a second too soon',
      delivered('18:40'),
      [told('18:31:59')],
      ['LATE only after the promise'],
    ],
    ['told at the very limit', delivered('18:40'), [told('18:32')], []],
    [
      'told long after it had come',
      delivered('18:35'),
      [told('18:36:01')],
      ['LATE only while it is true'],
    ],
    ['told as it came', delivered('18:35'), [told('18:36')], []],
    [
      'told though nothing was promised',
      delivered('19:30', { promisedAt: null }),
      [told()],
      ['no promise, no lateness'],
    ],
    ['nobody told where nothing was promised', delivered('19:30', { promisedAt: null }), [], []],
    [
      'told that it can not be delivered, instead',
      anOrder({ ...neverEnded, pickedUpAt: null }),
      [aNotice({ condition: 'UNDELIVERABLE' })],
      [],
    ],
    ['told of a risk only', delivered('18:40'), [aNotice({ condition: 'AT_RISK' })], [LATE]],
    [
      'customer service told only',
      delivered('18:40'),
      [aNotice({ audience: 'CUSTOMER_SERVICE' })],
      [LATE],
    ],
    [
      'the notice suppressed',
      delivered('18:40'),
      [aNotice({ state: 'SUPPRESSED', cause: 'DELIVERED' })],
      [LATE],
    ],
    ['the notice ambiguous (I5)', delivered('18:40'), [aNotice({ state: 'UNKNOWN' })], []],
    ['the notice failed', delivered('18:40'), [aNotice({ state: 'FAILED' })], [LATE, SETTLED]],
    ['the notice under way', delivered('18:40'), [aNotice({ state: 'PENDING' })], [LATE, SETTLED]],
    [
      'nobody told of one cancelled before',
      anOrder({ deliveredAt: null, cancelledAt: at('18:25'), cancelledBy: 'CONSUMER' }),
      [],
      [],
    ],
    [
      'told of one cancelled before',
      anOrder({ deliveredAt: null, cancelledAt: at('18:25'), cancelledBy: 'CONSUMER' }),
      [told()],
      ['LATE only while it is true'],
    ],
    [
      'nobody told of one cancelled long after',
      anOrder({ deliveredAt: null, cancelledAt: at('18:50'), cancelledBy: 'CONSUMER' }),
      [],
      [LATE],
    ],
  ])('with %s', (_what, order, ledger, expected) => {
    expect(rulesBrokenBy({ orders: [order], ledger })).toEqual(expected);
  });

  it('says of which order, and what became of its notice', () => {
    const orders = [delivered('18:40', { orderId: 7 })];
    const ledger = [aNotice({ orderId: 7, state: 'SUPPRESSED', cause: 'CANCELLED' })];
    expect(findBreaches(evidenceOf({ orders, ledger }))).toEqual([
      { rule: LATE, orderId: 7, what: 'LATE is SUPPRESSED CANCELLED' },
    ]);
  });
});

describe('the verdict on AT_RISK (I3)', () => {
  const inTime = anOrder();
  const early = anOrder({ deliveredAt: at('18:15') });
  const late = anOrder({ deliveredAt: at('18:33') });
  const cancelled = anOrder({
    deliveredAt: null,
    cancelledAt: at('18:15'),
    cancelledBy: 'CONSUMER',
  });
  const OPEN = 'AT_RISK only while it is open';
  const warned = (time: string, changes: Partial<LedgerEntry> = {}): LedgerEntry =>
    aNotice({ condition: 'AT_RISK', decidedAt: new Date(at(time)), ...changes });

  it.each<[string, SimulatedOrder, LedgerEntry, string[]]>([
    ['warned of an order that came in time', inTime, warned('18:20'), []],
    ['warned of an order that came late', late, warned('18:20'), []],
    ['warned in the grace after the promise', late, warned('18:32'), []],
    ['warned within grace and slack', late, warned('18:33'), []],
    [
      'warned when it was late already',
      late,
      warned('18:33:01'),
      ['AT_RISK only before it is late'],
    ],
    ['warned as it came', early, warned('18:16'), []],
    ['warned after it had come', early, warned('18:16:01'), [OPEN]],
    ['warned after it was cancelled', cancelled, warned('18:16:01'), [OPEN]],
    [
      'warned though nothing was promised',
      anOrder({ promisedAt: null }),
      warned('18:20'),
      ['no promise, no risk'],
    ],
  ])('with the customer %s', (_what, order, notice, expected) => {
    expect(rulesBrokenBy({ orders: [order], ledger: [notice] })).toEqual(expected);
  });

  it('holds for customer service and for a second promise as well', () => {
    const ledger = [
      warned('18:10'),
      warned('18:16:01', { promiseGeneration: 2 }),
      warned('18:20', { audience: 'CUSTOMER_SERVICE' }),
    ];
    expect(rulesBrokenBy({ orders: [early], ledger })).toEqual([OPEN, OPEN]);
  });
});

describe('the verdict on RECOVERED (I3)', () => {
  const AFTER = 'RECOVERED only after bad news';
  const recovered = (changes: Partial<LedgerEntry> = {}): LedgerEntry =>
    aNotice({ condition: 'RECOVERED', decidedAt: new Date(at('18:40')), ...changes });
  const bad = (changes: Partial<LedgerEntry> = {}): LedgerEntry =>
    aNotice({ condition: 'AT_RISK', decidedAt: new Date(at('18:20')), ...changes });

  it.each<[string, LedgerEntry[], boolean]>([
    ['a warning before', [bad(), recovered()], false],
    ['bad news of lateness before', [bad({ condition: 'LATE' }), recovered()], false],
    ['UNDELIVERABLE before', [bad({ condition: 'UNDELIVERABLE' }), recovered()], false],
    ['a warning whose arrival is unknown', [bad({ state: 'UNKNOWN' }), recovered()], false],
    ['nothing before', [recovered()], true],
    ['another RECOVERED before', [recovered({ promiseGeneration: 2 }), recovered()], true],
    ['a warning after', [bad({ decidedAt: new Date(at('18:41')) }), recovered()], true],
    ['a suppressed warning', [bad({ state: 'SUPPRESSED' }), recovered()], true],
    ['a warning to customer service', [bad({ audience: 'CUSTOMER_SERVICE' }), recovered()], true],
    ['a warning of another order', [bad({ orderId: 7 }), recovered()], true],
    ['nothing before, suppressed itself', [recovered({ state: 'SUPPRESSED' })], false],
  ])('with %s', (_what, ledger, isBroken) => {
    expect(rulesBrokenBy({ ledger }).includes(AFTER)).toBe(isBroken);
  });
});

describe('the verdict on UNDELIVERABLE (I3)', () => {
  const EVERY = 'every undeliverable order is told';
  const notice = (changes: Partial<LedgerEntry> = {}): LedgerEntry =>
    aNotice({ condition: 'UNDELIVERABLE', decidedAt: new Date(at('18:15')), ...changes });
  const rejected = anOrder({
    pickedUpAt: null,
    deliveredAt: null,
    cancelledAt: at('18:14'),
    cancelledBy: 'RESTAURANT',
  });
  const closed = anOrder({ pickedUpAt: null, deliveredAt: null, stoppedByClosingAt: at('18:29') });
  const givenUp = { ...closed, cancelledAt: at('18:16'), cancelledBy: 'CONSUMER' as const };
  const withdrawn = notice({ state: 'SUPPRESSED', cause: 'CANCELLED' });

  it.each<[string, SimulatedOrder, LedgerEntry[], string[]]>([
    ['the customer told of a rejected order', rejected, [notice()], []],
    ['the notice of one ambiguous (I5)', rejected, [notice({ state: 'UNKNOWN' })], []],
    ['nobody told of a rejected order', rejected, [], [EVERY]],
    [
      'customer service alone told of one',
      rejected,
      [notice({ audience: 'CUSTOMER_SERVICE' })],
      [EVERY],
    ],
    ['the notice of a rejected order suppressed', rejected, [withdrawn], [EVERY]],
    ['the customer told of a closed restaurant', closed, [notice()], []],
    ['the notice suppressed since the customer cancelled', givenUp, [withdrawn], []],
    [
      'the notice suppressed for another reason',
      givenUp,
      [notice({ state: 'SUPPRESSED', cause: 'EXPIRED' })],
      [EVERY],
    ],
    ['told before the pick-up, which came all the same', anOrder(), [notice()], []],
    [
      'told at the pick-up, within the slack',
      anOrder(),
      [notice({ decidedAt: new Date(at('18:21')) })],
      [],
    ],
    [
      'told after the pick-up',
      anOrder(),
      [notice({ decidedAt: new Date(at('18:21:01')) })],
      ['UNDELIVERABLE only before the pick-up'],
    ],
  ])('with %s', (_what, order, ledger, expected) => {
    expect(rulesBrokenBy({ orders: [order], ledger })).toEqual(expected);
  });

  it('with nobody told of a closed restaurant, who would not be late otherwise', () => {
    const orders = [{ ...closed, promisedAt: null }];
    expect(rulesBrokenBy({ orders })).toEqual([EVERY]);
  });
});

describe('the verdict on incidents', () => {
  const ARRIVES = 'each notice arrives once';
  const toService = (changes: Partial<LedgerEntry>): LedgerEntry =>
    aNotice({ audience: 'CUSTOMER_SERVICE', ...changes });
  const carrier = toService({ notificationId: 'carrier' });
  const carried = toService({ orderId: 7, notificationId: 'carried', carriedBy: 'carrier' });
  it('takes what the incident’s message told of for told, without a mail of its own', () => {
    const broken = (ledger: LedgerEntry[], ...arrived: LedgerEntry[]) =>
      rulesBrokenBy({ ledger, mails: arrived.map(mailOf) }).includes(ARRIVES);
    expect(broken([carrier, carried], carrier)).toBe(false);
    expect(broken([carrier, carried], carrier, carried)).toBe(true);
    expect(broken([carrier, carried])).toBe(true);
    expect(broken([toService({ state: 'GROUPED' })])).toBe(false);
  });
});

describe('the verdict on outcomes', () => {
  const ONE = 'one outcome for each ended order';
  const open = anOrder({ promisedAt: null, deliveredAt: null });
  const cancelled = { ...open, cancelledAt: at('18:10'), cancelledBy: 'CONSUMER' as const };

  it.each<[string, SimulatedOrder, number[], string[]]>([
    ['a delivered order and its outcome', anOrder(), [42], []],
    ['a delivered order without one', anOrder(), [], [ONE]],
    ['a cancelled order and its outcome', cancelled, [42], []],
    ['a cancelled order without one', cancelled, [], [ONE]],
    ['an open order with one', open, [42], [ONE]],
    ['an open order without one', open, [], []],
    ["another order's outcome", anOrder(), [7], [ONE]],
  ])('with %s', (_what, order, outcomes, expected) => {
    expect(rulesBrokenBy({ orders: [order], outcomes: new Set(outcomes) })).toEqual(expected);
  });
});

describe('the verdict on the ledger (I3)', () => {
  const orders = [anOrder({ deliveredAt: at('18:40') })];

  it.each<[string, Partial<LedgerEntry>, boolean]>([
    ['the same effect key', {}, true],
    ['the same effect key, suppressed', { state: 'SUPPRESSED' }, true],
    ['another promise', { promiseGeneration: 2 }, false],
    ['another condition', { condition: 'AT_RISK' }, false],
    ['another audience', { audience: 'CUSTOMER_SERVICE' }, false],
    ['another channel', { channel: 'SMS' }, false],
    ['another order', { orderId: 43 }, false],
  ])('with a second notice for %s', (_what, changes, isBroken) => {
    const ledger = [aNotice(), aNotice({ notificationId: 'second', ...changes })];
    const broken = rulesBrokenBy({ orders, ledger });
    expect(broken.includes('one notification per effect key')).toBe(isBroken);
  });

  it.each([
    ...['SENT', 'SUPPRESSED', 'UNKNOWN'].map((state) => [state, false] as const),
    ...['PENDING', 'SENDING', 'RETRY', 'FAILED'].map((state) => [state, true] as const),
  ])('with a notice that is %s in the end', (state, isBroken) => {
    const ledger = [aNotice({ condition: 'AT_RISK', state }), aNotice()];
    expect(rulesBrokenBy({ orders, ledger }).includes(SETTLED)).toBe(isBroken);
  });
});

describe('the verdict at the mail server (I5)', () => {
  const orders = [anOrder({ deliveredAt: at('18:40') })];
  const ONCE = 'each notice arrives once';

  it.each<[string, Partial<LedgerEntry>, number, boolean]>([
    ['a notice sent', {}, 1, false],
    ['a notice sent', {}, 0, true],
    ['a notice sent', {}, 2, true],
    ['a notice whose sender died', { cause: 'sender.died' }, 1, false],
    ['a notice whose sender died', { cause: 'sender.died' }, 2, false],
    ['a notice whose sender died', { cause: 'sender.died' }, 0, true],
    ['a notice whose sender died', { cause: 'sender.died' }, 3, true],
    ['a notice suppressed', { state: 'SUPPRESSED' }, 0, false],
    ['a notice suppressed', { state: 'SUPPRESSED' }, 1, true],
    ['an ambiguous send', { state: 'UNKNOWN' }, 0, false],
    ['an ambiguous send', { state: 'UNKNOWN' }, 1, false],
    ['an ambiguous send', { state: 'UNKNOWN' }, 2, false],
    ['an ambiguous send', { state: 'UNKNOWN' }, 3, true],
  ])('with %s (%j), arrived %i times', (_what, changes, copies, isBroken) => {
    const risk = aNotice({ condition: 'AT_RISK', ...changes });
    const ledger = [aNotice(), risk];
    const mails = [mailOf(aNotice()), ...Array.from({ length: copies }, () => mailOf(risk))];
    expect(rulesBrokenBy({ orders, ledger, mails }).includes(ONCE)).toBe(isBroken);
  });

  it('with a mail that belongs to no notice', () => {
    const mails = [mailOf(aNotice({ notificationId: 'stranger' }))];
    expect(findBreaches(evidenceOf({ mails }))).toEqual([
      { rule: 'no mail of nobody', orderId: 0, what: 'Message-ID stranger' },
    ]);
  });

  it('with a mail that has no Message-ID at all', () => {
    const mails = [{ ...mailOf(aNotice()), messageId: '' }];
    expect(rulesBrokenBy({ mails })).toEqual(['no mail of nobody']);
  });
});

describe('the verdict on a whole evening', () => {
  /** Minutes after 18:30 at which each of some orders came; null for those that never did. */
  const evening = fc.array(fc.option(fc.integer({ min: -20, max: 60 })), { minLength: 1 });
  const orderOf = (minutes: number | null, orderId: number): SimulatedOrder => {
    const deliveredAt =
      minutes === null ? null : new Date(Date.parse(at('18:30')) + minutes * 60_000).toISOString();
    return anOrder({ orderId, deliveredAt });
  };
  const rightlyTold = (orders: readonly SimulatedOrder[]): LedgerEntry[] =>
    orders
      .filter(({ deliveredAt }) => deliveredAt === null || deliveredAt > at('18:32'))
      .map(({ orderId }) => aNotice({ orderId }));

  it('is always that all is well when who had to be told was told, once (I3, I5)', () => {
    fc.assert(
      fc.property(evening, (arrivals) => {
        const orders = arrivals.map(orderOf);
        expect(rulesBrokenBy({ orders, ledger: rightlyTold(orders) })).toEqual([]);
      }),
    );
  });

  const damages: Record<string, (entry: LedgerEntry) => Partial<Evidence>> = {
    'was never made': () => ({ ledger: [] }),
    'was made twice': (entry) => ({ ledger: [entry, { ...entry, notificationId: 'second' }] }),
    failed: (entry) => ({ ledger: [{ ...entry, state: 'FAILED' }] }),
    'came too soon': (entry) => ({ ledger: [{ ...entry, decidedAt: new Date(at('18:31')) }] }),
    'was lost on its way': (entry) => ({ ledger: [entry], mails: [] }),
    'arrived twice': (entry) => ({ ledger: [entry], mails: [mailOf(entry), mailOf(entry)] }),
  };
  it.each(Object.entries(damages))(
    'always names the one order of many whose notice %s (I3, I5)',
    (_what, damage) => {
      fc.assert(
        fc.property(evening, fc.nat(), (arrivals, choice) => {
          // The slack makes those within a minute of the limit a matter of luck.
          const orders = arrivals.map((m) => (m === 3 ? 4 : m)).map(orderOf);
          const told = rightlyTold(orders);
          const victim = told[choice % Math.max(1, told.length)];
          fc.pre(victim !== undefined);
          const others = told.filter((entry) => entry !== victim);
          const { ledger = [], mails = ledger.map(mailOf) } = damage(victim);
          const found = findBreaches(
            evidenceOf({
              orders,
              ledger: [...others, ...ledger],
              mails: [...others.map(mailOf), ...mails],
            }),
          );
          expect(new Set(found.map(({ orderId }) => orderId))).toEqual(new Set([victim.orderId]));
        }),
      );
    },
  );
});
