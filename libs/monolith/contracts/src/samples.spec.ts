import { instantOfLocalTime } from '@ftgo/delayed-orders-domain';
import { FEED_EVENTS } from './domain-events/feed-events.v1.js';
import { ORDER_EVENTS } from './domain-events/order-events.v1.js';
import { RESTAURANT_EVENTS } from './domain-events/restaurant-events.v1.js';
import type { Feed } from './read-message.js';
import { FEEDS, readMessage } from './read-message.js';
import type { SampleMessage } from './testing/index.js';
import { sampleMessages } from './testing/index.js';
import { TRAM_NO_NEWS, TRAM_PAYLOADS } from './tram/tram-payloads.js';
import type { Translation } from './translation.js';

const SAMPLES = sampleMessages();
const kindsOf = (feed: Feed): string[] =>
  SAMPLES.filter(({ message }) => message.feed === feed).map(({ kind }) => kind);

function reading({ message, timeZone }: SampleMessage): Translation {
  return readMessage(message, (wallClockMs) => instantOfLocalTime(wallClockMs, timeZone));
}

/** As the files write it: what was not said is left out, big numbers and instants are texts. */
const written = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each)),
  );

describe.each(FEEDS)('the samples of the feed %s', (feed) => {
  const samples = SAMPLES.filter(({ message }) => message.feed === feed);

  it.each(samples.map((sample) => [sample.kind, sample] as const))('%s', (_, sample) => {
    const { changes = [], notices = [], cause, detail } = sample.expect;
    const translation = reading(sample);
    if (cause === undefined) {
      expect(written(translation)).toEqual({ understood: true, changes, notices });
    } else {
      const told = detail === undefined ? {} : { detail };
      expect(translation).toMatchObject({ understood: false, cause, ...told });
    }
  });

  it.each(samples.map((sample) => [sample.kind, sample] as const))(
    '%s says in a sentence what it is about, and what must be read out of it',
    (_, { about, expect: expectation }) => {
      expect(about).toMatch(/^[A-Z].+\.$/s);
      const { changes, notices, cause } = expectation;
      expect([changes ?? notices, cause].filter((each) => each !== undefined)).toHaveLength(1);
    },
  );
});

describe('the folder of samples', () => {
  it('has every kind of row change, and no kind that is not on the list', () => {
    expect(kindsOf('cdc').toSorted()).toEqual(CDC_KINDS.toSorted());
  });

  it('has every event of the catalogue', () => {
    const types = [ORDER_EVENTS, RESTAURANT_EVENTS, FEED_EVENTS].flatMap((part) =>
      Object.keys(part),
    );
    expect(kindsOf('events')).toEqual(expect.arrayContaining(types));
  });

  it('has every event of Eventuate Tram that is known', () => {
    const names = SAMPLES.filter(({ message }) => message.feed === 'tram').map(
      ({ message }) =>
        /"event-type":"[^"]*?(\w+)"/.exec(new TextDecoder().decode(message.body))?.[1],
    );
    const known = [...Object.keys(TRAM_PAYLOADS), ...TRAM_NO_NEWS];
    expect(names).toEqual(expect.arrayContaining(known));
  });

  it('has the odd messages of Eventuate Tram', () => {
    expect(kindsOf('tram')).toEqual(expect.arrayContaining(ODD_TRAM_KINDS));
  });
});

const ODD_TRAM_KINDS = [
  'payload-no-json',
  'payload-not-encoded-twice',
  'headers-missing',
  'header-event-type-missing',
  'header-aggregate-id-no-number',
  'unknown-event-type',
  'courier-scheduled-without-time',
  'heartbeat',
];

const CDC_KINDS = [
  ...['mysql-update', 'mysql-with-schema', 'postgres-update', 'postgres-with-schema'],
  ...['log-tailer-update', 'moment-iso-with-offset', 'moment-iso-without-offset'],
  ...['moment-iso-wall-clock', 'moment-milliseconds-in-seoul', 'moment-nanoseconds'],
  ...['decimal-base64', 'decimal-text', 'decimal-double', 'decimal-scale-and-value'],
  ...['decimal-negative', 'operation-create', 'operation-read', 'operation-truncate'],
  ...['operation-message', 'operation-unknown', 'snapshot-true', 'snapshot-first'],
  ...['snapshot-first-in-data-collection', 'snapshot-last-in-data-collection', 'snapshot-last'],
  ...['snapshot-incremental', 'snapshot-boolean-true', 'snapshot-boolean-false'],
  ...['snapshot-false', 'snapshot-as-insert', 'delete-with-full-before', 'delete-with-key-only'],
  ...['delete-without-before', 'tombstone-default', 'tombstone-empty', 'tombstone-null'],
  ...['tombstone-with-schema', 'heartbeat-debezium', 'heartbeat-with-schema'],
  ...['heartbeat-log-tailer', 'heartbeat-without-topic', 'heartbeat-absurd', 'heartbeat-broken'],
  ...['flattened-with-additions', 'flattened-mysql', 'flattened-bare', 'flattened-snapshot'],
  ...['flattened-delete', 'flattened-with-schema', 'flattened-without-table'],
  ...['outbox-catalogue-type', 'outbox-class-name', 'outbox-headers-as-json'],
  ...['outbox-headers-with-schema', 'outbox-escaped-payload', 'outbox-with-schema'],
  ...['outbox-courier-event', 'outbox-without-type', 'outbox-without-aggregate'],
  ...['outbox-payload-no-json', 'outbox-unknown-class', 'outbox-unknown-type'],
  ...['transaction-begin', 'transaction-end', 'schema-change', 'courier-action-dropoff'],
  ...['courier-action-pickup', 'courier-action-without-key', 'courier-action-deleted'],
  ...['courier-action-unknown-type', 'restaurant-with-version', 'restaurant-without-version'],
  ...['restaurant-deleted', 'restaurant-unknown-zone', 'unavailable-value', 'opening-hours-row'],
  ...['opening-hours-row-deleted', 'opening-hours-wrong-day', 'time-24-00', 'time-25-00'],
  ...['time-text', 'time-milliseconds-by-schema', 'time-milliseconds-by-size', 'closure-row'],
  ...['closure-row-deleted', 'closure-row-backwards', 'unknown-table', 'unknown-column'],
  ...['renamed-column', 'unknown-state', 'later-state', 'unknown-canceller'],
  ...['times-out-of-order', 'wrong-type-id', 'wrong-type-zero-id', 'wrong-type-version'],
  ...['wrong-type-state', 'wrong-type-moment', 'wrong-type-null-version', 'absurd-1970'],
  ...['absurd-2200', 'absurd-negative', 'absurd-31-february'],
  ...['local-time-repeated-in-los-angeles', 'local-time-skipped-in-los-angeles'],
  ...['local-time-repeated-in-berlin', 'local-time-skipped-in-berlin'],
  ...['not-json', 'no-object', 'without-after', 'without-source'],
];
