import { PostgresReplica } from '@ftgo/delayed-orders-persistence';
import { migrate } from '@ftgo/delayed-orders-persistence/migrations';
import type { Feed, FeedMessage, Said } from '@ftgo/monolith-contracts';
import { readMessage, toReplicaBatch } from '@ftgo/monolith-contracts';
import type { Logger } from '@ftgo/platform-observability';
import { createLogger, Readiness, Registry } from '@ftgo/platform-observability';
import { Database } from '@ftgo/platform-postgres';
import type { Delivery } from '@ftgo/platform-rabbitmq';
import { MicroBatch, RabbitLinks } from '@ftgo/platform-rabbitmq';
import type { OwnDatabase, VirtualHost } from '@ftgo/system-stack';
import { makeDatabase, makeVirtualHost, waitUntil } from '@ftgo/system-stack';
import type { ChannelModel } from 'amqplib';
import amqplib from 'amqplib';
import { readLocalTime } from './told-messages.js';

const CONSUMERS = 4;
const QUEUES = ['replica-fold.1', 'replica-fold.2', 'replica-fold.3'] as const;

export interface Servers {
  readonly databaseUrl: string;
  readonly rabbitmqUrl: string;
  readonly managementUrl: string | undefined;
}

/** A real replica behind a real broker: three queues, and four consumers of each. */
export class ReplicaUnderTest {
  private handled = 0;
  private published = 0;

  private constructor(
    private readonly own: { readonly database: OwnDatabase; readonly virtualHost: VirtualHost },
    readonly database: Database,
    private readonly connection: ChannelModel,
    private readonly links: RabbitLinks[],
    private readonly logger: Logger,
  ) {}

  static async start(servers: Servers): Promise<ReplicaUnderTest> {
    const own = {
      database: await makeDatabase(servers.databaseUrl, 'fold'),
      virtualHost: await makeVirtualHost(servers.rabbitmqUrl, servers.managementUrl),
    };
    await migrate(own.database.url);
    const logger = createLogger('replica-fold', 'fatal');
    const options = { url: own.database.url, applicationName: 'replica-fold', poolSize: 8 };
    const database = new Database(options, logger);
    const connection = await amqplib.connect(own.virtualHost.url);
    const links: RabbitLinks[] = [];
    const replica = new ReplicaUnderTest(own, database, connection, links, logger);
    for (let n = 0; n < CONSUMERS; n += 1) links.push(await replica.consume(n));
    return replica;
  }

  /** Puts messages into the queues in their order, and returns once all are applied. */
  async hear(messages: readonly FeedMessage[]): Promise<void> {
    const channel = await this.connection.createConfirmChannel();
    for (const { feed, routingKey, headers, body } of messages) {
      const queue = QUEUES[this.published % QUEUES.length] ?? QUEUES[0];
      const carried = { ...headers, 'told-by': feed, 'told-as': routingKey };
      channel.sendToQueue(queue, Buffer.from(body), { persistent: true, headers: carried });
      this.published += 1;
    }
    await channel.waitForConfirms();
    await channel.close();
    const isDone = (): Promise<boolean> => Promise.resolve(this.handled >= this.published);
    await waitUntil('every message applied', isDone, { withinMs: 300_000, everyMs: 10 });
  }

  async stop(): Promise<void> {
    await Promise.all(this.links.map((each) => each.stopConsuming(2_000)));
    await Promise.all(this.links.map((each) => each.close()));
    await this.connection.close();
    await this.database.close();
    await Promise.all([this.own.database.drop(), this.own.virtualHost.remove()]);
  }

  private async consume(number: number): Promise<RabbitLinks> {
    const worker = `consumer ${number}`;
    const replicas = new Map<string, PostgresReplica>();
    for (const name of ['events', 'cdc', 'tram']) {
      replicas.set(name, new PostgresReplica(this.database, { name, worker }, 0));
    }
    const batches = new Map(
      [...replicas].map(([feed, replica]) => [feed, batchInto(replica)] as const),
    );
    const consume = QUEUES.map((queue) => ({
      queue,
      bindings: [],
      prefetch: 60,
      handle: async (delivery: Delivery) => {
        const message = toMessage(delivery);
        const read = readMessage(message, readLocalTime);
        if (!read.understood) throw new Error(`not understood: ${read.cause} ${read.detail}`);
        await batches.get(message.feed)?.add(read);
        this.handled += 1;
      },
    }));
    const readiness = new Readiness();
    const links = await RabbitLinks.open(
      { url: this.own.virtualHost.url, app: `replica-fold-${number}`, exchanges: [], consume },
      { logger: this.logger, metrics: new Registry(), readiness },
    );
    await waitUntil('the queues are consumed', () => Promise.resolve(readiness.ready));
    return links;
  }
}

function batchInto(replica: PostgresReplica): MicroBatch<Said> {
  return new MicroBatch<Said>({
    size: 20,
    waitMs: 3,
    commit: async (said) => void (await replica.apply(toReplicaBatch(said))),
  });
}

function toMessage({ body, headers }: Delivery): FeedMessage {
  const { 'told-by': feed, 'told-as': routingKey, ...own } = headers;
  return { feed: feed as Feed, routingKey: String(routingKey), headers: own, body };
}
