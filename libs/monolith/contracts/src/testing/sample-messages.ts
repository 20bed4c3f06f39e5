import { readdirSync, readFileSync } from 'node:fs';
import type { FeedMessage } from '../read-message.js';
import { FEEDS } from '../read-message.js';
import { feedMessage } from './feed-messages.js';

/** What must be read out of a sample: big numbers as texts, instants as ISO 8601. */
export interface SampleExpectation {
  readonly changes?: readonly unknown[];
  readonly notices?: readonly unknown[];
  readonly cause?: string;
  readonly detail?: string;
}

/** A message of the folder `samples`. */
export interface SampleMessage {
  /** The name of its file, which says its kind. */
  readonly kind: string;
  readonly about: string;
  readonly message: FeedMessage;
  /** The zone in which the monolith's local times are read. */
  readonly timeZone: string;
  readonly expect: SampleExpectation;
}

interface SampleFile {
  readonly about: string;
  readonly routingKey: string;
  readonly headers: FeedMessage['headers'];
  readonly body?: unknown;
  /** The body as text, where it is no JSON. */
  readonly rawBody?: string;
  readonly timeZone?: string;
  readonly expect: SampleExpectation;
}

const FOLDER = new URL('../../samples/', import.meta.url);

/** Reads every sample message of the folder `samples/<feed>`. */
export function sampleMessages(): SampleMessage[] {
  return FEEDS.flatMap((feed) => {
    const folder = new URL(`${feed}/`, FOLDER);
    return readdirSync(folder).map((name): SampleMessage => {
      const file = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as SampleFile;
      const { about, routingKey, headers, timeZone = 'UTC', expect } = file;
      const body = file.rawBody ?? JSON.stringify(file.body);
      const message = feedMessage(feed, body, { routingKey, headers });
      return { kind: name.replace(/\.json$/, ''), about, message, timeZone, expect };
    });
  });
}
