import type { Feed } from '@ftgo/monolith-contracts';
import type { Channel, Queue } from './catalogue.js';

/** The queue in which a feed's messages wait for replica-ingestion; a `#` takes every key. */
export function replicaQueue(feed: Feed, channels: readonly Channel[]): Queue {
  const exchanges = [
    ...new Map(channels.map(({ exchange }) => [exchange.name, exchange])).values(),
  ];
  return {
    key: `replica-ingestion.${feed}`,
    name: `replica-ingestion.${feed}.v1`,
    consumer: 'replica-ingestion',
    outcome: 'applied to the replica, or quarantined',
    effect:
      'Translates each message into our words and applies it to the replica, field by field by version; what it cannot understand is quarantined with its cause.',
    isOurs: true,
    bindings: exchanges.map(({ name, type }) => ({
      exchange: name,
      routingKey: type === 'fanout' ? '' : '#',
    })),
    channels,
  };
}
