import { ajanta, chickenVindaloo, minute } from '../testing.js';
import {
  closingEarly,
  drawEarlyClosings,
  type EarlyClosing,
  isStranded,
} from './early-closings.js';
import type { OrderDraft } from './order-draft.js';
import { SeededRandom } from './seeded-random.js';

const CLOSING: EarlyClosing = {
  restaurantId: 'ajanta',
  announcedAt: minute(60),
  closesAt: minute(90),
};

function draft(createdAt: Date, pickedUpAt: Date, restaurantId = 'ajanta'): OrderDraft {
  const { orderId: _, courierId: __, ...order } = chickenVindaloo({ createdAt, restaurantId });
  return { ...order, pickedUpAt } as OrderDraft;
}

describe('isStranded', () => {
  it.each([
    ['is not handed over when the restaurant closes', 59, 95, true],
    ['would be handed over in the last minutes', 30, 76, true],
    ['is handed over in good time', 30, 75, false],
    ['is placed after the announcement', 60, 95, false],
  ])('%s: %d to %d: %s', (_, createdMinute, pickedUpMinute, expected) => {
    expect(isStranded(draft(minute(createdMinute), minute(pickedUpMinute)), CLOSING)).toBe(
      expected,
    );
  });

  it('does not concern the orders of other restaurants', () => {
    expect(isStranded(draft(minute(30), minute(95), 'another'), CLOSING)).toBe(false);
  });
});

describe('drawEarlyClosings', () => {
  const waiting = Array.from({ length: 40 }, (_, index) =>
    draft(minute(index * 4), minute(index * 4 + 40), String(index % 8)),
  );

  it('chooses up to three restaurants, each with someone left waiting', () => {
    const closings = drawEarlyClosings(new SeededRandom(1), minute(0), waiting, () => true);
    expect(closings).toHaveLength(3);
    expect(new Set(closings.map(({ restaurantId }) => restaurantId)).size).toBe(3);
    for (const closing of closings) {
      expect(waiting.some((each) => isStranded(each, closing))).toBe(true);
    }
  });

  it('announces 20 to 40 minutes ahead, between 19:00 and 20:30', () => {
    for (let seed = 0; seed < 50; seed++) {
      const random = new SeededRandom(seed);
      for (const closing of drawEarlyClosings(random, minute(0), waiting, () => true)) {
        const notice = closing.closesAt.getTime() - closing.announcedAt.getTime();
        expect(notice).toBeGreaterThanOrEqual(20 * 60_000);
        expect(notice).toBeLessThanOrEqual(40 * 60_000);
        expect(closing.closesAt.getTime()).toBeGreaterThanOrEqual(minute(60).getTime());
        expect(closing.closesAt.getTime()).toBeLessThanOrEqual(minute(150).getTime());
      }
    }
  });

  it('leaves those open that may not close, and everyone on an evening without orders', () => {
    const random = new SeededRandom(1);
    expect(drawEarlyClosings(random, minute(0), waiting, () => false)).toEqual([]);
    expect(drawEarlyClosings(random, minute(0), [], () => true)).toEqual([]);
  });
});

describe('closingEarly', () => {
  it('tells the restaurant of its closing, if it has one', () => {
    expect(closingEarly(ajanta(), undefined)).toEqual(ajanta());
    expect(closingEarly(ajanta(), CLOSING)).toEqual(
      ajanta({ closesEarlyAnnouncedAt: minute(60), closesEarlyAt: minute(90) }),
    );
  });
});
