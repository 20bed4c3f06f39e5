import { courierId } from '../identifiers.js';
import { anOrder, at } from '../testing/index.js';
import { ACCEPTED } from './curve-stage.js';
import { EstimateKnowledge } from './estimate-knowledge.js';
import { DEFAULT_ESTIMATE_SETTINGS } from './estimate-settings.js';
import { noteDelivery } from './note-delivery.js';
import { noteEnd, noteOpening } from './note-opening.js';

const delivered = anOrder({
  area: 'north',
  courierId: courierId(3),
  acceptedAt: at('18:05'),
  pickedUpAt: at('18:20'),
  deliveredAt: at('18:50'),
});

function knowing(): EstimateKnowledge {
  const knowledge = new EstimateKnowledge(DEFAULT_ESTIMATE_SETTINGS);
  knowledge.clock = at('18:50').getTime() / 60_000;
  return knowledge;
}

describe('a delivered order', () => {
  it('teaches how long its restaurant, area, courier and customer take, each from its stage on', () => {
    const knowledge = knowing();
    noteDelivery(knowledge, delivered);
    const restaurant = knowledge.restaurants.get(1);
    expect(restaurant?.fromPlaced).toEqual({ count: 1, sum: 50 });
    expect(restaurant?.fromAccepted).toEqual({ count: 1, sum: 45 });
    expect(restaurant?.fromPickedUp).toEqual({ count: 1, sum: 30 });
    expect(knowledge.areas.get('north')?.fromPlaced).toEqual({ count: 1, sum: 50 });
    expect(knowledge.couriers.get(3)).toEqual({ count: 1, sum: 30 });
    expect(knowledge.customers.get(7)).toEqual({ count: 1, sum: 30 });
  });

  it('teaches nothing of a courier whose pick-up was never heard of, but that it was missing', () => {
    const knowledge = knowing();
    const before = knowledge.missing.share(ACCEPTED, undefined);
    noteDelivery(knowledge, { ...delivered, pickedUpAt: undefined });
    expect(knowledge.couriers.size).toBe(0);
    expect(knowledge.customers.size).toBe(0);
    expect(knowledge.missing.share(ACCEPTED, undefined)).toBeGreaterThan(before);
  });

  it('teaches what it can where restaurant, courier and customer are unknown', () => {
    const knowledge = knowing();
    const order = anOrder({
      restaurantId: undefined,
      consumerId: undefined,
      pickedUpAt: at('18:20'),
      deliveredAt: at('18:50'),
    });
    noteDelivery(knowledge, order);
    expect(knowledge.usual.fromPickedUp.count).toBeGreaterThan(20);
    expect(knowledge.restaurants.size).toBe(0);
  });

  it('teaches by how much promises of its length are missed', () => {
    const knowledge = knowing();
    noteDelivery(knowledge, { ...delivered, promisedAt: at('18:40') });
    expect(knowledge.promises.snapshot()).toEqual([[40, 1, 10]]);
    noteDelivery(knowledge, { ...delivered, promisedAt: undefined });
    expect(knowledge.promises.snapshot()).toHaveLength(1);
  });

  it('is not believed to be typical when it came hours after its promise', () => {
    const knowledge = knowing();
    noteDelivery(knowledge, { ...delivered, deliveredAt: at('22:00') });
    expect(knowledge.promises.snapshot()).toEqual([[60, 1, 30]]);
  });

  it('teaches nothing when it was delivered before it was created', () => {
    const knowledge = knowing();
    noteDelivery(knowledge, { ...delivered, deliveredAt: at('17:00') });
    expect(knowledge.restaurants.size).toBe(0);
    expect(knowledge.curves.snapshot().fresh).toEqual([]);
  });
});

describe('an open order', () => {
  it('counts in its area and everywhere until it ends', () => {
    const knowledge = knowing();
    noteOpening(knowledge, anOrder({ area: 'north' }));
    noteOpening(knowledge, anOrder());
    expect([knowledge.feed.open, knowledge.areas.get('north')?.speed.open]).toEqual([2, 1]);
    noteEnd(knowledge, delivered);
    expect([knowledge.feed.open, knowledge.areas.get('north')?.speed.open]).toEqual([1, 0]);
  });

  it('makes deliveries faster than expected by being delivered, but not by being cancelled', () => {
    const speedAfter = (end: Parameters<typeof anOrder>[0]): number => {
      const knowledge = knowing();
      noteOpening(knowledge, anOrder({ area: 'north' }));
      noteEnd(knowledge, anOrder({ area: 'north', ...end }));
      return knowledge.feed.logRatio;
    };
    expect(speedAfter({ deliveredAt: at('18:50') })).toBeGreaterThan(0);
    expect(speedAfter({ cancelledAt: at('18:50') })).toBe(0);
  });

  it('tells what totals, promises and loads are usual', () => {
    const knowledge = knowing();
    const { logTotal, logPromise, logOpen } = knowledge.usual;
    const counts = (): number[] => [logTotal, logPromise, logOpen].map(({ count }) => count);
    noteOpening(knowledge, anOrder());
    expect(counts().every((count) => count > 20)).toBe(true);
    const before = counts();
    noteOpening(knowledge, anOrder({ orderTotalCents: undefined, promisedAt: undefined }));
    expect(counts().slice(0, 2)).toEqual(before.slice(0, 2));
  });

  it('is nothing while its creation is unknown', () => {
    const knowledge = knowing();
    noteOpening(knowledge, anOrder({ createdAt: undefined }));
    noteEnd(knowledge, anOrder({ createdAt: undefined, deliveredAt: at('18:50') }));
    expect(knowledge.feed.isQuiet).toBe(true);
  });
});
