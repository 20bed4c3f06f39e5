import { mkdirSync } from 'node:fs';
import { createLogger } from '@ftgo/platform-observability';
import { Database } from '@ftgo/platform-postgres';
import type { Making } from './all-or-nothing.js';
import { allOrNothing } from './all-or-nothing.js';
import { AppProcess } from './app-process.js';
import type { Feed, Foundations, Workers } from './stack-programs.js';
import { programsOn, WORKERS } from './stack-programs.js';
import { MailCatcher } from './mail-catcher.js';
import type { OwnDatabase } from './own-database.js';
import { makeDatabase } from './own-database.js';
import { ServiceClock } from './service-clock.js';
import { Simulator } from './simulator.js';
import type { VirtualHost } from './virtual-host.js';
import { makeVirtualHost } from './virtual-host.js';

export interface StackOptions {
  /** The checkout; programs are in its `dist/apps`. */
  readonly root: string;
  readonly databaseUrl: string;
  readonly rabbitmqUrl: string;
  readonly managementUrl: string | undefined;
  /** Where logs and caught mails go; emptied by whoever owns it. */
  readonly folder: string;
  readonly workers?: Partial<Workers>;
  /** The ways in which the monolith publishes; its events where not given. */
  readonly feeds?: readonly Feed[];
  /** Whether replica-reconciliation runs beside the feeds; not, where not given. */
  readonly isReconciled?: boolean;
  /** Where the dispatcher asks for contact data; the simulator itself where not given. */
  readonly monolithUrl?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Told as each part starts. */
  readonly onProgress?: (what: string) => void;
}

/** The whole system as processes of the built programs. */
export class Stack {
  private constructor(
    private readonly foundations: Foundations,
    readonly database: Database,
    readonly apps: readonly AppProcess[],
    /** Where logs and caught mails are. */
    readonly folder: string,
  ) {}

  /** Starts everything and returns once all is ready. What it made is removed if it fails. */
  static async start(options: StackOptions): Promise<Stack> {
    const { onProgress = () => undefined, folder } = options;
    mkdirSync(folder, { recursive: true });
    onProgress('databases, virtual host and mail catcher');
    const foundations = await layFoundations(options);
    const programs = await programsOn(foundations, options).catch(async (error: unknown) => {
      await removeFoundations(foundations);
      throw error;
    });
    const logger = createLogger('stack', 'fatal');
    const database = new Database(
      { url: foundations.service.url, applicationName: 'stack' },
      logger,
    );
    const stack = new Stack(foundations, database, programs, folder);
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

  /** Where the monolith's own tables are, for whoever compares. */
  get monolithDatabaseUrl(): string {
    return this.foundations.monolith.url;
  }

  /** The service's own database. */
  get databaseUrl(): string {
    return this.foundations.service.url;
  }

  get rabbitmqUrl(): string {
    return this.foundations.virtualHost.url;
  }

  /** The workers: what is scaled and what may be killed. */
  get workers(): readonly AppProcess[] {
    return this.apps.filter(({ app }) => (WORKERS as readonly string[]).includes(app));
  }

  /** Stops every process and removes what {@link start} made. */
  async stop(): Promise<void> {
    await Promise.all(this.apps.map((app) => app.stop()));
    await this.database.close();
    await removeFoundations(this.foundations);
  }

  /** The first program of an app. @throws Error when it is no part of the stack */
  only(app: string): AppProcess {
    const found = this.apps.find((each) => each.app === app);
    if (found === undefined) throw new Error(`${app} is no part of the stack`);
    return found;
  }
}

async function layFoundations(options: StackOptions): Promise<Foundations> {
  const { root, databaseUrl, rabbitmqUrl, managementUrl, folder } = options;
  const ownDatabase = (purpose: string): Making<OwnDatabase> => ({
    making: makeDatabase(databaseUrl, purpose),
    undo: (database) => database.drop(),
  });
  const host: Making<VirtualHost> = {
    making: makeVirtualHost(rabbitmqUrl, managementUrl),
    undo: (made) => made.remove(),
  };
  const catcher: Making<MailCatcher> = {
    making: MailCatcher.start(root, folder),
    undo: (made) => made.stop(),
  };
  const [service, monolith, virtualHost, mail] = await allOrNothing<
    [OwnDatabase, OwnDatabase, VirtualHost, MailCatcher]
  >([ownDatabase('service'), ownDatabase('monolith'), host, catcher]);
  return { service, monolith, virtualHost, mail };
}

async function removeFoundations(foundations: Foundations): Promise<void> {
  const { service, monolith, virtualHost, mail } = foundations;
  await Promise.all([mail.stop(), service.drop(), monolith.drop(), virtualHost.remove()]);
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
