import type { Feed, ReplicaChange } from '@ftgo/monolith-contracts';
import { readMessage } from '@ftgo/monolith-contracts';
import type { Sample } from '../samples.js';

const utf8 = new TextEncoder();

/**
 * What samples say to the replica, as the translation itself reads them: the fields by name, the
 * state by its value too. Empty when they are understood and say nothing.
 * @throws Error for a sample that cannot be understood
 */
export function toldBy(feed: Feed, samples: readonly Sample[]): string {
  const told = samples.flatMap((sample) => changesOf(feed, sample)).flatMap(fieldsOf);
  return [...new Set(told)].join(', ');
}

/** Whether a sample is understood; then it is an example of what may be sent. */
export const isUnderstood = (feed: Feed, sample: Sample): boolean => read(feed, sample).understood;

/** Whether a sample is understood, is of a kind that is known, and says nothing all the same. */
export function isNoNews(feed: Feed, sample: Sample): boolean {
  const translation = read(feed, sample);
  return translation.understood && translation.changes.length + translation.notices.length === 0;
}

function changesOf(feed: Feed, sample: Sample): readonly ReplicaChange[] {
  const translation = read(feed, sample);
  if (translation.understood) return translation.changes;
  throw new Error(`the sample ${feed}/${sample.kind} is not understood: ${translation.detail}`);
}

const read = (feed: Feed, { body, routingKey, headers }: Sample) =>
  readMessage({ feed, body: utf8.encode(JSON.stringify(body)), routingKey, headers }, Number);

function fieldsOf(change: ReplicaChange): string[] {
  if (change.kind === 'heartbeat') return ['the feed lives, and is complete up to then'];
  return Object.entries(change.fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => (name === 'state' ? `state ${String(value)}` : name));
}
