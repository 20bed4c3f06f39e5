import type { Feed } from '@ftgo/monolith-contracts';
import { readMessage } from '@ftgo/monolith-contracts';
import { asyncApiDocument } from '../asyncapi/asyncapi-document.js';
import type { Message } from '../catalogue/catalogue.js';
import { isJsonObject } from '../json.js';
import type { Sample } from '../samples.js';
import { readSamples } from '../samples.js';
import { catalogueNow, ROOT } from '../testing/checkout.js';
import { PayloadValidator } from '../testing/payload-validator.js';

const CATALOGUE = catalogueNow();
const SAMPLES = readSamples(ROOT);
const VALIDATOR = new PayloadValidator(asyncApiDocument(CATALOGUE));

/** What JSON Schema cannot say, or the documented form does not have; the translation decides. */
const BEYOND_SCHEMA: ReadonlySet<string> = new Set([
  // That a text names a time zone of this world.
  'restaurant-unknown-zone',
  // What is inside of Tram's text of JSON, and whether its aggregate's id is a number.
  'header-aggregate-id-no-number',
  'payload-wrong-type',
]);

const bytesOf = (body: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(body));

/** Those that are told by their payload; a routed outbox event is told by its headers. */
const messagesOf = (feed: Feed): readonly Message[] =>
  CATALOGUE.inbound[feed].channels
    .flatMap(({ messages }) => messages)
    .filter(({ headers }) => headers === undefined);

/** A message that differs from the documented form in its way of writing only. */
const isPlain = ({ body, headers }: Sample): boolean =>
  isJsonObject(body) && !('schema' in body && 'payload' in body) && !('eventType' in headers);

/** Row messages in the envelope; flattened rows and what is about no row have forms of their own. */
const isEnveloped = ({ body }: Sample): boolean =>
  isJsonObject(body) && 'op' in body && 'source' in body;

function samplesOf(feed: Feed): readonly Sample[] {
  const plain = [...SAMPLES[feed].values()].filter(isPlain);
  return feed === 'cdc' ? plain.filter(isEnveloped) : plain;
}

const fitsSomeMessage = (feed: Feed, { body }: Sample): boolean =>
  messagesOf(feed).some(({ key }) => VALIDATOR.problemsOf(key, body).length === 0);

const CASES = (['events', 'cdc', 'tram'] as const).flatMap((feed) =>
  samplesOf(feed).map((sample) => {
    const { body, routingKey, headers } = sample;
    const read = readMessage({ feed, body: bytesOf(body), routingKey, headers }, Number);
    return [feed, sample.kind, sample, read] as const;
  }),
);

describe('schemas and translation agree on the contracts’ samples:', () => {
  const told = CASES.filter(([, , , read]) => read.understood && read.changes.length > 0);

  it.each(told)('%s/%s is understood, and fits', (feed, _, sample) => {
    expect(fitsSomeMessage(feed, sample)).toBe(true);
  });

  const refused = CASES.filter(
    ([, kind, , read]) =>
      !read.understood && read.cause === 'wrong-schema' && !BEYOND_SCHEMA.has(kind),
  );

  it.each(refused)('%s/%s is quarantined for its schema, and does not fit', (feed, _, sample) => {
    expect(fitsSomeMessage(feed, sample)).toBe(false);
  });

  const unknown = CASES.filter(
    ([, , , read]) =>
      !read.understood && ['unknown-type', 'unknown-operation'].includes(read.cause),
  );

  it.each(unknown)('%s/%s is unknown, and does not fit', (feed, _, sample) => {
    expect(fitsSomeMessage(feed, sample)).toBe(false);
  });

  it('with many samples of every feed, and no exception that is none', () => {
    for (const feed of ['events', 'cdc', 'tram']) {
      expect(told.filter(([of]) => of === feed).length).toBeGreaterThan(10);
    }
    const quarantined = CASES.filter(([, , , read]) => !read.understood).map(([, kind]) => kind);
    expect(quarantined).toEqual(expect.arrayContaining([...BEYOND_SCHEMA]));
  });
});
