import { translateDomainEvent } from './domain-events/translate-domain-event.js';
import type { ReadLocalTime } from './instant.js';
import { parseJson } from './json.js';
import type { MessageHeaders } from './row-changes/translate-outbox-event.js';
import { isOutboxEvent, translateOutboxEvent } from './row-changes/translate-outbox-event.js';
import { translateRowChange } from './row-changes/translate-row-change.js';
import { translateTramMessage } from './tram/translate-tram-event.js';
import type { Translation } from './translation.js';
import { misunderstood, nothing } from './translation.js';

/**
 * The ways in which the monolith can publish: our catalogue of domain events, row changes out of
 * its transaction log, and the events of its own Eventuate Tram.
 */
export const FEEDS = ['events', 'cdc', 'tram'] as const;
export type Feed = (typeof FEEDS)[number];

/** A message as it came off a queue of one feed. */
export interface FeedMessage {
  readonly feed: Feed;
  readonly body: Uint8Array;
  readonly routingKey: string;
  readonly headers: MessageHeaders;
}

/** Larger messages are not parsed (RabbitMQ lets through up to 128 MiB). */
export const LARGEST_MESSAGE_BYTES = 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });
/** What Debezium Server writes for a tombstone: it cannot send nothing. */
const TOMBSTONE = 'default';

/**
 * Reads a message's bytes as changes in our words; never throws. The size is looked at before
 * anything is parsed, because a parse costs.
 */
export function readMessage(message: FeedMessage, readLocalTime: ReadLocalTime): Translation {
  const { feed, body, routingKey, headers } = message;
  if (body.byteLength > LARGEST_MESSAGE_BYTES) {
    return misunderstood(
      'too-large',
      `${body.byteLength} bytes; at most ${LARGEST_MESSAGE_BYTES} are read`,
    );
  }
  const text = decoded(body);
  if (feed === 'cdc' && (text === '' || text === TOMBSTONE)) return nothing();
  const parsed = text === undefined ? undefined : parseJson(text);
  if (parsed === undefined) return misunderstood('not-json', 'the body is no JSON in UTF-8');
  switch (feed) {
    case 'events':
      return translateDomainEvent(parsed, readLocalTime);
    case 'tram':
      return translateTramMessage(parsed, readLocalTime);
    case 'cdc':
      return isOutboxEvent(headers, routingKey)
        ? translateOutboxEvent(parsed, headers, readLocalTime)
        : translateRowChange(parsed, routingKey, readLocalTime);
  }
}

function decoded(body: Uint8Array): string | undefined {
  try {
    return utf8.decode(body);
  } catch {
    return undefined;
  }
}
