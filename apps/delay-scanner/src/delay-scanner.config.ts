import type { FreshnessPolicy, OfferPolicy } from '@ftgo/delayed-orders-domain';
import { DEFAULT_OFFER_POLICY } from '@ftgo/delayed-orders-domain';
import {
  databaseUrl,
  milliseconds,
  processVariables,
  rabbitmqUrl,
  readConfiguration,
  whole,
  words,
} from '@ftgo/platform-config';
import { FEEDS } from '@ftgo/monolith-contracts';
import type { ProcessConfiguration } from '@ftgo/platform-lifecycle';
import { z } from 'zod';

const minutes = z
  .number()
  .min(0)
  .max(24 * 60);
const cents = z.int().nonnegative();

const OfferPolicyShape = z
  .strictObject({
    currency: z.string().regex(/^[A-Z]{3}$/),
    validForHours: z.number().positive(),
    tiers: z.array(
      z.strictObject({
        fromMinutesLate: minutes,
        fromOrderTotalCents: cents,
        amountCents: z.int().positive(),
      }),
    ),
  })
  .partial()
  .transform((changes): OfferPolicy => ({ ...DEFAULT_OFFER_POLICY, ...defined(changes) }));

const Environment = z.object({
  ...processVariables,
  DATABASE_URL: databaseUrl,
  RABBITMQ_URL: rabbitmqUrl,
  SCANNER_TICK_MS: milliseconds(1_000, 10),
  SCANNER_BATCH_SIZE: whole(2_000, 1, 5_000),
  KEEP_DECISIONS_DAYS: whole(30, 1, 3_650),
  RELAY_TICK_MS: milliseconds(250, 10),
  OFFER_POLICY_JSON: json(OfferPolicyShape),
  OFFER_BUDGET_CENTS: whole(100_000, 0, Number.MAX_SAFE_INTEGER),
  EXPECTED_FEEDS: words(FEEDS, ['events']),
  FEED_STALE_AFTER_MS: milliseconds(60_000, 1_000),
});

export interface DelayScannerConfig extends ProcessConfiguration {
  readonly databaseUrl: string;
  readonly rabbitmqUrl: string;
  readonly tickMs: number;
  /** The most orders in one batch. */
  readonly batchSize: number;
  readonly keepDecisionsDays: number;
  readonly relayTickMs: number;
  readonly offerPolicy: OfferPolicy;
  readonly offerBudgetCents: number;
  /** Which feeds of the monolith must live, and how old they may get (I7). */
  readonly freshness: FreshnessPolicy;
}

/** @throws ConfigurationError */
export function loadDelayScannerConfig(): DelayScannerConfig {
  const environment = readConfiguration(Environment, process.env);
  return {
    logLevel: environment.LOG_LEVEL,
    http: { host: environment.HTTP_HOST, port: environment.HTTP_PORT },
    databaseUrl: environment.DATABASE_URL,
    rabbitmqUrl: environment.RABBITMQ_URL,
    tickMs: environment.SCANNER_TICK_MS,
    batchSize: environment.SCANNER_BATCH_SIZE,
    keepDecisionsDays: environment.KEEP_DECISIONS_DAYS,
    relayTickMs: environment.RELAY_TICK_MS,
    offerPolicy: environment.OFFER_POLICY_JSON,
    offerBudgetCents: environment.OFFER_BUDGET_CENTS,
    freshness: {
      feeds: environment.EXPECTED_FEEDS,
      staleAfterMs: environment.FEED_STALE_AFTER_MS,
    },
  };
}

/** A variable that holds JSON of a shape; absent, it is `{}`, which every default completes. */
function json<Shape>(shape: z.ZodType<Shape>): z.ZodType<Shape> {
  return z
    .string()
    .default('{}')
    .transform((text, context) => {
      const parsed = shape.safeParse(parseJson(text));
      if (parsed.success) return parsed.data;
      const where = parsed.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`);
      context.addIssue({
        code: 'custom',
        message: `must be JSON of its shape: ${where.join(', ')}`,
      });
      return z.NEVER;
    });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Without the keys that were not given. */
function defined<T extends object>(changes: T): { [Key in keyof T]: NonNullable<T[Key]> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]: NonNullable<T[Key]>;
  };
}
