import {
  databaseUrl,
  httpUrl,
  milliseconds,
  rabbitmqUrl,
  readConfiguration,
  smtpUrls,
  timeZone,
  words,
} from '@ftgo/platform-config';
import type { FreshnessPolicy } from '@ftgo/delayed-orders-domain';
import type { AllowedRecipients } from '@ftgo/delayed-orders-notifications';
import { readAllowedRecipients } from '@ftgo/delayed-orders-notifications';
import { FEEDS } from '@ftgo/monolith-contracts';
import { z } from 'zod';

const Environment = z.object({
  DATABASE_URL: databaseUrl,
  RABBITMQ_URL: rabbitmqUrl.optional(),
  LOG_TAILER_URL: httpUrl.optional(),
  RECONCILIATION_URL: httpUrl.optional(),
  MONOLITH_TIME_ZONE: timeZone('UTC'),
  EXPECTED_FEEDS: words(FEEDS, ['events']),
  FEED_STALE_AFTER_MS: milliseconds(60_000, 1_000),
  OPERATOR: z.string().min(1).max(200).optional(),
  USER: z.string().optional(),
});

/** Where the parts of the service are; what a command needs and has not is asked for by name. */
export interface OpsConfig {
  readonly databaseUrl: string;
  readonly rabbitmqUrl: string | undefined;
  readonly logTailerUrl: string | undefined;
  readonly reconciliationUrl: string | undefined;
  readonly monolithTimeZone: string;
  readonly freshness: FreshnessPolicy;
  /** Who acts, for the audit. */
  readonly operator: string;
}

/** @throws ConfigurationError */
export function loadOpsConfig(
  variables: Readonly<Record<string, string | undefined>> = process.env,
): OpsConfig {
  const environment = readConfiguration(Environment, variables);
  return {
    databaseUrl: environment.DATABASE_URL,
    rabbitmqUrl: environment.RABBITMQ_URL,
    logTailerUrl: environment.LOG_TAILER_URL,
    reconciliationUrl: environment.RECONCILIATION_URL,
    monolithTimeZone: environment.MONOLITH_TIME_ZONE,
    freshness: {
      feeds: environment.EXPECTED_FEEDS,
      staleAfterMs: environment.FEED_STALE_AFTER_MS,
    },
    operator: environment.OPERATOR ?? environment.USER ?? 'unknown',
  };
}

const MailEnvironment = z.object({
  SMTP_URL: smtpUrls,
  MAIL_FROM: z.string({ error: 'is required, such as FTGO <no-reply@ftgo.example>' }),
  MAIL_DOMAIN: z.string({ error: 'is required, such as ftgo.example' }),
  ALLOWED_RECIPIENTS: z
    .string()
    .default('everybody')
    .refine(
      (text) => readAllowedRecipients(text) !== undefined,
      'must be as the dispatcher has it',
    ),
});

/** By what a mail is tried. */
export interface MailConfig {
  readonly smtpUrl: string;
  readonly from: string;
  readonly domain: string;
  readonly allowedRecipients: AllowedRecipients;
}

/** @throws ConfigurationError */
export function loadMailConfig(
  variables: Readonly<Record<string, string | undefined>> = process.env,
): MailConfig {
  const environment = readConfiguration(MailEnvironment, variables);
  return {
    smtpUrl: environment.SMTP_URL[0] ?? '',
    from: environment.MAIL_FROM,
    domain: environment.MAIL_DOMAIN,
    allowedRecipients: readAllowedRecipients(environment.ALLOWED_RECIPIENTS) ?? 'nobody',
  };
}
