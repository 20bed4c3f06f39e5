import type { Feed } from '@ftgo/monolith-contracts';
import { FEEDS } from '@ftgo/monolith-contracts';
import { catalogueNow } from '../testing/checkout.js';
import type { Queue } from './catalogue.js';

const FLOWS = catalogueNow().inbound;
const queueOf = (feed: Feed): Queue => FLOWS[feed].queue;

describe('the queues of replica-ingestion', () => {
  it.each(FEEDS)('have a name of their own for the feed %s, with its version', (feed) => {
    expect(queueOf(feed)).toMatchObject({
      name: `replica-ingestion.${feed}.v1`,
      consumer: 'replica-ingestion',
      isOurs: true,
    });
  });

  it.each(FEEDS)('are bound once to each exchange of the feed %s', (feed) => {
    const exchanges = queueOf(feed).bindings.map(({ exchange }) => exchange);
    expect(new Set(exchanges).size).toBe(exchanges.length);
    expect(new Set(FLOWS[feed].channels.map(({ exchange }) => exchange.name))).toEqual(
      new Set(exchanges),
    );
  });

  it('take every routing key of a topic exchange, and none of a fanout', () => {
    const keys = (feed: Feed) =>
      new Set(queueOf(feed).bindings.map(({ routingKey }) => routingKey));
    expect([keys('events'), keys('cdc'), keys('tram')]).toEqual([
      new Set(['#']),
      new Set(['#']),
      new Set(['']),
    ]);
  });
});
