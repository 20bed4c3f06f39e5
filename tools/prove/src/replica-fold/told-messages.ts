import { instantOfLocalTime, localTimeOf } from '@ftgo/delayed-orders-domain';
import type { Feed, FeedMessage, ReadLocalTime } from '@ftgo/monolith-contracts';
import { seededRandom } from '../seeded-random.js';
import { EventMessages } from './event-messages.js';
import type { MonolithHistory, OrderRow, RestaurantRow } from './monolith-history.js';
import type { Writing } from './row-messages.js';
import { RowMessages } from './row-messages.js';

/** In which way a life is told: by one feed, or by several while the monolith switches over. */
export type Way = Feed | 'mix';
export const WAYS: readonly Way[] = ['events', 'cdc', 'tram', 'mix'];

/** All messages of one life in the monolith's own order, each once. */
export interface Told {
  readonly messages: readonly FeedMessage[];
  /** The feeds that were on at the end. */
  readonly lastFeed: Feed;
}

const ZONE = 'America/Los_Angeles';

/** How the monolith of these proofs reads its clocks. */
export const readLocalTime: ReadLocalTime = (wallClockMs) => instantOfLocalTime(wallClockMs, ZONE);

/** Tells a life in one way; the seed draws the database, the writing, the snapshot, the switch. */
export function tell(history: MonolithHistory, way: Way, seed: number): Told {
  const random = seededRandom(seed * 104_729 + 5);
  const writing = (): Writing => ({ hasSchema: random() < 0.5, isFlattened: random() < 0.3 });
  const rows = new RowMessages(random() < 0.5 ? 'postgresql' : 'mysql', (at) =>
    localTimeOf(at, ZONE),
  );
  const phases = phasesOf(way, history.transactions.length, random);
  const snapshotAfter = snapshotPlace(phases, random);
  const messages: FeedMessage[] = [];
  const tables = new Map<number, OrderRow | RestaurantRow>();
  for (const [index, transaction] of history.transactions.entries()) {
    const on = phases.filter(({ from, to }) => index >= from && index < to).map(({ feed }) => feed);
    for (const feed of on) {
      if (feed === 'cdc') messages.push(...rows.of(transaction, index + 1, writing));
      else messages.push(...new EventMessages(feed, ZONE).of(transaction));
    }
    if (transaction.kind === 'deleted') tables.delete(transaction.after.id);
    else tables.set(transaction.after.id, transaction.after);
    if (index === snapshotAfter) {
      messages.push(...rows.snapshot([...tables.values()], index + 1, writing));
    }
  }
  return { messages, lastFeed: phases.at(-1)?.feed ?? 'events' };
}

interface Phase {
  readonly feed: Feed;
  readonly from: number;
  readonly to: number;
}

/** One feed all the time; or one, then two at once, then the other. */
function phasesOf(way: Way, length: number, random: () => number): Phase[] {
  if (way !== 'mix') return [{ feed: way, from: 0, to: length }];
  const feeds: Feed[] = ['events', 'cdc', 'tram'];
  const first = feeds.splice(Math.floor(random() * 3), 1)[0] ?? 'events';
  const second = feeds[Math.floor(random() * 2)] ?? 'cdc';
  const begins = Math.floor(random() * length * 0.6);
  const ends = begins + 1 + Math.floor(random() * (length - begins));
  return [
    { feed: first, from: 0, to: ends },
    { feed: second, from: begins, to: length },
  ];
}

/**
 * In the middle of the stream of row changes; where one begins late, at its beginning. A snapshot
 * after a gap in the stream cannot tell what was deleted in the gap: that is the reconciliation's.
 */
function snapshotPlace(phases: readonly Phase[], random: () => number): number | undefined {
  const tailed = phases.find(({ feed }) => feed === 'cdc');
  if (tailed === undefined) return undefined;
  return tailed.from > 0 ? tailed.from : Math.floor(random() * tailed.to);
}

/** The messages as a broker on a bad day brings them: some twice or more, in any order. */
export function disturbed(messages: readonly FeedMessage[], seed: number): FeedMessage[] {
  const random = seededRandom(seed * 31 + 1);
  return messages
    .flatMap((message) =>
      Array.from({ length: random() < 0.3 ? 2 + Math.floor(random() * 3) : 1 }, () => message),
    )
    .map((message) => ({ message, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ message }) => message);
}
