import { ajanta, chickenVindaloo, minute } from '../testing.js';
import { type MadeOrder, strandedAt, withMishaps } from './mishaps.js';
import type { OrderDraft } from './order-draft.js';
import { SeededRandom } from './seeded-random.js';

const { orderId: _, courierId: __, ...vindaloo } = chickenVindaloo();
const DRAFT = vindaloo as OrderDraft;
const ALWAYS_OPEN = ajanta({ opens: '00:00', closes: '00:00' });

function fates(restaurant = ALWAYS_OPEN): MadeOrder[] {
  const random = new SeededRandom(1);
  return Array.from({ length: 5_000 }, () => withMishaps(random, DRAFT, restaurant));
}

describe('withMishaps', () => {
  it('lets most orders go well, and leaves those as they were drawn', () => {
    const well = fates().filter((order) => order.deliveredAt && order.pickedUpAt);
    expect(well.length).toBeGreaterThan(3_500);
    expect(well.every((order) => order === DRAFT)).toBe(true);
  });

  it('has consumers cancel before the restaurant accepts', () => {
    const cancelled = fates().filter((order) => order.cancelledAt && !order.acceptedAt);
    expect(cancelled.length).toBeGreaterThan(50);
    for (const { cancelledAt, ...order } of cancelled) {
      expect(cancelledAt?.getTime()).toBeGreaterThanOrEqual(DRAFT.createdAt.getTime());
      expect(cancelledAt?.getTime()).toBeLessThan(DRAFT.acceptedAt.getTime());
      expect(Object.keys(order)).not.toContain('preparingAt');
    }
  });

  it('has restaurants cancel before the meal is ready, with nothing after that', () => {
    const cancelled = fates().filter((order) => order.cancelledAt && order.acceptedAt);
    expect(cancelled.length).toBeGreaterThan(50);
    for (const { cancelledAt, preparingAt, ...order } of cancelled) {
      expect(cancelledAt?.getTime()).toBeGreaterThanOrEqual(DRAFT.acceptedAt.getTime());
      expect(cancelledAt?.getTime()).toBeLessThan(DRAFT.readyAt.getTime());
      if (preparingAt && cancelledAt) {
        expect(preparingAt.getTime()).toBeLessThan(cancelledAt.getTime());
      }
      expect(order).toMatchObject({ acceptedAt: DRAFT.acceptedAt });
      expect(Object.keys(order)).not.toContain('readyAt');
      expect(Object.keys(order)).not.toContain('deliveredAt');
    }
  });

  it('loses the pick-up of some delivered orders', () => {
    const lost = fates().filter((order) => order.deliveredAt && !order.pickedUpAt);
    expect(lost.length / 5_000).toBeCloseTo(0.167, 1);
  });

  it('never loses it when the restaurant closes soon after the delivery', () => {
    const closesSoon = ajanta({ closesEarlyAnnouncedAt: minute(30), closesEarlyAt: minute(69) });
    const delivered = fates(closesSoon).filter((order) => order.deliveredAt);
    expect(delivered.every((order) => order.pickedUpAt)).toBe(true);
  });
});

describe('strandedAt', () => {
  it('keeps what happened before the closing, and never picks up or delivers', () => {
    const random = new SeededRandom(1);
    const stranded = Array.from({ length: 100 }, () => strandedAt(random, DRAFT, minute(10)));
    for (const { cancelledAt, ...order } of stranded) {
      const { readyAt: _ready, pickedUpAt: _picked, deliveredAt: _delivered, ...before } = DRAFT;
      expect(order).toEqual(before);
      if (cancelledAt) {
        expect(cancelledAt.getTime()).toBeGreaterThanOrEqual(minute(10).getTime());
        expect(cancelledAt.getTime()).toBeLessThanOrEqual(minute(30).getTime());
      }
    }
    const cancelled = stranded.filter(({ cancelledAt }) => cancelledAt).length;
    expect(cancelled).toBeGreaterThan(30);
    expect(cancelled).toBeLessThan(70);
  });

  it('leaves an order open that the restaurant never accepted', () => {
    const random = new SeededRandom(1);
    const stranded = Array.from({ length: 20 }, () => strandedAt(random, DRAFT, minute(2)));
    expect(stranded.every(({ acceptedAt, cancelledAt }) => !acceptedAt && !cancelledAt)).toBe(true);
  });
});
