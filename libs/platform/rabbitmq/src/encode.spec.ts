import { encode } from './encode.js';
import type { PublishedMessage } from './index.js';

const aCommand = (over: Partial<PublishedMessage> = {}): PublishedMessage => ({
  exchange: 'delayed-orders.commands',
  routingKey: 'notification.email',
  messageId: '7',
  body: { orderId: 42 },
  ...over,
});

describe('encode', () => {
  it('writes the body as JSON', () => {
    expect(encode(aCommand()).toString()).toBe('{"orderId":42}');
  });

  it('counts bytes and not characters', () => {
    expect(() => encode(aCommand({ routingKey: '빈'.repeat(85) }))).not.toThrow();
    expect(() => encode(aCommand({ routingKey: '빈'.repeat(86) }))).toThrow(RangeError);
  });

  it.each(['exchange', 'routingKey', 'messageId'] as const)('refuses a too long %s', (name) => {
    expect(() => encode(aCommand({ [name]: 'x'.repeat(256) }))).toThrow('longer than 255 bytes');
  });

  it('refuses a too long header name, and takes long header values', () => {
    const long = 'x'.repeat(256);
    expect(() => encode(aCommand({ headers: { [long]: '1' } }))).toThrow('longer than 255 bytes');
    expect(() => encode(aCommand({ headers: { traceparent: long } }))).not.toThrow();
  });

  it('refuses a body over 1 MiB and one that is no JSON', () => {
    const circle: { self?: object } = {};
    circle.self = circle;
    expect(() => encode(aCommand({ body: { text: 'x'.repeat(1 << 20) } }))).toThrow('larger than');
    expect(() => encode(aCommand({ body: circle }))).toThrow('circular');
  });
});
