import fc from 'fast-check';
import type { OrderRecord } from '../replay/order-record.js';
import { aRecord } from '../testing.js';
import type { WatchedOrder } from './detection.js';
import { detectionOf } from './detection.js';
import type { Watch } from './watch.js';
import { UNTOUCHED } from './watch.js';

function watched(ending: OrderRecord['ending'], watch: Partial<Watch> = {}): WatchedOrder {
  const hasRisk = watch.leadMinutes !== undefined;
  const notices = {
    ...(hasRisk ? { AT_RISK: 1 } : {}),
    ...(watch.recoveries ? { RECOVERED: 1 } : {}),
    ...(ending === 'LATE' ? { LATE: 1 } : {}),
  };
  return { record: aRecord({ ending }), watch: { ...UNTOUCHED, notices, ...watch } };
}
const times = (count: number, order: WatchedOrder): WatchedOrder[] =>
  Array.from({ length: count }, () => order);

describe('detectionOf', () => {
  const orders = [
    ...times(3, watched('LATE', { leadMinutes: 20, offerCents: 300 })),
    watched('LATE', { leadMinutes: 12, offerCents: 200, recoveries: 2, flaps: 1 }),
    ...times(1, watched('LATE')),
    ...times(2, watched('ON_TIME', { leadMinutes: 15, offerCents: 200, recoveries: 1 })),
    ...times(92, watched('ON_TIME')),
    watched('NONE', { leadMinutes: 15, offerCents: 200 }),
  ];
  const found = detectionOf(orders);

  it('counts what was foreseen, what was not, and what was told for nothing', () => {
    expect(found).toMatchObject({ orders: 100, late: 5, foreseen: 4, falseAlarms: 2 });
  });

  it('knows how many notices came true and how many late orders had one', () => {
    expect(found.precision).toBeCloseTo(4 / 6, 10);
    expect(found.recall).toBeCloseTo(4 / 5, 10);
    expect(found.f1).toBeCloseTo((2 * (4 / 6) * 0.8) / (4 / 6 + 0.8), 10);
  });

  it('measures how long ahead the foreseen were told', () => {
    expect(found.lead.mean).toBe(18);
    expect(found.lead.p50).toBe(20);
    expect(found.lead.p10).toBeCloseTo(14.4, 10);
  });

  it('counts notices per thousand orders: of a risk, of its end, of lateness', () => {
    expect(found.noticesPerThousand).toEqual({
      risk: 70,
      recovered: 30,
      late: 50,
      undeliverable: 0,
    });
    expect(found.flaps).toBe(1);
  });

  it('adds up the offers and what of them was not needed', () => {
    expect(found.offers.cents).toBe(1_700);
    expect(found.offers.centsPerOrder).toBe(17);
    expect(found.offers.wastedShare).toBeCloseTo(600 / 1_700, 10);
  });

  it('counts what never came, and what was given up rightly and wrongly', () => {
    const gone = { foreseenUndeliverable: 'RESTAURANT_CLOSES_FIRST' } as const;
    const lost = (watch: Partial<Watch>) => ({
      record: aRecord({ isUndelivered: true }),
      watch: { ...UNTOUCHED, ...watch },
    });
    const { undeliverable } = detectionOf([lost(gone), lost({}), watched('ON_TIME', gone)]);
    expect(undeliverable).toEqual({ inTruth: 2, foreseen: 1, wrongly: 1 });
  });

  it('has no precision without notices and no recall without late orders', () => {
    const nothing = detectionOf(times(3, watched('ON_TIME')));
    expect(nothing.precision).toBeNaN();
    expect(nothing.recall).toBeNaN();
    expect(nothing.lead.mean).toBeNaN();
  });
});

describe('detectionOf any orders', () => {
  const anyOrder = fc
    .record({
      ending: fc.constantFrom<OrderRecord['ending']>('LATE', 'ON_TIME', 'NONE'),
      leadMinutes: fc.option(fc.integer({ min: 10, max: 30 }), { nil: undefined }),
      offerCents: fc.nat(1_000),
    })
    .map(({ ending, leadMinutes, offerCents }) =>
      watched(ending, {
        leadMinutes,
        offerCents: leadMinutes === undefined ? 0 : offerCents,
      }),
    );

  it('adds up to the orders', () => {
    fc.assert(
      fc.property(fc.array(anyOrder, { minLength: 1, maxLength: 30 }), (given) => {
        const { orders, late, foreseen, falseAlarms, noticesPerThousand } = detectionOf(given);
        expect(orders).toBe(given.length);
        expect(foreseen).toBeLessThanOrEqual(late);
        const flagged = given.filter(({ watch }) => watch.leadMinutes !== undefined).length;
        const unended = given.filter(
          ({ record, watch }) => record.ending === 'NONE' && watch.leadMinutes !== undefined,
        ).length;
        expect(foreseen + falseAlarms + unended).toBe(flagged);
        expect(noticesPerThousand.risk).toBeCloseTo((1000 * flagged) / orders, 10);
      }),
    );
  });

  it('says the same of orders in any order', () => {
    fc.assert(
      fc.property(fc.array(anyOrder, { minLength: 1, maxLength: 30 }), (given) => {
        expect(detectionOf(given.toReversed())).toEqual(detectionOf(given));
      }),
    );
  });

  it('keeps F1 between precision and recall', () => {
    fc.assert(
      fc.property(fc.array(anyOrder, { minLength: 1, maxLength: 30 }), (given) => {
        const { precision, recall, f1 } = detectionOf(given);
        fc.pre(!Number.isNaN(f1));
        expect(f1).toBeGreaterThanOrEqual(Math.min(precision, recall) - 1e-9);
        expect(f1).toBeLessThanOrEqual(Math.max(precision, recall) + 1e-9);
      }),
    );
  });
});
