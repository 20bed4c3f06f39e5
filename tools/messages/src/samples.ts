import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Feed } from '@ftgo/monolith-contracts';
import { FEEDS } from '@ftgo/monolith-contracts';
import type { Json, JsonObject } from './json.js';

/** Where the contracts keep their sample messages, from the root on. */
export const SAMPLES_FOLDER = 'libs/monolith/contracts/samples';

/** A sample message of the contracts, which their own tests read as it says of itself. */
export interface Sample {
  /** Its file's name without the ending, which says its kind. */
  readonly kind: string;
  readonly about: string;
  readonly routingKey: string;
  readonly headers: JsonObject;
  /** Undefined where the body is no JSON. */
  readonly body: Json | undefined;
}

/** The samples of each feed by kind. */
export type Samples = Readonly<Record<Feed, ReadonlyMap<string, Sample>>>;

/** Reads the contracts' samples of every feed, in the order of their kinds. */
export function readSamples(root: string): Samples {
  const of = (feed: Feed): ReadonlyMap<string, Sample> => {
    const folder = join(root, SAMPLES_FOLDER, feed);
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
    return new Map(
      files
        .map((name) => name.replace(/\.json$/, ''))
        .toSorted()
        .map((kind) => [kind, readSample(folder, kind)]),
    );
  };
  return Object.fromEntries(FEEDS.map((feed) => [feed, of(feed)])) as unknown as Samples;
}

function readSample(folder: string, kind: string): Sample {
  const { about, routingKey, headers, body } = JSON.parse(
    readFileSync(join(folder, `${kind}.json`), 'utf8'),
  ) as Sample;
  return { kind, about, routingKey, headers, body };
}

/** The sample of a kind. @throws Error where the contracts have none */
export function sampleOf(samples: Samples, feed: Feed, kind: string): Sample {
  const sample = samples[feed].get(kind);
  if (sample === undefined) {
    throw new Error(`${SAMPLES_FOLDER}/${feed}/${kind}.json: the catalogue wants it as an example`);
  }
  return sample;
}
