import { randomUUID } from 'node:crypto';
import { AppProcess } from './app-process.js';
import { freePort } from './free-port.js';
import type { MailCatcher } from './mail-catcher.js';
import type { OwnDatabase } from './own-database.js';
import type { VirtualHost } from './virtual-host.js';

/** What the programs stand on. */
export interface Foundations {
  readonly service: OwnDatabase;
  readonly monolith: OwnDatabase;
  readonly virtualHost: VirtualHost;
  readonly mail: MailCatcher;
}

/** The ways in which the monolith can publish. */
export const FEEDS = ['events', 'cdc', 'tram'] as const;
export type Feed = (typeof FEEDS)[number];

/** What is scaled and what may be killed, in the order of the flow. */
export const WORKERS = [
  'log-tailer',
  'replica-ingestion',
  'delay-scanner',
  'notification-dispatcher',
] as const;
export type Worker = (typeof WORKERS)[number];

/** How many of each worker run; a log tailer only where the log is tailed. */
export type Workers = Readonly<Record<Worker, number>>;

interface Choices {
  readonly root: string;
  readonly folder: string;
  readonly workers?: Partial<Workers>;
  readonly feeds?: readonly Feed[];
  /** Where contact data is asked for, instead of the simulator itself. */
  readonly monolithUrl?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether replica-reconciliation runs beside the feeds. */
  readonly isReconciled?: boolean;
}

type Variables = Readonly<Record<string, string>>;

/** A key for the links and digests of one stack; nothing is protected by it. */
const DEMO_KEY = 'for-demos-and-tests-only-for-demos-and-tests-only';

/** Every program of the stack, not yet started: the simulator first, the API last. */
export async function programsOn(
  foundations: Foundations,
  choices: Choices,
): Promise<AppProcess[]> {
  const { root, folder, workers = {}, feeds = ['events'], environment = {} } = choices;
  const shared = {
    RABBITMQ_URL: foundations.virtualHost.url,
    DATABASE_URL: foundations.service.url,
    EXPECTED_FEEDS: feeds.join(','),
    ...environment,
  };
  const program = (name: string, app: string, own: Variables): AppProcess =>
    new AppProcess({ app, name, root, logFolder: folder, environment: { ...shared, ...own } });
  const [simulatorPort, apiPort] = [await freePort(), await freePort()];
  const links = {
    PUBLIC_URL: `http://127.0.0.1:${apiPort}`,
    OFFER_LINK_KEY: DEMO_KEY,
    ADDRESS_DIGEST_KEY: DEMO_KEY,
  };
  const { monolithUrl = `http://127.0.0.1:${simulatorPort}` } = choices;
  const variables = workerVariables(foundations, feeds, { ...links, MONOLITH_URL: monolithUrl });
  const scaled = WORKERS.flatMap((app) => {
    const count = app === 'log-tailer' && !feeds.includes('cdc') ? 0 : (workers[app] ?? 1);
    return Array.from({ length: count }, (_, index) =>
      program(count === 1 ? app : `${app}-${index + 1}`, app, variables[app]),
    );
  });
  return [
    program('monolith-simulator', 'monolith-simulator', {
      DATABASE_URL: foundations.monolith.url,
      HTTP_PORT: String(simulatorPort),
      RELAY_TICK_MS: '25',
      EVENT_FORMATS: feeds.filter((feed) => feed !== 'cdc').join(',') || 'none',
    }),
    ...scaled,
    ...(choices.isReconciled
      ? [
          program('replica-reconciliation', 'replica-reconciliation', {
            MONOLITH_DATABASE_URL: foundations.monolith.url,
            RECONCILE_CONFIRM_AFTER_MS: '1000',
            RECONCILE_WINDOW_HOURS: '240',
          }),
        ]
      : []),
    program('delayed-orders-api', 'delayed-orders-api', { ...links, HTTP_PORT: String(apiPort) }),
  ];
}

function workerVariables(
  { mail, monolith }: Foundations,
  feeds: readonly Feed[],
  places: Variables,
): Record<Worker, Variables> {
  // A slot belongs to the whole server, not to its database.
  const slot = `ftgo_stack_${randomUUID().slice(0, 8)}`;
  return {
    'log-tailer': {
      MONOLITH_DATABASE_URL: monolith.url,
      LOG_TAILER_SLOT: slot,
      LOG_TAILER_PUBLICATION: slot,
    },
    'replica-ingestion': {
      INGESTION_FEEDS: feeds.join(','),
      // In a demo a machine's second is business minutes.
      HOURS_SETTLE_MS: '250',
    },
    'delay-scanner': { SCANNER_TICK_MS: '50', RELAY_TICK_MS: '50' },
    'notification-dispatcher': {
      ...places,
      SMTP_URL: mail.smtpUrl,
      MAIL_FROM: 'FTGO <no-reply@ftgo.example>',
      MAIL_DOMAIN: 'ftgo.example',
      CUSTOMER_SERVICE_EMAIL: 'service-desk@ftgo.example',
      DISPATCHER_SWEEP_MS: '250',
      // The catcher answers at once; a killed dispatcher's claims need not wait for long.
      DISPATCHER_LEASE_MS: '5000',
    },
  };
}
