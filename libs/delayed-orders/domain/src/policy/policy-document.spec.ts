import { restaurantId } from '../identifiers.js';
import { anOrder, at } from '../testing/index.js';
import { DEFAULT_DELAY_POLICY } from './delay-policy.js';
import { changed, PolicyBook, SHIPPED_POLICY } from './policy-document.js';
import { serviceLevelOf } from './service-level.js';

const scheduled = { promisedAt: at('21:00') };

describe('a policy', () => {
  it('is the shipped one where a document says nothing', () => {
    expect(SHIPPED_POLICY.policyFor(anOrder())).toEqual(DEFAULT_DELAY_POLICY);
    expect(SHIPPED_POLICY.version).toBe(0);
  });

  it('is changed by the narrowest that speaks: restaurant, area, service level, all', () => {
    const book = new PolicyBook(3, {
      all: { lateGraceMinutes: 1, riskWindowMinutes: 1 },
      serviceLevels: { SCHEDULED: { lateGraceMinutes: 2 } },
      areas: { Oakland: { lateGraceMinutes: 3 } },
      restaurants: { '1': { lateGraceMinutes: 4 } },
    });
    const grace = (order: Parameters<typeof anOrder>[0]) => {
      const { lateGraceMinutes, riskWindowMinutes } = book.policyFor(anOrder(order));
      return [lateGraceMinutes, riskWindowMinutes];
    };
    const elsewhere = { restaurantId: restaurantId(2) };
    expect(grace(elsewhere)).toEqual([1, 1]);
    expect(grace({ ...elsewhere, ...scheduled })).toEqual([2, 1]);
    expect(grace({ ...elsewhere, ...scheduled, area: 'Oakland' })).toEqual([3, 1]);
    expect(grace({ ...scheduled, area: 'Oakland' })).toEqual([4, 1]);
    expect(grace({ ...elsewhere, area: 'Palo Alto' })).toEqual([1, 1]);
  });

  it('changes one time of use and keeps the others', () => {
    const { useForMinutes } = changed(DEFAULT_DELAY_POLICY, { useForMinutes: { LATE: 20 } });
    expect(useForMinutes).toEqual({ ...DEFAULT_DELAY_POLICY.useForMinutes, LATE: 20 });
  });

  it('changes the channels of one audience and condition and keeps the others', () => {
    const changes = { channels: { CUSTOMER: { UNDELIVERABLE: ['SMS'] } } } as const;
    const { channels } = changed(DEFAULT_DELAY_POLICY, changes);
    expect(channels.CUSTOMER).toEqual({
      ...DEFAULT_DELAY_POLICY.channels.CUSTOMER,
      UNDELIVERABLE: ['SMS'],
    });
    expect(channels.CUSTOMER_SERVICE).toEqual(DEFAULT_DELAY_POLICY.channels.CUSTOMER_SERVICE);
  });

  it.each(['constructor', '__proto__', 'toString'])(
    'has no changes for an area called %s',
    (area) => {
      const book = new PolicyBook(1, { areas: { Oakland: { lateGraceMinutes: 9 } } });
      expect(book.policyFor(anOrder({ area }))).toEqual(DEFAULT_DELAY_POLICY);
    },
  );
});

describe('serviceLevelOf', () => {
  it.each([
    [{ promisedAt: at('19:00') }, 'ASAP'],
    [{ promisedAt: at('20:00') }, 'ASAP'],
    [scheduled, 'SCHEDULED'],
    [{ promisedAt: undefined }, 'ASAP'],
    [{ createdAt: undefined }, 'ASAP'],
  ])('tells by how far ahead the promise lay: %j is %s', (order, level) => {
    expect(serviceLevelOf(anOrder(order))).toBe(level);
  });
});
