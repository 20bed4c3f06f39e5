import { summarizeTrace } from '../trace-summary.js';
import type { TraceOrder } from '../trace.js';
import { MADE_TIME_ZONE, madeTrace } from './made-trace.js';
import { wallClock } from '../replay/local-time.js';
import { normalQuantile } from './normal-distribution.js';
import { PUBLISHED_FIGURES, type QuantilePoint } from './published-figures.js';

const { stages, promises } = PUBLISHED_FIGURES;
const ORDERS = 20_000;
const { orders, restaurants } = madeTrace({ seed: 20, orders: ORDERS });
const delivered = orders.filter(({ deliveredAt }) => deliveredAt);

type Instant = 'createdAt' | 'promisedAt' | 'acceptedAt' | 'pickedUpAt' | 'deliveredAt';

function minutesBetween(list: readonly TraceOrder[], from: Instant, to: Instant): number[] {
  return list.flatMap((order) => {
    const [start, end] = [order[from], order[to]];
    return start && end ? [(end.getTime() - start.getTime()) / 60_000] : [];
  });
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * values.length)] ?? Number.NaN;
}

/** How far the worst of the published values is from its published rank. */
function worstRankOff(values: readonly number[], published: readonly QuantilePoint[]): number {
  const off = published.map(([share, value]) => {
    const notAbove = values.filter((each) => each <= value).length;
    return Math.abs(notAbove / values.length - share);
  });
  return Math.max(...off);
}

function normalScores(values: readonly number[]): number[] {
  const byRank = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const scores = new Array<number>(values.length).fill(0);
  for (const [rank, { index }] of byRank.entries()) {
    scores[index] = normalQuantile((rank + 0.5) / values.length);
  }
  return scores;
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [normalScores(a), normalScores(b)];
  return x.reduce((sum, score, index) => sum + score * (y[index] ?? 0), 0) / x.length;
}

function shareOfBusiest(restaurantShare: number): number {
  const counts = new Map<string, number>();
  for (const { restaurantId } of orders) {
    counts.set(restaurantId, (counts.get(restaurantId) ?? 0) + 1);
  }
  const busiest = [...counts.values()]
    .sort((a, b) => b - a)
    .slice(0, Math.round(counts.size * restaurantShare));
  return busiest.reduce((sum, count) => sum + count, 0) / orders.length;
}

describe('20,000 made orders have the published', () => {
  it('minutes from creation to acceptance: every quantile within 0.02 of its rank', () => {
    const minutes = minutesBetween(orders, 'createdAt', 'acceptedAt');
    expect(worstRankOff(minutes, stages.createdToAcceptedMinutes)).toBeLessThan(0.02);
  });

  it('minutes from acceptance to pick-up: every quantile within 0.02 of its rank', () => {
    const minutes = minutesBetween(orders, 'acceptedAt', 'pickedUpAt');
    expect(worstRankOff(minutes, stages.acceptedToPickedUpMinutes)).toBeLessThan(0.02);
  });

  it('minutes from pick-up to delivery: every quantile within 0.02 of its rank', () => {
    const minutes = minutesBetween(orders, 'pickedUpAt', 'deliveredAt');
    expect(worstRankOff(minutes, stages.pickedUpToDeliveredMinutes)).toBeLessThan(0.02);
  });

  it('minutes in all: every quantile within 0.03 of its rank, the median within 1 minute', () => {
    const minutes = minutesBetween(delivered, 'createdAt', 'deliveredAt');
    expect(worstRankOff(minutes, stages.totalMinutes)).toBeLessThan(0.03);
    expect(Math.abs(quantile(minutes, 0.5) - 43.55)).toBeLessThan(1);
  });

  it('order totals: every quantile within 0.02 of its rank', () => {
    const dollars = orders.map(({ orderTotalCents = 0 }) => orderTotalCents / 100);
    expect(worstRankOff(dollars, stages.orderTotalDollars)).toBeLessThan(0.02);
  });

  it('correlations of the stages, within 0.05', () => {
    const complete = orders.filter(({ pickedUpAt, deliveredAt }) => pickedUpAt && deliveredAt);
    const toAccepted = minutesBetween(complete, 'createdAt', 'acceptedAt');
    const toPickedUp = minutesBetween(complete, 'acceptedAt', 'pickedUpAt');
    const toDelivered = minutesBetween(complete, 'pickedUpAt', 'deliveredAt');
    const off = [
      correlation(toAccepted, toPickedUp) - stages.correlations.acceptedWithPickedUp,
      correlation(toAccepted, toDelivered) - stages.correlations.acceptedWithDelivered,
      correlation(toPickedUp, toDelivered) - stages.correlations.pickedUpWithDelivered,
    ];
    expect(Math.max(...off.map(Math.abs))).toBeLessThan(0.05);
  });

  it('share of missing pick-ups, within 0.01', () => {
    const missing = delivered.filter(({ pickedUpAt }) => !pickedUpAt).length / delivered.length;
    expect(Math.abs(missing - stages.missingPickedUpShare)).toBeLessThan(0.01);
  });

  it('evenings: orders by half-hour within 0.01, orders a night within 5 %', () => {
    const localTimes = orders.map(({ createdAt }) => wallClock(createdAt, MADE_TIME_ZONE));
    for (const [index, published] of stages.halfHourShares.entries()) {
      const inHalfHour = localTimes.filter(
        (at) => Math.floor((at.getUTCHours() * 60 + at.getUTCMinutes()) / 30) === 36 + index,
      );
      expect(Math.abs(inHalfHour.length / ORDERS - published)).toBeLessThan(0.01);
    }
    const evenings = new Set(localTimes.map((at) => at.toISOString().slice(0, 10))).size;
    expect(Math.abs(ORDERS / evenings / stages.ordersPerEvening - 1)).toBeLessThan(0.05);
  });

  it('concentration on the busiest restaurants: within 0.02, in both sets', () => {
    expect(restaurants).toHaveLength(stages.restaurants);
    const published = [...stages.restaurantConcentration, ...promises.restaurantConcentration];
    for (const [restaurantShare, orderShare] of published) {
      expect(Math.abs(shareOfBusiest(restaurantShare) - orderShare)).toBeLessThan(0.02);
    }
  });

  it('variation between restaurants: slow ones stay slow, within 0.04 of its share', () => {
    const shares = stages.shareBetweenRestaurants;
    expect(Math.abs(shareBetween('createdAt', 'acceptedAt') - shares.accepted)).toBeLessThan(0.04);
    expect(Math.abs(shareBetween('acceptedAt', 'pickedUpAt') - shares.pickedUp)).toBeLessThan(0.04);
    expect(Math.abs(shareBetween('pickedUpAt', 'deliveredAt') - shares.delivered)).toBeLessThan(
      0.04,
    );
  });

  it('lateness: shares within 0.02, every quantile within 1.2 minutes', () => {
    const { lateShare, lateOver10MinutesShare } = summarizeTrace({ orders, restaurants });
    expect(Math.abs(lateShare - promises.lateShare)).toBeLessThan(0.02);
    expect(Math.abs(lateOver10MinutesShare - promises.lateOver10MinutesShare)).toBeLessThan(0.02);
    const minutesLate = minutesBetween(orders, 'promisedAt', 'deliveredAt');
    for (const [share, minutes] of promises.latenessMinutes) {
      expect(Math.abs(quantile(minutesLate, share) - minutes)).toBeLessThan(1.2);
    }
  });

  it('tie between lateness and the whole duration, within 0.05', () => {
    const minutesLate = minutesBetween(delivered, 'promisedAt', 'deliveredAt');
    const total = minutesBetween(delivered, 'createdAt', 'deliveredAt');
    const off = correlation(minutesLate, total) - promises.latenessWithTotal;
    expect(Math.abs(off)).toBeLessThan(0.05);
  });

  it('spread of promises about their median, within 0.05', () => {
    const promised = minutesBetween(orders, 'createdAt', 'promisedAt');
    const median = quantile(promised, 0.5);
    const { p10, p90 } = promises.promiseLengthToMedian;
    expect(Math.abs(quantile(promised, 0.1) / median - p10)).toBeLessThan(0.05);
    expect(Math.abs(quantile(promised, 0.9) / median - p90)).toBeLessThan(0.05);
  });
});

/** The share of a stage's variance, in normal scores, that lies between restaurants of 10 orders or more. */
function shareBetween(from: Instant, to: Instant): number {
  const both = orders.filter((order) => order[from] && order[to]);
  const scores = normalScores(minutesBetween(both, from, to));
  const byRestaurant = Map.groupBy(both.keys(), (index) => both[index]?.restaurantId);
  const groups = [...byRestaurant.values()]
    .map((indexes) => indexes.map((index) => scores[index] ?? 0))
    .filter((group) => group.length >= 10);
  const count = groups.reduce((sum, group) => sum + group.length, 0);
  const squares = groups.reduce((sum, group) => sum + group.length ** 2, 0);
  const within = groups.reduce((sum, group) => sum + squaresAbout(mean(group), group), 0);
  const total = groups.reduce((sum, group) => sum + group.length * mean(group) ** 2, 0);
  const meanWithin = within / (count - groups.length);
  const meanBetween = total / (groups.length - 1);
  const size = (count - squares / count) / (groups.length - 1);
  return (meanBetween - meanWithin) / (meanBetween + (size - 1) * meanWithin);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function squaresAbout(centre: number, values: readonly number[]): number {
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
}
