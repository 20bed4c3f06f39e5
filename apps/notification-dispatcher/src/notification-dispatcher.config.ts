import {
  databaseUrl,
  httpUrl,
  milliseconds,
  processVariables,
  rabbitmqUrl,
  readConfiguration,
  signingKey,
  smtpUrls,
  whole,
  words,
} from '@ftgo/platform-config';
import type { FreshnessPolicy } from '@ftgo/delayed-orders-domain';
import { FEEDS } from '@ftgo/monolith-contracts';
import type { ContactFields } from '@ftgo/monolith-contact-info';
import type { ProcessConfiguration } from '@ftgo/platform-lifecycle';
import type { AllowedRecipients, DkimKey } from '@ftgo/delayed-orders-notifications';
import { readAllowedRecipients } from '@ftgo/delayed-orders-notifications';
import { z } from 'zod';
import { dkimKey, dkimVariables, wholeDkim } from './dkim-variables.js';

const address = z
  .string({ error: 'is required, such as no-reply@ftgo.example' })
  .regex(/^([^<>\r\n]* <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'must be an e-mail address');

const allowedRecipients = z
  .string()
  .default('everybody')
  .transform((text, context): AllowedRecipients => {
    const allowed = readAllowedRecipients(text);
    if (allowed !== undefined) return allowed;
    const message =
      'must be everybody, nobody, or domains, addresses and numbers separated by commas';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** By which path an answer of the contact endpoint has each field, such as `name.firstName`. */
const contactFields = z
  .string()
  .default('')
  .transform((text) => (text === '' ? [] : text.split(',').map((part) => part.trim().split('='))))
  .refine(
    (pairs) => pairs.every(([field = '', path = '']) => FIELD.test(field) && PATH.test(path)),
    'must be pairs such as email=contact.mail, separated by commas, of email, phone, firstName, locale',
  )
  .transform((pairs): Partial<ContactFields> => Object.fromEntries(pairs) as object);
const FIELD = /^(email|phone|firstName|locale)$/;
const PATH = /^\w+(\.\w+)*$/;

const Variables = z.object({
  ...processVariables,
  DATABASE_URL: databaseUrl,
  RABBITMQ_URL: rabbitmqUrl,
  MONOLITH_URL: httpUrl,
  CONTACT_PATH: z
    .string()
    .regex(/^\/.*\{consumerId\}/, 'must be a path with {consumerId} in it')
    .default('/consumers/{consumerId}'),
  CONTACT_FIELDS: contactFields,
  CONTACT_TIMEOUT_MS: milliseconds(2_000),
  CONTACT_CONCURRENCY: whole(16, 1, 1_000),
  SMTP_URL: smtpUrls,
  SMTP_TIMEOUT_MS: milliseconds(30_000, 100),
  SMTP_ATTEMPT_MS: milliseconds(45_000, 100),
  ...dkimVariables,
  MAIL_FROM: address,
  MAIL_DOMAIN: z
    .string({ error: 'is required, such as ftgo.example' })
    .regex(/^[a-z0-9.-]+$/i, 'must be a domain name'),
  CUSTOMER_SERVICE_EMAIL: address,
  ALLOWED_RECIPIENTS: allowedRecipients,
  SMS_URL: httpUrl.optional(),
  SMS_ACCOUNT: z.string().min(1).optional(),
  SMS_TOKEN: z.string().min(1).optional(),
  SMS_FROM: z
    .string()
    .regex(/^(\+[1-9]\d{6,14}|MG\w{8,64})$/, 'must be a number such as +15105550100, or a service')
    .optional(),
  CASE_URL: httpUrl.optional(),
  CASE_TOKEN: z.string().min(1).optional(),
  CASE_TEAM: z.string().min(1).max(100).default('delayed-orders'),
  WEBHOOK_URL: httpUrl.optional(),
  WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, 'must be whsec_ and base64 of 24 bytes or more')
    .optional(),
  WEBHOOK_REACH: z
    .enum(['internet', 'anywhere'], { error: 'must be internet or anywhere' })
    .default('internet'),
  PUBLIC_URL: httpUrl,
  OFFER_LINK_KEY: signingKey,
  ADDRESS_DIGEST_KEY: signingKey,
  DISPATCHER_PREFETCH: whole(16, 1, 1_000),
  DISPATCHER_SWEEP_MS: milliseconds(1_000, 10),
  DISPATCHER_LEASE_MS: milliseconds(90_000, 1_000),
  EXPECTED_FEEDS: words(FEEDS, ['events']),
  FEED_STALE_AFTER_MS: milliseconds(60_000, 1_000),
});

/** A channel is set up whole or not at all. */
const WHOLE: readonly (readonly (keyof z.infer<typeof Variables>)[])[] = [
  ['SMS_URL', 'SMS_ACCOUNT', 'SMS_TOKEN', 'SMS_FROM'],
  ['CASE_URL', 'CASE_TOKEN'],
  ['WEBHOOK_URL', 'WEBHOOK_SECRET'],
];

const Environment = Variables.superRefine(wholeDkim).superRefine((given, context) => {
  for (const names of WHOLE) {
    const missing = names.filter((name) => given[name] === undefined);
    if (missing.length === names.length) continue;
    for (const name of missing) {
      const others = names.filter((each) => each !== name).join(', ');
      context.addIssue({ code: 'custom', path: [name], message: `is required beside ${others}` });
    }
  }
});

/** An SMS provider's messages resource. */
export interface SmsConfig {
  readonly url: string;
  readonly account: string;
  readonly token: string;
  readonly from: string;
}

export interface NotificationDispatcherConfig extends ProcessConfiguration {
  readonly databaseUrl: string;
  readonly rabbitmqUrl: string;
  readonly contact: {
    readonly monolithUrl: string;
    readonly path: string;
    readonly fields: Partial<ContactFields>;
    readonly timeoutMs: number;
    readonly concurrency: number;
  };
  readonly mail: {
    /** The relays, in the order in which they are asked. */
    readonly smtpUrls: readonly string[];
    /** How long a relay may be silent, and how long a whole attempt may take. */
    readonly timeouts: { readonly socketMs: number; readonly attemptMs: number };
    /** With what mails are signed; not, where not given. */
    readonly dkim: DkimKey | undefined;
    readonly from: string;
    readonly domain: string;
    readonly customerService: string;
  };
  /** Undefined: the channel is not set up, and what is planned for it fails. */
  readonly sms: SmsConfig | undefined;
  readonly cases:
    { readonly url: string; readonly token: string; readonly team: string } | undefined;
  readonly webhook:
    | { readonly url: string; readonly secret: string; readonly allowsInnerAddresses: boolean }
    | undefined;
  /** Who may get anything at all: a test system writes to its own people only. */
  readonly allowedRecipients: AllowedRecipients;
  readonly addressDigestKey: string;
  readonly links: { readonly publicUrl: string; readonly key: string };
  readonly prefetch: number;
  readonly sweepMs: number;
  /** How long a claim lasts; must be longer than the slowest send (45 s). */
  readonly leaseMs: number;
  /** Which feeds of the monolith must live, and how old they may get (I7). */
  readonly freshness: FreshnessPolicy;
}

function channelsOf(
  given: z.infer<typeof Environment>,
): Pick<NotificationDispatcherConfig, 'sms' | 'cases' | 'webhook'> {
  const { SMS_URL, SMS_ACCOUNT = '', SMS_TOKEN = '', SMS_FROM = '' } = given;
  const { CASE_URL, CASE_TOKEN = '', CASE_TEAM, WEBHOOK_URL, WEBHOOK_SECRET = '' } = given;
  const allowsInnerAddresses = given.WEBHOOK_REACH === 'anywhere';
  return {
    sms:
      SMS_URL === undefined
        ? undefined
        : { url: SMS_URL, account: SMS_ACCOUNT, token: SMS_TOKEN, from: SMS_FROM },
    cases:
      CASE_URL === undefined ? undefined : { url: CASE_URL, token: CASE_TOKEN, team: CASE_TEAM },
    webhook:
      WEBHOOK_URL === undefined
        ? undefined
        : { url: WEBHOOK_URL, secret: WEBHOOK_SECRET, allowsInnerAddresses },
  };
}

/** @throws ConfigurationError */
export function loadNotificationDispatcherConfig(): NotificationDispatcherConfig {
  const environment = readConfiguration(Environment, process.env);
  return {
    logLevel: environment.LOG_LEVEL,
    http: { host: environment.HTTP_HOST, port: environment.HTTP_PORT },
    databaseUrl: environment.DATABASE_URL,
    rabbitmqUrl: environment.RABBITMQ_URL,
    contact: {
      monolithUrl: environment.MONOLITH_URL,
      path: environment.CONTACT_PATH,
      fields: environment.CONTACT_FIELDS,
      timeoutMs: environment.CONTACT_TIMEOUT_MS,
      concurrency: environment.CONTACT_CONCURRENCY,
    },
    mail: {
      smtpUrls: environment.SMTP_URL,
      timeouts: {
        socketMs: environment.SMTP_TIMEOUT_MS,
        attemptMs: environment.SMTP_ATTEMPT_MS,
      },
      dkim: dkimKey(environment),
      from: environment.MAIL_FROM,
      domain: environment.MAIL_DOMAIN,
      customerService: environment.CUSTOMER_SERVICE_EMAIL,
    },
    ...channelsOf(environment),
    allowedRecipients: environment.ALLOWED_RECIPIENTS,
    addressDigestKey: environment.ADDRESS_DIGEST_KEY,
    links: { publicUrl: environment.PUBLIC_URL, key: environment.OFFER_LINK_KEY },
    prefetch: environment.DISPATCHER_PREFETCH,
    sweepMs: environment.DISPATCHER_SWEEP_MS,
    leaseMs: environment.DISPATCHER_LEASE_MS,
    freshness: {
      feeds: environment.EXPECTED_FEEDS,
      staleAfterMs: environment.FEED_STALE_AFTER_MS,
    },
  };
}
