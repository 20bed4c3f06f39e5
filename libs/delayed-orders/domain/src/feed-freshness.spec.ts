import fc from 'fast-check';
import type { FeedWatermark, FreshnessPolicy } from './feed-freshness.js';
import { freshnessOf } from './feed-freshness.js';
import { at, minutesAfter } from './testing/index.js';

const NOW = at('19:00');
const secondsAgo = (seconds: number): Date => minutesAfter(NOW, -seconds / 60);
const policy = (...feeds: string[]): FreshnessPolicy => ({ feeds, staleAfterMs: 30_000 });
const heard = (feed: string, seconds: number): FeedWatermark => ({
  feed,
  heardAt: secondsAgo(seconds),
  appliedAt: NOW,
});

describe('freshnessOf (I7)', () => {
  it('calls a quiet feed fresh as long as its heartbeats come', () => {
    expect(freshnessOf([heard('events', 3)], policy('events'), NOW)).toMatchObject({
      isStale: false,
      ageMs: 3_000,
      staleFeeds: [],
    });
  });

  it('calls a feed stale whose heartbeats are old, though messages are still applied', () => {
    const jammed = freshnessOf([heard('cdc', 31)], policy('cdc'), NOW);
    expect(jammed).toMatchObject({ isStale: true, ageMs: 31_000, staleFeeds: ['cdc'] });
  });

  it('calls a feed stale that was never heard', () => {
    expect(freshnessOf([], policy('events'), NOW)).toEqual({
      isStale: true,
      asOf: undefined,
      ageMs: undefined,
      staleFeeds: ['events'],
    });
  });

  it('judges a feed that has no heartbeats by its last message', () => {
    const tram = { feed: 'tram', appliedAt: secondsAgo(10) };
    expect(freshnessOf([tram], policy('tram'), NOW)).toMatchObject({
      isStale: false,
      ageMs: 10_000,
    });
  });

  it('is as old as the expected feed that is furthest behind, and as stale', () => {
    const both = [
      { ...heard('events', 2), asOf: at('18:59') },
      { ...heard('cdc', 45), asOf: at('18:58') },
    ];
    expect(freshnessOf(both, policy('events', 'cdc'), NOW)).toEqual({
      isStale: true,
      asOf: at('18:58'),
      ageMs: 45_000,
      staleFeeds: ['cdc'],
    });
  });

  it('does not wait for a feed that is no longer expected', () => {
    const switchedOver = [heard('events', 9_000), heard('cdc', 1)];
    expect(freshnessOf(switchedOver, policy('cdc'), NOW).isStale).toBe(false);
  });

  it('expects nothing where no feed is named', () => {
    expect(freshnessOf([], policy(), NOW)).toMatchObject({ isStale: false, ageMs: undefined });
  });

  it('never counts a heartbeat from a clock that is ahead as an age below zero', () => {
    expect(freshnessOf([heard('events', -60)], policy('events'), NOW).ageMs).toBe(0);
  });

  it('is stale exactly when some expected feed is older than the limit or unheard, always', () => {
    const feed = fc.constantFrom('events', 'cdc', 'tram');
    const ages = fc.dictionary(feed, fc.integer({ min: 0, max: 120 }), { noNullPrototype: true });
    fc.assert(
      fc.property(ages, fc.uniqueArray(feed), (secondsOf, feeds) => {
        const watermarks = Object.entries(secondsOf).map(([name, age]) => heard(name, age));
        const { isStale, staleFeeds } = freshnessOf(watermarks, policy(...feeds), NOW);
        const expected = feeds.filter((name) => (secondsOf[name] ?? Infinity) > 30);
        expect(staleFeeds).toEqual(expected);
        expect(isStale).toBe(expected.length > 0);
      }),
    );
  });
});
