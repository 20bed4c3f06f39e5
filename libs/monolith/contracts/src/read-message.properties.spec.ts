import fc from 'fast-check';
import type { Feed } from './read-message.js';
import { FEEDS, readMessage } from './read-message.js';
import { sampleMessages } from './testing/index.js';
import type { Path } from './testing/spoiled-messages.js';
import {
  messageOf,
  partsOf,
  pathsIn,
  renamedAt,
  replacedAt,
  valueAt,
} from './testing/spoiled-messages.js';
import type { ReplicaChange } from './replica-change.js';
import type { Notice, Translation } from './translation.js';

const utc = (wallClockMs: number): number => wallClockMs;
const CAUSES = [
  ...['too-large', 'not-json', 'unknown-type', 'wrong-schema', 'absurd-moment'],
  'unknown-operation',
];
const NOTICES = [
  ...['unknown-table', 'unknown-column', 'unknown-state', 'unknown-event-type'],
  ...['times-out-of-order', 'restaurant-deleted'],
];

/** The samples, taken apart. */
const SAMPLES = sampleMessages().map(({ kind, message }) => {
  const parts = partsOf(message);
  return { kind, message, parts, places: pathsIn(parts) };
});

const feed = fc.constantFrom(...FEEDS);
const sample = fc.constantFrom(...SAMPLES);
const routingKey = fc.oneof(
  fc.constantFrom('', 'ftgo.public.orders', '__debezium-heartbeat.ftgo', 'outbox.event.Order'),
  fc.string(),
);
const headers = fc.dictionary(
  fc.constantFrom('eventType', 'aggregateId', 'id', '__proto__'),
  fc.anything(),
);
const oddValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    ...[null, '', '0', '-1', 'default', true, 0, -0, -1, 1.5, 2 ** 53, 1e300, 9e15, -9e15],
    ...[{}, [], { scale: 2.5, value: 'AQ==' }, { toString: 1 }, 'constructor', '__proto__'],
  ),
);

/** What is wrong with a translation, whatever was read; nothing should be. */
function complaintsAbout(translation: Translation): string[] {
  if (!translation.understood) {
    const { cause, detail } = translation;
    return CAUSES.includes(cause) && detail.length < 1_000 ? [] : [cause];
  }
  const { changes, notices } = translation;
  return [
    ...notices.filter((each) => !isBounded(each)).map(({ cause }) => cause),
    ...changes.filter((each) => !isSane(each)).map(({ kind }) => kind),
  ];
}

const isBounded = ({ cause, detail }: Notice): boolean =>
  NOTICES.includes(cause) && detail.length < 300;

function isSane(change: ReplicaChange): boolean {
  return (
    numbersIn(change).every((each) => Number.isSafeInteger(each) && each >= 0) &&
    (!('position' in change) || change.position >= 0n) &&
    (!('orderId' in change) || change.orderId > 0) &&
    (!('fields' in change) || Object.getPrototypeOf(change.fields) === Object.prototype)
  );
}

/** Every number in it; of an instant its milliseconds, NaN for an invalid one. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (value instanceof Date) return [value.getTime()];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

/** Reads a message out of the parts, and complains. */
const complaints = (ofFeed: Feed, parts: unknown): string[] =>
  complaintsAbout(readMessage(messageOf(ofFeed, parts), utc));

describe('readMessage never throws, and what it reads is sane (I2)', () => {
  it('for arbitrary bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(feed, bytes, routingKey, headers, (ofFeed, body, key, told) => {
        const message = { feed: ofFeed, body, routingKey: key, headers: told };
        expect(complaintsAbout(readMessage(message, utc))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('for arbitrary JSON', () => {
    fc.assert(
      fc.property(feed, fc.jsonValue(), routingKey, headers, (ofFeed, body, key, told) => {
        expect(complaints(ofFeed, { body, routingKey: key, headers: told })).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('for samples with odd values in odd places', () => {
    const spoiling = fc.array(fc.tuple(fc.nat(), oddValue), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(sample, spoiling, ({ message, parts }, spoilt) => {
        const spoiled = spoilt.reduce((whole, [place, by]) => {
          const paths = pathsIn(whole);
          return replacedAt(whole, paths[place % paths.length] ?? [], by);
        }, parts);
        expect(complaints(message.feed, spoiled)).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([undefined, null, '', 0, -1, 1.5, 1e300, true, [], {}])(
    'for every sample with %j in every place',
    (by) => {
      const all = SAMPLES.flatMap(({ message, places, parts }) =>
        places.flatMap((path) => complaints(message.feed, replacedAt(parts, path, by))),
      );
      expect(all).toEqual([]);
    },
  );

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'for every sample with a key %s in every object, and no prototype is changed',
    (key) => {
      const intruder = `"${key}":{"state":"x","op":"d","polluted":true},`;
      const all = SAMPLES.flatMap(({ message }) => {
        const text = new TextDecoder().decode(message.body);
        const body = new TextEncoder().encode(text.replaceAll(/\{(?=")/g, `{${intruder}`));
        return complaintsAbout(readMessage({ ...message, body }, utc));
      });
      expect(all).toEqual([]);
      expect({}).not.toHaveProperty('polluted');
    },
  );

  it('and says the same when it reads a message again (I1)', () => {
    const [once, again] = [1, 2].map(() => SAMPLES.map(({ message }) => readMessage(message, utc)));
    expect(again).toEqual(once);
  });
});

describe('readMessage tells nobody a value of a message (I8)', () => {
  const ADA = 'ada.lovelace@example.com';
  const PHONE = '+15105550100';

  /** What is told of a message that is about her. */
  const leaks = (ofFeed: Feed, parts: unknown): string[] => {
    const translation = readMessage(messageOf(ofFeed, parts), utc);
    const told = translation.understood
      ? translation.notices.map(({ detail }) => detail)
      : [translation.detail];
    return told.filter((detail) => /ada|lovelace|example|5105550100/i.test(detail));
  };

  it.each([ADA, PHONE, `Ada\n${ADA}`, JSON.stringify({ payload: ADA })])(
    'with %j in place of any value',
    (secret) => {
      const all = SAMPLES.flatMap(({ message, places, parts }) =>
        places.flatMap((path) => leaks(message.feed, replacedAt(parts, path, secret))),
      );
      expect(all).toEqual([]);
    },
  );

  it('with her address in place of every text at once', () => {
    const all = SAMPLES.flatMap(({ message, places, parts }) => {
      const texts = places.filter((path) => typeof valueAt(parts, path) === 'string');
      // From the inside out, so that a text within a text is still there to be replaced.
      const planted = texts
        .toSorted((left, right) => right.length - left.length)
        .filter((path) => !texts.some((each) => each.length > path.length && isWithin(each, path)))
        .reduce((whole, path) => replacedAt(whole, path, ADA), parts);
      return leaks(message.feed, planted);
    });
    expect(all).toEqual([]);
  });

  it('with her address as the name of any key', () => {
    const all = SAMPLES.flatMap(({ message, places, parts }) =>
      places.filter(isNamed).flatMap((path) => leaks(message.feed, renamedAt(parts, path, ADA))),
    );
    expect(all).toEqual([]);
  });

  it('though the samples are about people: a table of theirs is only counted', () => {
    const people = SAMPLES.find(({ kind }) => kind === 'unknown-table');
    expect(JSON.stringify(people?.parts)).toContain(ADA);
    expect(leaks('cdc', people?.parts)).toEqual([]);
  });
});

const isWithin = (path: Path, outer: Path): boolean =>
  outer.every((step, index) => path[index] === step);

/** Below the parts of the message themselves, and no place in a list. */
const isNamed = (path: Path): boolean =>
  path.length > 1 && typeof path.at(-1) === 'string' && path.at(-1) !== '(JSON)';
