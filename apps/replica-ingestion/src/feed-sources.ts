import type { Feed } from '@ftgo/monolith-contracts';
import {
  MONOLITH_EVENTS_EXCHANGE,
  ROW_CHANGES_EXCHANGE,
  TRAM_CHANNELS,
} from '@ftgo/monolith-contracts';
import type { Binding } from '@ftgo/platform-rabbitmq';

/** Where a feed's messages wait for us, and where they come from. */
export interface FeedSource {
  readonly queue: string;
  readonly bindings: readonly Binding[];
}

const everythingOn = (exchange: string): Binding => ({ exchange, routingKey: '#' });

/**
 * Eventuate's producer declares its fanouts not durable, and whoever else declares them must do
 * the same. Such an exchange goes with the broker's restart, and our binding with it; both are
 * made anew with every new connection.
 */
const fanout = (exchange: string): Binding => ({
  exchange,
  routingKey: '',
  declaredAs: { type: 'fanout', durable: false },
});

/** A queue's arguments are frozen: other ones need another version in its name. */
export const FEED_SOURCES: Readonly<Record<Feed, FeedSource>> = {
  events: {
    queue: 'replica-ingestion.events.v1',
    bindings: [everythingOn(MONOLITH_EVENTS_EXCHANGE)],
  },
  cdc: { queue: 'replica-ingestion.cdc.v1', bindings: [everythingOn(ROW_CHANGES_EXCHANGE)] },
  tram: { queue: 'replica-ingestion.tram.v1', bindings: TRAM_CHANNELS.map(fanout) },
};
