import type { AmqpConnection } from '@golevelup/nestjs-rabbitmq';
import type { Logger, Readiness, Registry } from '@ftgo/platform-observability';
import { connect } from './connect.js';
import { ConsumerWatchdog } from './consumer-watchdog.js';
import type { Consumption } from './delivery.js';
import type { ExchangeDeclaration } from './topology.js';
import { dropLink } from './drop-link.js';
import { exposeLinks } from './link-metrics.js';
import { Publisher } from './publisher.js';
import { QueueConsumer } from './queue-consumer.js';
import { settledWithin } from './settled-within.js';

export interface LinkOptions {
  readonly url: string;
  readonly app: string;
  /** Topic exchanges that are published to; declared durable. */
  readonly exchanges: readonly ExchangeDeclaration[];
  readonly consume: readonly Consumption[];
}

export interface Surroundings {
  readonly logger: Logger;
  readonly metrics: Registry;
  readonly readiness: Readiness;
}

const CLOSE_WITHIN_MS = 2_000;
const DEPENDENCY = 'rabbitmq';

/** A program's two connections to the broker and what runs over them. */
export class RabbitLinks {
  private constructor(
    readonly publisher: Publisher,
    private readonly connections: readonly AmqpConnection[],
    private readonly consumers: readonly QueueConsumer[],
    private readonly watchdog: ConsumerWatchdog,
  ) {}

  /** Returns at once, also while the broker is away; readiness tells when all is connected. */
  static async open(options: LinkOptions, around: Surroundings): Promise<RabbitLinks> {
    const { url, app, exchanges, consume } = options;
    const { logger, metrics } = around;
    const publishing = await connect({ url, name: `${app} publish` }, logger);
    const publisher = openPublisher(publishing, exchanges, around);
    const consuming =
      consume.length === 0
        ? undefined
        : await connect({ url, name: `${app} consume`, channels: channelsOf(consume) }, logger);
    const look = (): void => void watchdog.look();
    const consumers = consuming
      ? consume.map((each) => new QueueConsumer(consuming, each, logger, look))
      : [];
    const watchdog = watch(consuming, consumers, around);
    consumers.forEach((consumer) => consumer.start());
    exposeLinks({ publishing, consuming, consumers }, metrics);
    const connections = consuming === undefined ? [publishing] : [publishing, consuming];
    return new RabbitLinks(publisher, connections, consumers, watchdog);
  }

  /** Ends all consumption within `graceMs`; nothing new begins, the rest is redelivered. */
  async stopConsuming(graceMs: number): Promise<void> {
    this.watchdog.stop();
    await Promise.all(this.consumers.map((consumer) => consumer.stop(graceMs)));
  }

  /** Closes both connections, within 2 s also when the broker does not answer; never rejects. */
  async close(): Promise<void> {
    this.watchdog.stop();
    const closings = this.connections.map((connection) => {
      const closing = connection.managedConnection.close();
      // While the broker is away this only ends the retries, and its promise never does.
      return connection.connected ? closing : Promise.resolve();
    });
    await settledWithin(CLOSE_WITHIN_MS, closings);
    this.connections.forEach((connection) => dropLink(connection, 'the broker said no goodbye'));
  }
}

const channelsOf = (consume: readonly Consumption[]): Record<string, { prefetchCount: number }> =>
  Object.fromEntries(consume.map(({ queue, prefetch }) => [queue, { prefetchCount: prefetch }]));

function openPublisher(
  connection: AmqpConnection,
  exchanges: readonly ExchangeDeclaration[],
  { logger, readiness }: Surroundings,
): Publisher {
  readiness.expect(DEPENDENCY);
  const report = (): void => {
    const { failure } = publisher;
    if (failure === undefined) readiness.up(DEPENDENCY);
    else readiness.down(DEPENDENCY, failure);
  };
  const publisher = new Publisher(connection, logger, { exchanges, onChange: report });
  connection.managedConnection.on('connectFailed', report);
  return publisher;
}

function watch(
  consuming: AmqpConnection | undefined,
  consumers: readonly QueueConsumer[],
  { logger, readiness }: Surroundings,
): ConsumerWatchdog {
  consumers.forEach(({ queue }) => readiness.expect(`queue ${queue}`));
  const watchdog = new ConsumerWatchdog({
    consumers,
    probeQueue: async (queue) => consumers.find((each) => each.queue === queue)?.probe(),
    logger,
    onHealth: (queue, failure) =>
      failure === undefined
        ? readiness.up(`queue ${queue}`)
        : readiness.down(`queue ${queue}`, failure),
    isConnected: () => consuming?.connected === true,
    reconnect: () => consuming && dropLink(consuming, 'nothing was consumed'),
    onHopeless: () => process.exit(1),
    // Quick looks are cheap, and readiness follows them.
    everyMs: 1_000,
  });
  watchdog.start();
  return watchdog;
}
