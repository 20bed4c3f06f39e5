import type { Feed } from './read-message.js';
import { FEEDS, LARGEST_MESSAGE_BYTES, readMessage } from './read-message.js';
import {
  causeOf,
  changesOf,
  feedMessage,
  onlyChangeOf,
  orderAccepted,
  orderDelivered,
  orderRow,
  rowMessage,
  tramMessage,
} from './testing/index.js';
import type { Translation } from './translation.js';

const utc = (wallClockMs: number): number => wallClockMs;
const ROUTING_KEY = 'ftgo.public.orders';

/** An accepted order in the words of each feed. */
const ACCEPTED: Readonly<Record<Feed, unknown>> = {
  events: orderAccepted(),
  cdc: rowMessage('orders', orderRow()),
  tram: tramMessage('Order', 42, 'OrderAccepted', { version: 1 }),
};

const reading = (feed: Feed, body: unknown, headers = {}): Translation =>
  readMessage(feedMessage(feed, body, { routingKey: ROUTING_KEY, headers }), utc);
const readingBytes = (feed: Feed, body: Uint8Array): Translation =>
  readMessage({ feed, body, routingKey: ROUTING_KEY, headers: {} }, utc);

describe.each(FEEDS)('readMessage of the feed %s', (feed) => {
  it('reads an accepted order', () => {
    expect(onlyChangeOf('order', reading(feed, ACCEPTED[feed]))).toMatchObject({
      orderId: 42,
      version: 1,
      fields: { state: 'ACCEPTED' },
    });
  });

  it.each(FEEDS.filter((other) => other !== feed))(
    'does not take a message of the feed %s for its own (I2)',
    (other) => {
      const translation = reading(feed, ACCEPTED[other]);
      expect(translation).toMatchObject({ understood: false, cause: 'wrong-schema' });
    },
  );

  it('quarantines what is larger than a mebibyte without parsing it (I2, I11)', () => {
    const body = new Uint8Array(LARGEST_MESSAGE_BYTES + 1);
    expect(causeOf(readingBytes(feed, body))).toEqual({
      cause: 'too-large',
      detail: '1048577 bytes; at most 1048576 are read',
    });
  });

  it('reads a message of exactly a mebibyte', () => {
    const text = JSON.stringify(ACCEPTED[feed]);
    const padded = text.padEnd(LARGEST_MESSAGE_BYTES, ' ');
    expect(changesOf(reading(feed, padded))).toHaveLength(1);
  });

  it.each<[string, number[]]>([
    ['a broken sequence', [0x22, 0xc3, 0x28, 0x22]],
    ['half a surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['an overlong slash', [0x22, 0xc0, 0xaf, 0x22]],
    ['a sequence cut off', [0x22, 0xf0, 0x9f, 0x98]],
    ['UTF-16', [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
    ['zeros', [0, 0, 0]],
  ])('quarantines bad UTF-8, %s, and is ready for the next message (I2)', (_, bytes) => {
    expect(causeOf(readingBytes(feed, Uint8Array.from(bytes))).cause).toBe('not-json');
    expect(changesOf(reading(feed, ACCEPTED[feed]))).toHaveLength(1);
  });

  it('reads UTF-8 with a byte order mark', () => {
    expect(changesOf(reading(feed, `\uFEFF${JSON.stringify(ACCEPTED[feed])}`))).toHaveLength(1);
  });

  it.each(['hello', '{', '{"a":1}{', 'undefined', 'DEFAULT', 'default '])(
    'quarantines %j, which is no JSON (I2)',
    (body) => expect(causeOf(reading(feed, body)).cause).toBe('not-json'),
  );

  it.each([
    ['[', ']'],
    ['{"a":', '}'],
    ['{"data":', '}'],
    ['{"after":', '}'],
    ['{"schema":{},"payload":', '}'],
  ])('survives as many levels of %s…%s as a mebibyte has room for', (opening, closing) => {
    const levels = Math.floor((LARGEST_MESSAGE_BYTES - 1) / (opening.length + closing.length));
    const body = `${opening.repeat(levels)}1${closing.repeat(levels)}`;
    expect(causeOf(reading(feed, body)).cause).toBe('wrong-schema');
    expect(causeOf(reading(feed, opening.repeat(levels))).cause).toBe('not-json');
  });
});

describe('readMessage of a deeply nested value', () => {
  const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const nestedIn = (message: unknown, place: string): string =>
    JSON.stringify(message).replace(`"${place}"`, nested);

  it.each<[string, Feed, string]>([
    ['in an event', 'events', nestedIn({ ...orderDelivered(), extra: 'here' }, 'here')],
    ['in a row', 'cdc', nestedIn(rowMessage('orders', orderRow({ area: 'here' })), 'here')],
    ['in a source', 'cdc', nestedIn(rowMessage('orders', orderRow(), { source: 'here' }), 'here')],
    ['in a schema', 'cdc', nestedIn({ schema: 'here', payload: {} }, 'here')],
    ['in a header', 'tram', nestedIn(tramMessage('Order', 42, 'X', {}, { ID: 'here' }), 'here')],
    ['in a payload', 'tram', JSON.stringify({ ...tramMessage('Order', 42, 'X'), payload: nested })],
  ])('survives it %s', (_, feed, body) => {
    expect(typeof reading(feed, body).understood).toBe('boolean');
  });
});

describe('readMessage of row changes', () => {
  it.each(['', 'default', 'null', '"default"', '{"schema":null,"payload":null}'])(
    'finds no news in the tombstone %j',
    (body) => {
      expect(reading('cdc', body)).toEqual({ understood: true, changes: [], notices: [] });
    },
  );

  it.each(['', 'default'])('which, as %j, no other feed has (I2)', (body) => {
    expect(causeOf(reading('events', body)).cause).toBe('not-json');
    expect(causeOf(reading('tram', body)).cause).toBe('not-json');
  });

  it('knows an event of the outbox router by its header', () => {
    const { type, data } = orderDelivered();
    const { fields } = onlyChangeOf('order', reading('cdc', data, { eventType: type }));
    expect(fields.state).toBe('DELIVERED');
  });

  it.each(['events', 'tram'] as const)('which the feed %s does not ask for', (feed) => {
    const translation = reading(feed, ACCEPTED[feed], { eventType: 'OrderDelivered' });
    expect(onlyChangeOf('order', translation).fields.state).toBe('ACCEPTED');
  });
});
