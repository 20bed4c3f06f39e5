import { madeTrace, traceOf } from '@ftgo/monolith-traces';
import type { Trace } from '@ftgo/monolith-traces';
import type { LabPolicy } from '../measures/lab-policy.js';
import { SHIPPED_LAB_POLICY } from '../measures/lab-policy.js';
import type { Watch } from '../measures/watch.js';
import { chickenVindaloo, minute } from '../testing.js';
import type { OrderRecord } from './order-record.js';
import { recordOrders } from './record-orders.js';

const eager: LabPolicy = {
  name: 'eager',
  document: {
    all: {
      riskEnterProbability: 0.4,
      riskLeaveProbability: 0.01,
      riskWindowMinutes: 25,
      riskLeastLeadMinutes: 10,
    },
  },
};

function recorded(trace: Trace, policy: LabPolicy = SHIPPED_LAB_POLICY): readonly OrderRecord[] {
  return recordOrders(trace, { learnShare: 0.5, lateAfterMinutes: 0, policies: [policy] }).records;
}
const watchOf = (trace: Trace, policy?: LabPolicy): Watch | undefined =>
  recorded(trace, policy)[0]?.watches[0];

describe('a policy that watches a replay', () => {
  it('warns as the recorded probability reaches its threshold', () => {
    const records = recorded(madeTrace({ orders: 400, seed: 5 }), eager);
    let [warned, atTheMinute] = [0, 0];
    for (const { minutes, watches } of records) {
      const [{ leadMinutes, foreseenUndeliverable } = { leadMinutes: undefined }] = watches;
      // What is given up is not at risk any more, and what is heard between two minutes decides then.
      if (leadMinutes === undefined || foreseenUndeliverable !== undefined) continue;
      const first = minutes.find(
        (each) => each.minutesLeft <= 25 && each.minutesLeft >= 10 && each.probability >= 0.4,
      );
      const recordedLead = first?.minutesLeft ?? leadMinutes;
      // It looks every other minute, and at what is heard between two.
      expect(leadMinutes).toBeGreaterThanOrEqual(recordedLead - 2);
      warned += 1;
      if (Math.abs(leadMinutes - recordedLead) <= 1) atTheMinute += 1;
    }
    expect(warned).toBeGreaterThan(50);
    expect(atTheMinute).toBeGreaterThan(0.9 * warned);
  });

  it('tells each customer three times at most, and of lateness only who was late', () => {
    const records = recorded(madeTrace({ orders: 400, seed: 5 }), eager);
    for (const { watches } of records) {
      const notices = Object.values(watches[0]?.notices ?? {}).reduce((sum, n) => sum + n, 0);
      expect(notices).toBeLessThanOrEqual(3);
    }
    const told = records.filter(({ watches }) => (watches[0]?.notices.LATE ?? 0) > 0);
    expect(told.length).toBeGreaterThan(20);
    expect(told.every(({ ending }) => ending === 'LATE')).toBe(true);
  });

  it('does nothing about an order that comes in good time', () => {
    const quick = traceOf([chickenVindaloo({ deliveredAt: minute(19) })], []);
    expect(watchOf(quick)).toMatchObject({ leadMinutes: undefined, notices: {}, offerCents: 0 });
  });

  it('foresees a closing once it is announced, and not before', () => {
    const closing = (announced: number) =>
      traceOf(
        [
          chickenVindaloo({
            readyAt: undefined as never,
            pickedUpAt: undefined as never,
            deliveredAt: undefined as never,
            cancelledAt: minute(55),
          }),
        ],
        [
          {
            restaurantId: 'ajanta',
            name: 'Ajanta',
            timeZone: 'UTC',
            opens: '00:00',
            closes: '00:00',
            closesEarlyAnnouncedAt: minute(announced),
            closesEarlyAt: minute(30),
          },
        ],
      );
    expect(watchOf(closing(20))).toMatchObject({
      foreseenUndeliverable: 'RESTAURANT_CLOSES_FIRST',
      notices: { UNDELIVERABLE: 1 },
    });
    expect(watchOf(closing(54))).toMatchObject({
      foreseenUndeliverable: 'RESTAURANT_CLOSES_FIRST',
    });
  });

  it('watches alike whoever else watches', () => {
    const trace = madeTrace({ orders: 200, seed: 7 });
    const alone = recorded(trace, eager).map(({ watches }) => watches[0]);
    const both = recordOrders(trace, {
      learnShare: 0.5,
      lateAfterMinutes: 0,
      policies: [SHIPPED_LAB_POLICY, eager],
    });
    expect(both.records.map(({ watches }) => watches[1])).toEqual(alone);
  });
});
