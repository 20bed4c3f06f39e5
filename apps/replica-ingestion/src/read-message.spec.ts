import fc from 'fast-check';
import { readMessage } from './read-message.js';

const MEBIBYTE = 1024 * 1024;

const accepted = {
  specversion: '1.0',
  id: 'e-1',
  source: '/ftgo/monolith',
  type: 'ftgo.order.accepted.v1',
  time: '2026-10-03T18:40:00Z',
  data: { orderId: 42, version: 1, acceptedAt: '2026-10-03T18:40:00Z' },
};

const bytes = (body: unknown): Buffer => Buffer.from(JSON.stringify(body));
const asUtc = (wallClockMs: number): number => wallClockMs;
const read = (body: Buffer): ReturnType<typeof readMessage> => readMessage(body, asUtc);

describe('readMessage', () => {
  it('reads an event of the catalogue', () => {
    expect(read(bytes(accepted))).toMatchObject({
      understood: true,
      change: { kind: 'order', orderId: 42, version: 1, fields: { state: 'ACCEPTED' } },
    });
  });

  it('reads a moment without an offset in the monolith’s zone', () => {
    const local = { ...accepted, data: { ...accepted.data, acceptedAt: '2026-10-03T18:40:00' } };
    const oneHourEast = (wallClockMs: number): number => wallClockMs - 3_600_000;
    expect(readMessage(bytes(local), oneHourEast)).toMatchObject({
      change: { fields: { acceptedAt: new Date('2026-10-03T17:40:00Z') } },
    });
  });

  it.each<[string, Buffer, string]>([
    ['no bytes', Buffer.alloc(0), 'not-json'],
    ['text that is no JSON', Buffer.from('Chicken Vindaloo'), 'not-json'],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), 'not-json'],
    ['JSON of another shape', bytes(['Ajanta']), 'wrong-schema'],
    ['an unknown type', bytes({ ...accepted, type: 'ftgo.order.eaten.v1' }), 'unknown-type'],
    ['a type that every object has', bytes({ ...accepted, type: 'toString' }), 'unknown-type'],
    ['data without an id', bytes({ ...accepted, data: { version: 1 } }), 'wrong-schema'],
    [
      'a moment that no calendar has',
      bytes({ ...accepted, data: { ...accepted.data, acceptedAt: '2026-02-31T00:00:00Z' } }),
      'absurd-moment',
    ],
  ])('tells the cause of %s', (_what, body, cause) => {
    expect(read(body)).toMatchObject({ understood: false, cause });
  });

  it('looks at the size before it parses', () => {
    const body = Buffer.from(`"${'x'.repeat(MEBIBYTE)}"`);
    expect(read(body)).toMatchObject({ understood: false, cause: 'too-large' });
    const asLargeAsAllowed = Buffer.from(`"${'x'.repeat(MEBIBYTE - 2)}"`);
    expect(read(asLargeAsAllowed)).toMatchObject({ cause: 'wrong-schema' });
  });

  it('tells no value of the message in the detail (I8)', () => {
    const body = bytes({ ...accepted, data: { orderId: 'john@example.com', version: 1 } });
    expect(JSON.stringify(read(body))).not.toContain('john@example.com');
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (body) => {
        expect(read(Buffer.from(body)).understood).toBe(false);
      }),
    );
    fc.assert(fc.property(fc.jsonValue(), (body) => !read(bytes(body)).understood));
  });
});
