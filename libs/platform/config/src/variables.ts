import { z } from 'zod';

const url = (protocols: readonly string[], example: string): z.ZodType<string> =>
  z
    .string({ error: `is required, such as ${example}` })
    .refine((text) => hasProtocol(text, protocols), `must be a URL such as ${example}`);

function hasProtocol(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}

/** A whole number of milliseconds; the default is one that production may use. */
export const milliseconds = (byDefault: number, atLeast = 1): z.ZodType<number> =>
  whole(byDefault, atLeast, 86_400_000);

/** A whole number within bounds. */
export const whole = (byDefault: number, atLeast: number, atMost: number): z.ZodType<number> =>
  z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(atLeast, `must be at least ${atLeast}`)
    .max(atMost, `must be at most ${atMost}`)
    .default(byDefault);

/** Some of a closed list of words, separated by commas; `none` names none of them. */
export const words = <Word extends string>(
  known: readonly Word[],
  byDefault: readonly Word[],
): z.ZodType<readonly Word[]> =>
  z
    .string()
    .default(byDefault.join(',') || 'none')
    .transform((text, context): readonly Word[] => {
      const given = text === 'none' ? [] : text.split(',').map((word) => word.trim());
      const chosen = known.filter((word) => given.includes(word));
      if (chosen.length === given.length) return chosen;
      context.addIssue({
        code: 'custom',
        message: `must be none, or some of ${known.join(', ')}, separated by commas`,
      });
      return z.NEVER;
    });

/** The service's own PostgreSQL. */
export const databaseUrl = url(
  ['postgres:', 'postgresql:'],
  'postgres://user:password@host:5432/database',
);

/** The broker that it shares with the monolith. */
export const rabbitmqUrl = url(['amqp:', 'amqps:'], 'amqp://user:password@host:5672/vhost');

/** A service reached over HTTP. */
export const httpUrl = url(['http:', 'https:'], 'https://host:8080');

/** Where mail is handed over; `smtps` speaks TLS from the first byte. */
export const smtpUrl = url(['smtp:', 'smtps:'], 'smtp://user:password@host:587');

/** One relay or several, separated by spaces or commas; asked in their order. */
export const smtpUrls: z.ZodType<readonly string[]> = z
  .string({ error: 'is required, such as smtp://user:password@host:587' })
  // A comma may stand in a password, but not before another URL.
  .transform((text): readonly string[] => text.trim().split(/[\s,]+(?=smtps?:)/))
  .refine(
    (urls) => urls.every((each) => smtpUrl.safeParse(each).success && !/\s/.test(each)),
    'must be one URL such as smtp://user:password@host:587, or several separated by spaces',
  );

/** An IANA time zone. */
export const timeZone = (byDefault: string): z.ZodType<string> =>
  z
    .string()
    .refine(
      (zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC',
      'must be an IANA time zone such as America/Los_Angeles',
    )
    .default(byDefault);

/** A secret long enough to sign with. */
export const signingKey = z
  .string({ error: 'is required: a secret of at least 32 characters' })
  .min(32, 'must have at least 32 characters');

/** Variables that every program reads. */
export const processVariables = {
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace'], {
      error: 'must be one of fatal, error, warn, info, debug, trace',
    })
    .default('info'),
  HTTP_HOST: z.string().default('0.0.0.0'),
  HTTP_PORT: whole(8080, 0, 65_535),
};
