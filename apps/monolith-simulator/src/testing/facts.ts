import type { Feed, ReplicaChange } from '@ftgo/monolith-contracts';
import { readMessage } from '@ftgo/monolith-contracts';
import type { TappedMessage } from './event-tap.js';

const inUtc = (wallClockMs: number): number => wallClockMs;

/**
 * What messages of one feed say in the words of the service, sorted by what they are about; what
 * tells the formats apart (ids, positions, what is left unsaid) is not among it.
 * @throws Error when one of them is not understood
 */
export function factsIn(feed: Feed, messages: readonly TappedMessage[]): object[] {
  return messages
    .flatMap(({ text, routingKey }) => {
      const body = Buffer.from(text);
      const read = readMessage({ feed, body, routingKey, headers: {} }, inUtc);
      if (!read.understood) throw new Error(`${read.cause}: ${read.detail}`);
      return read.changes.map(factOf);
    })
    .sort((a, b) => `${a.about}`.localeCompare(`${b.about}`));
}

function factOf(change: ReplicaChange) {
  if (change.kind === 'heartbeat') return { about: 'feed', version: 0, said: {} };
  const id =
    'orderId' in change
      ? change.orderId
      : 'restaurantId' in change
        ? change.restaurantId
        : change.rowId;
  const version = String(change.version).padStart(3, '0');
  const said = Object.entries(change.fields).filter(([, value]) => value != null);
  return {
    about: `${change.kind} ${id} version ${version}`,
    version: change.version,
    said: Object.fromEntries(said),
  };
}
