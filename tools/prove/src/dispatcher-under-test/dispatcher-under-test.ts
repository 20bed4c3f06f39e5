import { mkdirSync } from 'node:fs';
import { COMMAND_ROUTES, COMMANDS_EXCHANGE } from '@ftgo/delayed-orders-contracts';
import type { NotificationKey } from '@ftgo/delayed-orders-persistence';
import { migrate } from '@ftgo/delayed-orders-persistence/migrations';
import { createLogger } from '@ftgo/platform-observability';
import { Database } from '@ftgo/platform-postgres';
import type { OwnDatabase, VirtualHost } from '@ftgo/system-stack';
import { AppProcess, makeDatabase, makeVirtualHost, ServiceClock } from '@ftgo/system-stack';
import amqplib from 'amqplib';
import type { ProveConfig } from '../prove.config.js';
import { ContactDesk } from './contact-desk.js';
import { NOW, openAjanta } from './due-notices.js';

export interface DispatcherOptions {
  readonly smtpPort: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** How many of them share the work; one when not given. */
  readonly processes?: number;
}

interface Foundations {
  readonly own: OwnDatabase;
  readonly virtualHost: VirtualHost;
  readonly desk: ContactDesk;
}

const APP = 'notification-dispatcher';

/**
 * The built dispatcher alone, as one process or several, on a database and a broker of its own, at
 * business time held still.
 */
export class DispatcherUnderTest {
  private constructor(
    private readonly foundations: Foundations,
    readonly database: Database,
    readonly apps: readonly AppProcess[],
  ) {}

  /** Returns once all are ready. */
  static async start(
    { databaseUrl, rabbitmqUrl, managementUrl, root, folder }: ProveConfig,
    { smtpPort, environment = {}, processes = 1 }: DispatcherOptions,
  ): Promise<DispatcherUnderTest> {
    mkdirSync(folder, { recursive: true });
    const own = await makeDatabase(databaseUrl, 'dispatcher');
    const virtualHost = await makeVirtualHost(rabbitmqUrl, managementUrl);
    const desk = await ContactDesk.open();
    const logger = createLogger('prove', 'fatal');
    const database = new Database({ url: own.url, applicationName: 'prove' }, logger);
    const variables = {
      DATABASE_URL: own.url,
      RABBITMQ_URL: virtualHost.url,
      MONOLITH_URL: desk.url,
      SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
      MAIL_FROM: 'FTGO <no-reply@ftgo.example>',
      MAIL_DOMAIN: 'ftgo.example',
      CUSTOMER_SERVICE_EMAIL: 'service-desk@ftgo.example',
      PUBLIC_URL: 'https://ftgo.example',
      OFFER_LINK_KEY: 'for-proofs-only-for-proofs-only-for-proofs-only',
      ADDRESS_DIGEST_KEY: 'for-proofs-only-for-proofs-only-for-proofs-only',
      EXPECTED_FEEDS: 'none',
      DISPATCHER_SWEEP_MS: '100',
      ...environment,
    };
    const apps = Array.from(
      { length: processes },
      (_, at) =>
        new AppProcess({
          app: APP,
          name: `${APP}-${at + 1}`,
          root,
          logFolder: folder,
          environment: variables,
        }),
    );
    const dispatcher = new DispatcherUnderTest({ own, virtualHost, desk }, database, apps);
    try {
      await migrate(own.url);
      await new ServiceClock(database).hold(NOW);
      await openAjanta(database);
      await Promise.all(apps.map((app) => app.start()));
      await Promise.all(apps.map((app) => app.ready()));
      return dispatcher;
    } catch (error) {
      await dispatcher.stop();
      throw error;
    }
  }

  /** Puts the commands for these notices into the dispatcher's queue. */
  async command(keys: readonly NotificationKey[]): Promise<void> {
    const connection = await amqplib.connect(this.foundations.virtualHost.url);
    try {
      const channel = await connection.createConfirmChannel();
      for (const { orderId, notificationId } of keys) {
        const body = Buffer.from(JSON.stringify({ orderId, notificationId }));
        channel.publish(COMMANDS_EXCHANGE, COMMAND_ROUTES.EMAIL.routingKey, body, {
          persistent: true,
        });
      }
      await channel.waitForConfirms();
    } finally {
      await connection.close();
    }
  }

  async stop(): Promise<void> {
    const { own, virtualHost, desk } = this.foundations;
    await Promise.all(this.apps.map((app) => app.stop()));
    await this.database.close();
    await Promise.all([own.drop(), virtualHost.remove(), desk.close()]);
  }
}
