import { mkdirSync } from 'node:fs';
import { createLogger } from '@ftgo/platform-observability';
import { Database } from '@ftgo/platform-postgres';
import { AppProcess } from './app-process.js';
import { freePort } from './free-port.js';
import { MailCatcher } from './mail-catcher.js';
import type { OwnDatabase } from './own-database.js';
import { makeDatabase } from './own-database.js';
import { ServiceClock } from './service-clock.js';
import { Simulator } from './simulator.js';
import type { VirtualHost } from './virtual-host.js';
import { makeVirtualHost } from './virtual-host.js';

/** How many of each worker run. */
export interface Workers {
  readonly 'replica-ingestion': number;
  readonly 'delay-scanner': number;
  readonly 'notification-dispatcher': number;
}

export interface StackOptions {
  /** The checkout; programs are in its `dist/apps`. */
  readonly root: string;
  readonly databaseUrl: string;
  readonly rabbitmqUrl: string;
  readonly managementUrl: string | undefined;
  /** Where logs and caught mails go; emptied by whoever owns it. */
  readonly folder: string;
  readonly workers?: Workers;
  readonly environment?: Readonly<Record<string, string>>;
  /** Told as each part starts. */
  readonly onProgress?: (what: string) => void;
}

const ONE_OF_EACH: Workers = {
  'replica-ingestion': 1,
  'delay-scanner': 1,
  'notification-dispatcher': 1,
};

/** A key for the links of one stack; nothing is protected by it. */
const DEMO_LINK_KEY = 'for-demos-and-tests-only-for-demos-and-tests-only';

interface Foundations {
  readonly service: OwnDatabase;
  readonly monolith: OwnDatabase;
  readonly virtualHost: VirtualHost;
  readonly mail: MailCatcher;
}

/** The whole system as processes of the built programs. */
export class Stack {
  private constructor(
    private readonly foundations: Foundations,
    readonly database: Database,
    readonly apps: readonly AppProcess[],
  ) {}

  /** Starts everything and returns once all is ready. What it made is removed if it fails. */
  static async start(options: StackOptions): Promise<Stack> {
    const { onProgress = () => undefined, folder } = options;
    mkdirSync(folder, { recursive: true });
    onProgress('databases, virtual host and mail catcher');
    const foundations = await layFoundations(options);
    const logger = createLogger('stack', 'fatal');
    const database = new Database(
      { url: foundations.service.url, applicationName: 'stack' },
      logger,
    );
    const stack = new Stack(foundations, database, await appsOn(foundations, options));
    try {
      onProgress('schema');
      await migrate(foundations, options);
      onProgress(stack.apps.map(({ name }) => name).join(', '));
      await Promise.all(stack.apps.map((app) => app.start()));
      await Promise.all(stack.apps.map((app) => app.ready()));
      return stack;
    } catch (error) {
      await stack.stop();
      throw error;
    }
  }

  get mail(): MailCatcher {
    return this.foundations.mail;
  }

  get clock(): ServiceClock {
    return new ServiceClock(this.database);
  }

  get simulator(): Simulator {
    return new Simulator(this.only('monolith-simulator').url);
  }

  get apiUrl(): string {
    return this.only('delayed-orders-api').url;
  }

  /** The workers: what is scaled and what may be killed. */
  get workers(): readonly AppProcess[] {
    return this.apps.filter(({ app }) => app in ONE_OF_EACH);
  }

  /** Stops every process and removes what {@link start} made. */
  async stop(): Promise<void> {
    await Promise.all(this.apps.map((app) => app.stop()));
    await this.database.close();
    const { service, monolith, virtualHost, mail } = this.foundations;
    await Promise.all([mail.stop(), service.drop(), monolith.drop(), virtualHost.remove()]);
  }

  private only(app: string): AppProcess {
    const found = this.apps.find((each) => each.app === app);
    if (found === undefined) throw new Error(`${app} is no part of the stack`);
    return found;
  }
}

async function layFoundations(options: StackOptions): Promise<Foundations> {
  const { root, databaseUrl, rabbitmqUrl, managementUrl, folder } = options;
  const [service, monolith, virtualHost, mail] = await Promise.all([
    makeDatabase(databaseUrl, 'service'),
    makeDatabase(databaseUrl, 'monolith'),
    makeVirtualHost(rabbitmqUrl, managementUrl),
    MailCatcher.start(root, folder),
  ]);
  return { service, monolith, virtualHost, mail };
}

async function migrate(foundations: Foundations, options: StackOptions): Promise<void> {
  const job = new AppProcess({
    app: 'schema-migration',
    name: 'schema-migration',
    root: options.root,
    logFolder: options.folder,
    environment: { DATABASE_URL: foundations.service.url },
  });
  await job.start();
  const code = await job.finished();
  if (code !== 0) throw new Error(`the schema could not be made; see ${job.logFile}`);
}

async function appsOn(foundations: Foundations, options: StackOptions): Promise<AppProcess[]> {
  const { workers = ONE_OF_EACH } = options;
  const shared = {
    RABBITMQ_URL: foundations.virtualHost.url,
    DATABASE_URL: foundations.service.url,
    ...options.environment,
  };
  const app = (name: string, folder: string, environment: Record<string, string>): AppProcess =>
    new AppProcess({
      app: folder,
      name,
      root: options.root,
      logFolder: options.folder,
      environment: { ...shared, ...environment },
    });
  const simulatorPort = await freePort();
  const apiPort = await freePort();
  const links = { PUBLIC_URL: `http://127.0.0.1:${apiPort}`, OFFER_LINK_KEY: DEMO_LINK_KEY };
  const variables: Record<keyof Workers, Record<string, string>> = {
    'replica-ingestion': {},
    'delay-scanner': { SCANNER_TICK_MS: '50', RELAY_TICK_MS: '50' },
    'notification-dispatcher': {
      ...links,
      MONOLITH_URL: `http://127.0.0.1:${simulatorPort}`,
      SMTP_URL: foundations.mail.smtpUrl,
      MAIL_FROM: 'FTGO <no-reply@ftgo.example>',
      MAIL_DOMAIN: 'ftgo.example',
      CUSTOMER_SERVICE_EMAIL: 'service-desk@ftgo.example',
      DISPATCHER_SWEEP_MS: '250',
      // The catcher answers at once; a killed dispatcher's claims need not wait for long.
      DISPATCHER_LEASE_MS: '5000',
    },
  };
  const scaled = Object.entries(variables).flatMap(([folder, environment]) => {
    const count = workers[folder as keyof Workers];
    return Array.from({ length: count }, (_, index) =>
      app(count === 1 ? folder : `${folder}-${index + 1}`, folder, environment),
    );
  });
  return [
    app('monolith-simulator', 'monolith-simulator', {
      DATABASE_URL: foundations.monolith.url,
      HTTP_PORT: String(simulatorPort),
      RELAY_TICK_MS: '25',
    }),
    ...scaled,
    app('delayed-orders-api', 'delayed-orders-api', { ...links, HTTP_PORT: String(apiPort) }),
  ];
}
