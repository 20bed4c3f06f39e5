import { scrub } from './scrub.js';

describe('scrub takes out (I8)', () => {
  it.each([
    ['<john.doe@ftgo.example>', '<[address]>'],
    ["john.o'doe@ftgo.example", '[address]'],
    ["to='john.doe@ftgo.example'", '[address]'.concat("'")],
    ["'john.doe@ftgo.example'", "'[address]'"],
    ["o'@ftgo.example", '[address]'],
    ['RCPT "john doe"@x.example refused', 'RCPT [address] refused'],
    ['"john \\"j\\" doe"@x.example', '[address]'],
    ['{"to":"\\"john doe\\"@x.example"}', '{"to":[address]"}'],
    ['consumers?email=john%40ftgo.example', '[address]'],
    ['lost in the middle: john.doe@', 'lost in the middle: [address]'],
    ['a/@ftgo.example', '[address]'],
    ['call 555-0100', 'call [number]'],
    ['call 555.0100', 'call [number]'],
    ['call +1 (510) 555-0100', 'call [number]'],
    ['call 510 555 0100', 'call [number]'],
    ['call +5550100', 'call [number]'],
    ['call 5105550100', 'call [number]'],
    ['call 030\u20111234567', 'call [number]'],
    ['550 5.1.1 555-0100', '550 5.1.1 [number]'],
    ['2026-11-26 555-0100', '2026-11-26 [number]'],
    ['127.0.0.1 510 555 0100', '127.0.0.1 [number]'],
  ])('an address or a phone number: %s', (text, scrubbed) => {
    expect(scrub(text)).toBe(scrubbed);
  });
});

describe('scrub leaves to an operator', () => {
  it.each([
    '550 5.1.1 no such user',
    '550-5.1.1 no such user\r\n550 5.1.1 asked 3 times',
    'all recipients were refused: 452 4.2.2 over quota, 421 4.7.0 too many',
    'status=5.7.509 (denied)',
    '250 Ok: queued as 4F2A1C',
    'order 42, order 12345678, code 23505',
    'took 1234.567 ms at 0/16B3748',
    'connect ECONNREFUSED 127.0.0.1:5432 (127.0.0.1)',
    'not before 2026-10-03T18:30:00.123Z, not after 2026-10-03 19:30',
    'notification 12345678-1234-4123-9123-123456789012 of 42',
    'trace 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    "Cannot find module '@ftgo/platform-rabbitmq'",
    '    at file:///srv/node_modules/@nestjs/core/router.js:10:55',
    'RabbitMQ 3.12.14 on Erlang 25.3.2',
  ])('what looks like a number or an address: %s', (text) => {
    expect(scrub(text)).toBe(text);
  });

  it('an answer in time, whatever it is given', () => {
    const begun = performance.now();
    for (const piece of ["'a", 'a@', '\\"', '"', '1 ', '1.', 'a%40', '5.1.1 ', '+', ' '])
      scrub(piece.repeat(50_000));
    expect(performance.now() - begun).toBeLessThan(20_000);
  });
});
