import { Writable } from 'node:stream';
import fc from 'fast-check';
import {
  Counter,
  createLogger,
  createMetrics,
  describeError,
  NestLogger,
  Readiness,
} from './index.js';
import { captureLogger } from './testing/index.js';

const JOHN = 'john.doe@ftgo.example';
const GONE = /john|doe@/i;

/** An address in the words of those who fail: servers, libraries, the monolith. */
const complaints = (address: string): string[] => [
  address,
  `550 5.1.1 <${address}>: Recipient address rejected`,
  `to=<${address}>, relay=none`,
  `RCPT TO:<${address}> refused;${address}(again)`,
  `{"email":"${address}","to":["${address}"]}`,
  `GET https://monolith.ftgo.example/consumers?email=${address}`,
  `mailto:${address}`,
  `"John" <${address}>`.replace('"John" ', ''),
  `line one\r\nTo: ${address}\r\nline three`,
  `${address},${address};${address}`,
];

describe('I8: an address in an error', () => {
  it.each(complaints(JOHN))('is not logged: %j', (message) => {
    const { logger, lines } = captureLogger();
    logger.error({ err: new Error(message) }, 'a notification did not surely arrive');
    logger.warn(
      { err: new Error('lost', { cause: new Error(message) }) },
      'another attempt follows',
    );
    expect(JSON.stringify(lines)).not.toMatch(GONE);
    expect(JSON.stringify(lines)).toContain('[address]');
  });

  it('is not logged, whatever the address and whatever stands around it', () => {
    const local = fc.stringMatching(/^[a-z][a-z0-9._+-]{0,20}[a-z0-9]$/);
    const domain = fc.stringMatching(/^[a-z][a-z0-9-]{0,15}[a-z0-9]\.(com|example|co\.uk)$/);
    const around = fc.stringMatching(/^[ A-Z0-9:<>,.;()'"\r\n]{0,40}$/);
    fc.assert(
      fc.property(around, local, domain, around, (before, name, host, after) => {
        const address = `${name}@${host}`;
        const said = JSON.stringify(describeError(new Error(`${before} ${address} ${after}`)));
        expect(said).not.toContain(address);
        expect(said).not.toContain(`@${host}`);
      }),
      { numRuns: 300 },
    );
  });

  it.each<[string, (address: string) => unknown]>([
    ['as a text that was thrown', (address) => `to ${address}`],
    [
      'in the cause of its cause',
      (a) => new Error('x', { cause: new Error('y', { cause: new Error(a) }) }),
    ],
    ['in a cause that is a text', (address) => new Error('x', { cause: `to ${address}` })],
    ['in an envelope', (address) => Object.assign(new Error('x'), { envelope: { to: [address] } })],
    ['in a response', (address) => Object.assign(new Error('x'), { response: `550 ${address}` })],
    [
      'in the detail of a database',
      (a) => Object.assign(new Error('x'), { detail: `Key (email)=(${a})` }),
    ],
    [
      'in the parameters of a query',
      (address) => Object.assign(new Error('x'), { parameters: [address] }),
    ],
    ['among many errors', (address) => new AggregateError([new Error(address)], 'all failed')],
    ['in an object that is no error', (address) => ({ email: address })],
    ['in its own toJSON', (address) => Object.assign(new Error('x'), { toJSON: () => address })],
  ])('is not described %s', (_where, make) => {
    const { logger, lines } = captureLogger();
    logger.error({ err: make(JOHN) }, 'failed');
    expect(JSON.stringify(lines)).not.toMatch(GONE);
  });

  it('is not described by an error a hundred thousand letters long either, which stays short', () => {
    const long = `${JOHN} `.repeat(5_000);
    const described = JSON.stringify(describeError(new Error(long)));
    expect(described).not.toMatch(GONE);
    expect(described.length).toBeLessThan(10_000);
  });

  it('does not cost the log what an operator needs', () => {
    const err = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), {
      code: 'ECONNREFUSED',
    });
    const { logger, lines } = captureLogger();
    logger.error({ err, orderId: 42, notificationId: '0f2c7a54-6c1d-4a0e-9b1d-3f8d2f9f4242' });
    expect(lines[0]).toMatchObject({
      orderId: 42,
      notificationId: '0f2c7a54-6c1d-4a0e-9b1d-3f8d2f9f4242',
      err: { name: 'Error', code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:5432' },
    });
  });
});

describe('I8: a phone number in an error', () => {
  it.each([
    '+1 (510) 555-0100',
    '510-555-0100',
    '510 555 0100',
    '5105550100',
    '+82 10-1234-5678',
    '010-1234-5678',
    '+49 (0)30 1234567',
  ])('is not described: %s', (phone) => {
    const { message } = describeError(new Error(`call ${phone} now`));
    expect(message).toBe('call [number] now');
  });
});

describe('a log line', () => {
  it.each(['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const)(
    'is one line of JSON at level %s, whatever is in the message',
    (level) => {
      const printed: string[] = [];
      const destination = new Writable({
        write: (chunk: Buffer, _encoding, done) => {
          printed.push(chunk.toString());
          done();
        },
      });
      const logger = createLogger('delay-scanner', 'trace', destination);
      logger[level]({ orderId: 42 }, 'Ajanta\r\n{"level":"fatal","msg":"forged"}\u2028\u0000');
      expect(printed).toHaveLength(1);
      expect(printed[0]?.trimEnd().split('\n')).toHaveLength(1);
      expect(JSON.parse(printed[0] ?? '')).toMatchObject({ level, app: 'delay-scanner' });
    },
  );
});

describe("Nest's own lines (I8)", () => {
  const { logger, lines } = captureLogger();
  const nest = new NestLogger(logger);

  it.each<[string, unknown[]]>([
    ['an error', [new Error(`550 <${JOHN}>`)]],
    ['an error and a context', [new Error(`550 <${JOHN}>`), 'AmqpConnection']],
    ['the text of a stack', [`Error: 550 <${JOHN}>\n    at send (smtp.js:1:1)`, 'Smtp']],
    ['an error with an envelope', [Object.assign(new Error('x'), { envelope: JOHN })]],
  ])('tell no address of %s beside the message', (_what, rest) => {
    nest.error('not handled', ...rest);
    expect(JSON.stringify(lines.at(-1))).not.toMatch(GONE);
    expect(lines.at(-1)).toMatchObject({ level: 'error', msg: 'not handled' });
  });
});

describe('what everybody may read of a program (I8, I11)', () => {
  it('has the same metrics for the same program, and one registry for each', async () => {
    const [one, other] = [createMetrics('delay-scanner'), createMetrics('replica-ingestion')];
    new Counter({ name: 'orders_total', help: 'x', registers: [one] }).inc();
    expect(await one.metrics()).toContain('orders_total{app="delay-scanner"} 1');
    expect(await other.metrics()).not.toContain('orders_total');
  });

  it('is ready when nothing is expected, and not while one of many is away', () => {
    const readiness = new Readiness();
    expect(readiness.ready).toBe(true);
    ['postgres', 'rabbitmq', 'smtp'].forEach((each) => readiness.expect(each));
    ['postgres', 'rabbitmq'].forEach((each) => readiness.up(each));
    expect(readiness.ready).toBe(false);
    readiness.up('smtp');
    readiness.expect('smtp');
    expect(readiness.ready).toBe(true);
    readiness.down('rabbitmq', 'ECONNREFUSED');
    expect(readiness.ready).toBe(false);
    expect(Object.keys(readiness.report())).toEqual(['postgres', 'rabbitmq', 'smtp']);
  });

  it('gives a report that later changes do not reach', () => {
    const readiness = new Readiness();
    readiness.up('postgres');
    const report = readiness.report();
    readiness.down('postgres', 'gone');
    expect(report['postgres']?.ready).toBe(true);
  });
});
