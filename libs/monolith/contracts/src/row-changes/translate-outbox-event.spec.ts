import { causeOf, onlyChangeOf, orderAccepted } from '../testing/index.js';
import type { Translation } from '../translation.js';
import type { MessageHeaders } from './translate-outbox-event.js';
import { isOutboxEvent, translateOutboxEvent } from './translate-outbox-event.js';

const utc = (wallClockMs: number): number => wallClockMs;
const READY_BY = new Date('2026-10-03T18:25:00Z');

const CATALOGUE = 'ftgo.order.accepted.v1';
const catalogued = orderAccepted().data;
const ofFtgo = { readyBy: '2026-10-03T18:25:00', version: 1 };
const named = { eventType: 'OrderAccepted', aggregateId: '42' };

const translating = (body: unknown, headers: MessageHeaders): Translation =>
  translateOutboxEvent(body, headers, utc);
const inSchema = (payload: unknown): string => JSON.stringify({ schema: {}, payload });

describe('isOutboxEvent', () => {
  it.each<[string, MessageHeaders, string, boolean]>([
    ['by its header', { eventType: 'OrderAccepted' }, 'anything', true],
    ['by its header, though nobody can read it', { eventType: 7 }, 'anything', true],
    ['by its topic', {}, 'outbox.event.Order', true],
    ['not by a row of the outbox table', {}, 'ftgo.public.outbox', false],
    ['not by other headers', { '__debezium.newkey': '{"id":43}' }, 'ftgo.public.orders', false],
  ])('knows it %s', (_, headers, routingKey, expected) => {
    expect(isOutboxEvent(headers, routingKey)).toBe(expected);
  });
});

describe('translateOutboxEvent reads', () => {
  it.each<[string, unknown, MessageHeaders]>([
    ["an event of our catalogue's", catalogued, { eventType: CATALOGUE }],
    ["an event of FTGO's", ofFtgo, named],
    [
      "an event of FTGO's by its whole class name",
      ofFtgo,
      { ...named, eventType: 'net.chrisrichardson.ftgo.orderservice.api.events.OrderAccepted' },
    ],
    ['a payload that is JSON within JSON', JSON.stringify(ofFtgo), named],
    ['a payload in the schema wrapper', { schema: {}, payload: ofFtgo }, named],
    ['a text in the schema wrapper', { schema: {}, payload: JSON.stringify(ofFtgo) }, named],
  ])('%s', (_, body, headers) => {
    const { orderId, version, position, fields } = onlyChangeOf(
      'order',
      translating(body, headers),
    );
    expect({ orderId, version, position }).toEqual({ orderId: 42, version: 1, position: 0n });
    expect(fields).toMatchObject({ state: 'ACCEPTED', readyBy: READY_BY });
  });

  it.each<[string, (text: string) => unknown]>([
    ['texts', (text) => text],
    ['JSON', (text) => JSON.stringify(text)],
    ['JSON with a schema', inSchema],
    ['bytes', (text) => Buffer.from(text)],
    ['bytes of JSON', (text) => Buffer.from(JSON.stringify(text))],
  ])('headers that are %s', (_, written) => {
    const headers = { eventType: written('OrderAccepted'), aggregateId: written('42') };
    expect(onlyChangeOf('order', translating(ofFtgo, headers)).orderId).toBe(42);
  });

  it.each([42, '42', inSchema(42)])("the aggregate's id %j", (aggregateId) => {
    const headers = { ...named, aggregateId };
    expect(onlyChangeOf('order', translating(ofFtgo, headers)).orderId).toBe(42);
  });

  it('local times in the zone handed in', () => {
    const seoul = (wallClockMs: number): number => wallClockMs - 9 * 3_600_000;
    const { fields } = onlyChangeOf('order', translateOutboxEvent(ofFtgo, named, seoul));
    expect(fields).toMatchObject({ readyBy: new Date('2026-10-03T09:25:00Z') });
  });

  it("Tram's own id as the position where there is no version (I1)", () => {
    const headers = { ...named, id: '000001a102f103c0-0242ac1300080000' };
    const { version, position } = onlyChangeOf('order', translating({}, headers));
    expect({ version, position }).toEqual({ version: 0, position: 0x1a102f103c00242ac1300080000n });
  });

  it('a type of 130,000 characters in no time', () => {
    const eventType = `${'a'.repeat(130_000)}.`;
    expect(translating({}, { eventType })).toMatchObject({
      notices: [{ cause: 'unknown-event-type', detail: '(no name)' }],
    });
  });
});

describe('translateOutboxEvent quarantines (I2)', () => {
  it.each<[string, unknown, MessageHeaders, string]>([
    ['no type', ofFtgo, { aggregateId: '42' }, 'wrong-schema'],
    ['a type that is no text', ofFtgo, { ...named, eventType: true }, 'wrong-schema'],
    ['a type in broken JSON', ofFtgo, { ...named, eventType: '{"payload":' }, 'wrong-schema'],
    ['a type that is an object', ofFtgo, { ...named, eventType: inSchema({}) }, 'wrong-schema'],
    [
      'a type that is not in the catalogue',
      {},
      { eventType: 'ftgo.order.fried.v1' },
      'unknown-type',
    ],
    ['a payload that is no JSON', 'soon', named, 'not-json'],
    ['no payload', null, named, 'wrong-schema'],
    ['a broken payload', { version: -1 }, named, 'wrong-schema'],
    ['no aggregate', ofFtgo, { eventType: 'OrderAccepted' }, 'wrong-schema'],
    ['an aggregate that is no number', ofFtgo, { ...named, aggregateId: '4.2e1' }, 'wrong-schema'],
    ['an absurd moment', { readyBy: '2026-02-31T18:25:00' }, named, 'absurd-moment'],
  ])('%s', (_, body, headers, cause) => {
    expect(causeOf(translating(body, headers)).cause).toBe(cause);
  });
});
