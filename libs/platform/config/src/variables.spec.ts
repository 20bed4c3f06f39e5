import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { z } from 'zod';
import {
  ConfigurationError,
  databaseUrl,
  EXIT_BAD_CONFIGURATION,
  httpUrl,
  milliseconds,
  processVariables,
  rabbitmqUrl,
  readConfiguration,
  signingKey,
  smtpUrl,
  smtpUrls,
  timeZone,
  whole,
} from './index.js';

/** What the schema makes of one value. */
const read = (schema: z.ZodType, value: string): unknown =>
  readConfiguration(z.object({ NAME: schema }), { NAME: value }).NAME;

const refusal = (schema: z.ZodType, environment: Record<string, string>): ConfigurationError => {
  try {
    readConfiguration(schema, environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('it was accepted');
};

describe('a variable', () => {
  it.each<[string, z.ZodType, string[]]>([
    [
      'a database',
      databaseUrl,
      ['postgres://h/d', 'postgresql://u:p@h:5433/d?sslmode=require', 'postgres://[::1]/d'],
    ],
    ['a broker', rabbitmqUrl, ['amqp://h', 'amqps://u:p%40@h:5671/%2Fftgo', 'amqp://[::1]:5672']],
    ['a web address', httpUrl, ['http://h', 'https://h:8443/path', 'http://127.0.0.1:1']],
    ['a mail server', smtpUrl, ['smtp://h', 'smtps://u:p@h:465', 'smtp://desk%40ftgo.example:x@h']],
    [
      'a zone',
      timeZone('UTC'),
      ['UTC', 'Asia/Seoul', 'America/Los_Angeles', 'America/Argentina/Ushuaia'],
    ],
    ['a key', signingKey, ['x'.repeat(32), 'chicken-vindaloo-chicken-vindaloo', '🍛'.repeat(32)]],
    ['a level', processVariables.LOG_LEVEL, ['fatal', 'info', 'trace']],
  ])('for %s takes what people write there, and leaves it as it is', (_what, schema, values) => {
    for (const value of values) expect(read(schema, value)).toBe(value);
  });

  const nobodysUrls = [
    'vindaloo',
    'localhost:5432',
    '//vindaloo',
    'file:///vindaloo',
    'javascript:vindaloo',
    'ftp://vindaloo',
    ' ',
    'http://vindaloo:99999',
    'http://[vindaloo',
  ];
  it.each<[string, z.ZodType, string[]]>([
    [
      'a database',
      databaseUrl,
      [
        ...nobodysUrls,
        'mysql://vindaloo',
        'amqp://vindaloo',
        'postgress://vindaloo',
        'http://vindaloo',
      ],
    ],
    [
      'a broker',
      rabbitmqUrl,
      [...nobodysUrls, 'postgres://vindaloo', 'http://vindaloo:15672', 'amqpx://vindaloo'],
    ],
    ['a web address', httpUrl, [...nobodysUrls, 'postgres://vindaloo', 'ws://vindaloo']],
    ['a mail server', smtpUrl, [...nobodysUrls, 'http://vindaloo', 'mailto:vindaloo@ftgo.example']],
    [
      'a zone',
      timeZone('UTC'),
      ['Ajanta/Vindaloo', 'Vindaloo', 'GMT+9', '+09:00', '../Vindaloo', 'UTC; vindaloo'],
    ],
    ['a key', signingKey, ['vindaloo', 'vindaloo'.repeat(4).slice(1), '🍛'.repeat(31)]],
    ['a level', processVariables.LOG_LEVEL, ['vindaloo', 'INFO', 'silent', 'warning', '30']],
    [
      'milliseconds',
      milliseconds(1_000),
      ['vindaloo', '5s', '1.5', '0', '-1', '86400001', 'Infinity', 'NaN', '1,000', '1_000', '٣'],
    ],
    ['a number', whole(1, 1, 9), ['vindaloo', '0', '10', '5.5', '-5', '1e9', 'true', '[1]', '{}']],
    ['a port', processVariables.HTTP_PORT, ['vindaloo', '-1', '65536', '8080.5', '127.0.0.1:8080']],
  ])('for %s refuses all else by name, and never says it (I12)', (_what, schema, values) => {
    for (const value of values) {
      const error = refusal(z.object({ NAME: schema }), { NAME: value });
      expect(error.problems).toEqual([
        { name: 'NAME', rule: expect.stringMatching(/^(must|is) /) },
      ]);
      expect(error.message).toContain('NAME: ');
      expect(error.message).not.toMatch(/vindaloo/i);
      if (value.length > 2) expect(error.message).not.toContain(value);
    }
  });

  it('with bounds takes every whole number within them, and none outside', () => {
    const bounds = fc.tuple(fc.integer({ min: -1_000, max: 1_000 }), fc.nat(1_000));
    fc.assert(
      fc.property(bounds, fc.integer({ min: -5_000, max: 5_000 }), ([least, span], value) => {
        const schema = z.object({ NAME: whole(least, least, least + span) });
        const isWithin = value >= least && value <= least + span;
        const attempt = (): unknown => readConfiguration(schema, { NAME: String(value) }).NAME;
        if (isWithin) expect(attempt()).toBe(value);
        else expect(attempt).toThrow(ConfigurationError);
      }),
    );
  });
});

describe('the mail relays', () => {
  it.each([
    ['smtp://h', ['smtp://h']],
    ['smtp://h smtps://i:465', ['smtp://h', 'smtps://i:465']],
    [' smtp://h,smtp://i ,\n smtp://j ', ['smtp://h', 'smtp://i', 'smtp://j']],
    ['smtp://u:a,b@h,smtp://i', ['smtp://u:a,b@h', 'smtp://i']],
  ])('are told apart in %j', (text, urls) => {
    expect(smtpUrls.parse(text)).toEqual(urls);
  });

  it.each(['', ' ', 'vindaloo', 'http://h', 'smtp://h vindaloo', 'smtp://h http://i'])(
    'are refused as %j',
    (text) => {
      expect(smtpUrls.safeParse(text).success).toBe(false);
    },
  );
});

describe('a configuration that is refused (I12)', () => {
  const Environment = z.object({
    ...processVariables,
    DATABASE_URL: databaseUrl,
    RABBITMQ_URL: rabbitmqUrl,
    PUBLIC_URL: httpUrl,
    SMTP_URL: smtpUrl,
    OFFER_LINK_KEY: signingKey,
    TICK_MS: milliseconds(1_000),
    ZONE: timeZone('UTC'),
  });
  const GOOD: Record<string, string> = {
    DATABASE_URL: 'postgres://h/d',
    RABBITMQ_URL: 'amqp://h',
    PUBLIC_URL: 'https://h',
    SMTP_URL: 'smtp://h',
    OFFER_LINK_KEY: 'chicken-vindaloo-chicken-vindaloo',
    TICK_MS: '5',
    ZONE: 'Asia/Seoul',
    LOG_LEVEL: 'warn',
    HTTP_PORT: '8081',
  };

  it('always names each bad variable, no good one, and no value', () => {
    fc.assert(
      fc.property(
        fc.subarray(Object.keys(GOOD)),
        fc.stringMatching(/^s3cret [a-z]{8}$/),
        (bad, value) => {
          fc.pre(bad.length > 0);
          const spoilt = Object.fromEntries(bad.map((name) => [name, value]));
          const { problems, message } = refusal(Environment, { ...GOOD, ...spoilt });
          expect(problems.map(({ name }) => name).sort()).toEqual([...bad].sort());
          expect(message).not.toContain('s3cret');
        },
      ),
    );
  });

  it('says what to do, a line for each, and has an exit code of its own', () => {
    const { message, code } = refusal(Environment, {});
    expect(message.split('\n')[0]).toMatch(/Set these environment variables.*start again/);
    expect(message.split('\n')).toHaveLength(6);
    expect(message).toContain('OFFER_LINK_KEY: is required');
    expect([code, EXIT_BAD_CONFIGURATION]).toEqual(['CONFIGURATION.INVALID', 78]);
  });

  it('does not care for variables that are none of its own', () => {
    const others = { ...GOOD, __proto__: 'x', constructor: 'y', toString_FILE: '/no/such/file' };
    expect(readConfiguration(Environment, others as Record<string, string>)).toMatchObject({
      TICK_MS: 5,
    });
  });

  describe('for what a file holds', () => {
    let folder: string;
    beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'ftgo-config-'))));
    afterAll(() => rmSync(folder, { recursive: true }));

    const withKeyIn = (text: string): Record<string, string> => {
      writeFileSync(join(folder, 'key'), text);
      const { OFFER_LINK_KEY: _, ...rest } = GOOD;
      return { ...rest, OFFER_LINK_KEY_FILE: join(folder, 'key') };
    };

    it.each(['\n', '\r\n', '  \n\n', ''])('takes it without what editors add: %j', (ending) => {
      const key = 'chicken-vindaloo-chicken-vindaloo';
      expect(readConfiguration(Environment, withKeyIn(key + ending)).OFFER_LINK_KEY).toBe(key);
    });

    it.each([
      ['nothing', ''],
      ['blanks', ' \n \n'],
      ['too little', 'vindaloo'],
    ])('refuses %s by the name, and never says what it holds', (_what, text) => {
      const { problems, message } = refusal(Environment, withKeyIn(text));
      expect(problems).toEqual([{ name: 'OFFER_LINK_KEY', rule: expect.stringContaining('32') }]);
      expect(message).not.toContain('vindaloo');
    });

    it('names the variable of a file that is a folder', () => {
      mkdirSync(join(folder, 'secrets'));
      const environment = { ...withKeyIn(''), OFFER_LINK_KEY_FILE: join(folder, 'secrets') };
      const { problems, message } = refusal(Environment, environment);
      expect(problems).toEqual([
        { name: 'OFFER_LINK_KEY_FILE', rule: 'the file that it names cannot be read' },
      ]);
      expect(message).not.toContain(folder);
    });
  });
});
