import fc from 'fast-check';
import type { Assessment } from './assessment/assess.js';
import type { ToldCondition } from './condition.js';
import { TOLD_CONDITIONS } from './condition.js';
import type { DelayedOrder } from './delayed-order.js';
import type { Decision } from './delayed-order-service.js';
import { DelayedOrderService } from './delayed-order-service.js';
import { DEFAULT_OFFER_POLICY } from './compensation.js';
import { notificationId, offerId } from './identifiers.js';
import type { LadderInput, ToldNotice } from './notice-ladder.js';
import { climbLadder } from './notice-ladder.js';
import type { Order } from './order.js';
import { DEFAULT_DELAY_POLICY } from './policy/delay-policy.js';
import { SHIPPED_POLICY } from './policy/policy-document.js';
import { ajanta, anOrder, at, minutesAfter, noisyEstimator } from './testing/index.js';

const expecting = (from: Date) => ({ from, to: minutesAfter(from, 10) });

function assessed(condition: ToldCondition, expected = at('19:10')): Assessment {
  const reason = condition === 'LATE' ? 'PROMISE_PASSED' : 'EXPECTED_LATE';
  const estimate = {
    probabilityLate: 0.6,
    expected: expecting(expected),
    likelyAt: expected,
    version: 'S1.0',
  };
  return { condition, reason, reasons: [reason], estimate };
}

const toldOf = (condition: ToldCondition, rest: Partial<ToldNotice> = {}): ToldNotice[] =>
  (['CUSTOMER', 'CUSTOMER_SERVICE'] as const).map((audience) => ({
    promiseGeneration: 1,
    condition,
    audience,
    expected: expecting(at('19:10')),
    decidedAt: at('18:40'),
    isWithdrawn: false,
    ...rest,
  }));

const climbing = (input: Partial<LadderInput>) =>
  climbLadder({
    order: anOrder(),
    assessment: assessed('AT_RISK'),
    promiseGeneration: 1,
    since: at('18:45'),
    told: [],
    policy: DEFAULT_DELAY_POLICY,
    now: at('18:45'),
    ...input,
  });
const restaurant = ajanta();
const onTheWay = anOrder({ pickedUpAt: at('18:44') });

describe('climbLadder', () => {
  it('tells customer and customer service of a condition, and nobody of none (I3)', () => {
    expect(climbing({}).audiences).toEqual(['CUSTOMER', 'CUSTOMER_SERVICE']);
    const onTime: Assessment = { condition: 'ON_TIME', reasons: [] };
    expect(climbing({ assessment: onTime }).audiences).toEqual([]);
  });

  it('tells nobody twice of the same condition of the same promise (I3)', () => {
    expect(climbing({ told: toldOf('AT_RISK') })).toEqual({ audiences: [], withheld: [] });
    expect(climbing({ told: toldOf('AT_RISK', { isWithdrawn: true }) }).audiences).toEqual([]);
  });

  it('tells customer service first of what it may still mend, the customer a little later', () => {
    const assessment = assessed('UNDELIVERABLE');
    expect(climbing({ assessment })).toEqual({
      audiences: ['CUSTOMER_SERVICE'],
      withheld: [{ audience: 'CUSTOMER', because: 'CUSTOMER_SERVICE_FIRST' }],
      customerAt: at('18:47'),
    });
    const [, ofService = []] = [0, toldOf('UNDELIVERABLE').slice(1)];
    expect(climbing({ assessment, told: ofService, now: at('18:47') }).audiences).toEqual([
      'CUSTOMER',
    ]);
  });

  it("tells both at once of a restaurant's cancellation, which nobody can mend", () => {
    const order = anOrder({ cancelledAt: at('18:45'), cancelledBy: 'RESTAURANT' });
    const { audiences } = climbing({ order, assessment: assessed('UNDELIVERABLE') });
    expect(audiences).toEqual(['CUSTOMER', 'CUSTOMER_SERVICE']);
  });

  it('tells of a recovery only whom it told of the risk, and who may have read it', () => {
    const recovered = { order: onTheWay, assessment: assessed('RECOVERED') };
    expect(climbing({ ...recovered, told: toldOf('AT_RISK') }).audiences).toHaveLength(2);
    expect(climbing(recovered).withheld.map(({ because }) => because)).toEqual([
      'WAS_NOT_TOLD_OF_IT',
      'WAS_NOT_TOLD_OF_IT',
    ]);
    const withdrawn = toldOf('AT_RISK', { isWithdrawn: true });
    expect(climbing({ ...recovered, told: withdrawn }).audiences).toEqual([]);
  });

  it('tells the customer of a recovery once the meal is on its way: before, worse may follow', () => {
    const recovered = { assessment: assessed('RECOVERED'), told: toldOf('AT_RISK') };
    expect(climbing({ ...recovered, order: anOrder() })).toMatchObject({
      audiences: ['CUSTOMER_SERVICE'],
      withheld: [{ audience: 'CUSTOMER', because: 'ENOUGH_NOTICES' }],
    });
    expect(climbing({ ...recovered, order: onTheWay }).audiences).toContain('CUSTOMER');
  });

  it('tells of a risk under a new promise only if what is expected has moved by enough', () => {
    const again = { promiseGeneration: 2, told: toldOf('AT_RISK'), order: onTheWay };
    const hardly = climbing({ ...again, assessment: assessed('AT_RISK', at('19:19')) });
    expect(hardly.withheld.map(({ because }) => because)).toEqual([
      'HARDLY_CHANGED',
      'HARDLY_CHANGED',
    ]);
    const clearly = climbing({ ...again, assessment: assessed('AT_RISK', at('19:20')) });
    expect(clearly.audiences).toHaveLength(2);
  });

  it('keeps room for the worse: never more than three, whatever a policy says', () => {
    const generous = { ...DEFAULT_DELAY_POLICY, mostCustomerNotices: 9 };
    const told = [...toldOf('AT_RISK'), ...toldOf('LATE')];
    const second = { policy: generous, told, promiseGeneration: 2 };
    const late = climbing({ ...second, assessment: assessed('LATE') });
    expect(late.withheld).toEqual([{ audience: 'CUSTOMER', because: 'ENOUGH_NOTICES' }]);
    expect(
      climbing({ ...second, order: onTheWay, assessment: assessed('LATE') }).audiences,
    ).toEqual(['CUSTOMER', 'CUSTOMER_SERVICE']);
    const order = anOrder({ cancelledAt: at('18:45'), cancelledBy: 'RESTAURANT' });
    const worst = climbing({ ...second, order, assessment: assessed('UNDELIVERABLE') });
    expect(worst.audiences).toContain('CUSTOMER');
  });
});

const FROM = at('18:00');
const series = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
  minLength: 1,
  maxLength: 150,
});
const changes = fc.array(
  fc.record({
    minute: fc.integer({ min: 0, max: 150 }),
    change: fc.oneof(
      fc.integer({ min: 0, max: 120 }).map((m) => ({ promisedAt: minutesAfter(FROM, m) })),
      fc.constant({ promisedAt: undefined }),
      fc.constant({ pickedUpAt: at('18:30') }),
      fc.constant({ readyBy: at('22:45') }),
      fc.constant({ readyBy: undefined }),
      fc.constant({ cancelledAt: at('19:00'), cancelledBy: 'RESTAURANT' as const }),
    ),
  }),
  { maxLength: 6 },
);

/** Assesses a nervous order each minute and at each due time; a tenth of the notices is withdrawn. */
function live(
  probabilities: readonly number[],
  heard: { minute: number; change: Partial<Order> }[],
) {
  const estimator = noisyEstimator(FROM, probabilities);
  let made = 0;
  const uuid = () => `00000000-0000-4000-8000-${String((made += 1)).padStart(12, '0')}`;
  const service = new DelayedOrderService(DEFAULT_OFFER_POLICY, {
    notificationId: () => notificationId(uuid()),
    offerId: () => offerId(uuid()),
  });
  let order = anOrder({ acceptedAt: at('18:05') });
  let delayed: DelayedOrder | undefined;
  const told: ToldNotice[] = [];
  const decisions: Decision[] = [];
  for (let minute = 0; minute <= 150; minute++) {
    for (const each of heard) if (each.minute === minute) order = { ...order, ...each.change };
    const decision = service.decide(
      { order, restaurant, delayed, told, shadow: undefined, taught: 'OPEN' },
      { estimator, live: SHIPPED_POLICY, now: minutesAfter(FROM, minute) },
    );
    delayed = decision.delayed ?? delayed;
    told.push(
      ...decision.notifications.map((each) => ({ ...each, isWithdrawn: minute % 10 === 0 })),
    );
    decisions.push(decision);
  }
  return { decisions, told };
}

describe('the ladder, however nervous the estimate and whatever is heard', () => {
  it('gives a customer three notices at most, and no more than one of each kind a promise (I3)', () => {
    fc.assert(
      fc.property(series, changes, (probabilities, heard) => {
        const { told } = live(probabilities, heard);
        const read = told.filter((each) => each.audience === 'CUSTOMER' && !each.isWithdrawn);
        expect(read.length).toBeLessThanOrEqual(3);
        const keys = told.map((each) =>
          [each.promiseGeneration, each.condition, each.audience].join(' '),
        );
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 300 },
    );
  });

  it('lets no order flap: what is at risk or recovered stays so for the least dwell', () => {
    fc.assert(
      fc.property(series, (probabilities) => {
        const { decisions } = live(probabilities, []);
        const turns = decisions.flatMap(({ delayed }) => delayed ?? []);
        const since = new Map(turns.map((each) => [each.since.getTime(), each.condition]));
        const starts = [...since].filter(([, is]) => is === 'AT_RISK' || is === 'RECOVERED');
        for (const [i, [start]] of starts.entries()) {
          const next = starts[i + 1]?.[0] ?? Infinity;
          expect(next - start).toBeGreaterThanOrEqual(5 * 60_000);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('tells the customer of a recovery only after a notice of trouble', () => {
    fc.assert(
      fc.property(series, changes, (probabilities, heard) => {
        const { told } = live(probabilities, heard);
        for (const audience of ['CUSTOMER', 'CUSTOMER_SERVICE'] as const) {
          const read = told.filter((each) => each.audience === audience && !each.isWithdrawn);
          read.forEach((each, i) => {
            if (each.condition !== 'RECOVERED') return;
            expect(TOLD_CONDITIONS).toContain(read[i - 1]?.condition);
            expect(read[i - 1]?.condition).not.toBe('RECOVERED');
          });
        }
      }),
      { numRuns: 300 },
    );
  });
});
