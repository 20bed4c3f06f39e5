import fc from 'fast-check';
import { AbsurdMomentError } from '../instant.js';
import { tramMessage } from '../testing/index.js';
import { publishedAt, TramEnvelope, tramPosition } from './tram-envelope.js';

describe('tramPosition grows (I1)', () => {
  const half = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
  const hex = (value: bigint): string => value.toString(16).padStart(16, '0');

  it('along the ids that Tram makes, whose upper half is a time or a row', () => {
    fc.assert(
      fc.property(half, half, half, half, (a, b, c, d) => {
        const [left, right] = [`${hex(a)}-${hex(b)}`, `${hex(c)}-${hex(d)}`];
        expect(tramPosition(left) < tramPosition(right)).toBe(left < right);
      }),
    );
  });

  it('whatever the case of its digits', () => {
    const id = '000001a102f103c0-0242ac1300080000';
    expect(tramPosition(id.toUpperCase())).toBe(tramPosition(id));
  });

  it.each([
    undefined,
    '',
    '42',
    '4d47e190-0402-4048-bc2c-89dd54343cdc',
    '000001a102f103c0-0242ac130008000g',
    '000001a102f103c0-0242ac1300080000-1',
  ])('but is 0 for %j, which is none of them', (id) => expect(tramPosition(id)).toBe(0n));
});

describe('publishedAt', () => {
  it.each([
    ['Sat, 3 Oct 2026 18:05:12 GMT', '2026-10-03T18:05:12Z'],
    ['Sat, 03 Oct 2026 18:05:12 GMT', '2026-10-03T18:05:12Z'],
    ['3 Oct 2026 18:05:12 GMT', '2026-10-03T18:05:12Z'],
    ['Sat, 3 Oct 2026 20:05:12 +0200', '2026-10-03T18:05:12Z'],
    ['Thu, 31 Dec 2026 23:59:59 GMT', '2026-12-31T23:59:59Z'],
    ['Thu, 1 Jan 2026 00:00:00 GMT', '2026-01-01T00:00:00Z'],
  ])('reads %s', (date, expected) => expect(publishedAt(date)).toEqual(new Date(expected)));

  it.each([undefined, '', '1', '2026', 'Sat, 3 Oct 2026 18:05:12', '2026-10-03T18:05:12Z'])(
    'reads nothing out of %j, in whatever zone the machine runs',
    (date) => expect(publishedAt(date)).toBeUndefined(),
  );

  it.each([
    'Sat, 31 Feb 2026 18:05:12 GMT',
    'Sat, 3 Okt 2026 18:05:12 GMT',
    'Sat, 3 Oct 1970 18:05:12 GMT',
    'Sat, 3 Oct 2026 24:05:12 GMT',
  ])('refuses %s', (date) => expect(() => publishedAt(date)).toThrow(AbsurdMomentError));
});

describe('TramEnvelope', () => {
  const message = tramMessage('Order', 42, 'OrderAuthorized');
  const isOne = (body: unknown): boolean => TramEnvelope.safeParse(body).success;
  const withHeaders = (headers: object): object => ({
    ...message,
    headers: JSON.parse(JSON.stringify({ ...message.headers, ...headers })) as unknown,
  });

  it('takes headers that it does not know, and needs none but three', () => {
    expect(isOne(withHeaders({ 'x-trace': '1' }))).toBe(true);
    const bare = { DATE: undefined, PARTITION_ID: undefined, 'event-aggregate-type': undefined };
    expect(isOne(withHeaders(bare))).toBe(true);
  });

  it.each(['ID', 'event-type', 'event-aggregate-id'])('needs the header %s', (header) => {
    expect(isOne(withHeaders({ [header]: undefined }))).toBe(false);
    expect(isOne(withHeaders({ [header]: '' }))).toBe(false);
    expect(isOne(withHeaders({ [header]: 42 }))).toBe(false);
  });

  it.each(['1', 'yesterday', '2026-10-03T18:05:12Z'])('refuses the DATE %s', (DATE) => {
    expect(isOne(withHeaders({ DATE }))).toBe(false);
  });

  it.each<[string, unknown]>([
    ['no payload', { headers: message.headers }],
    ['a payload that is no text', { ...message, payload: {} }],
    ['no headers', { payload: '{}' }],
    ['headers that are a list', { payload: '{}', headers: [] }],
    ['null', null],
  ])('refuses %s', (_, body) => expect(isOne(body)).toBe(false));
});
