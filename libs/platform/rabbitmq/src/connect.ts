import { AmqpConnection } from '@golevelup/nestjs-rabbitmq';
import type { RabbitMQConfig } from '@golevelup/nestjs-rabbitmq';
import type { Logger } from '@ftgo/platform-observability';
import { NestLogger } from '@ftgo/platform-observability';

export interface ConnectionOptions {
  readonly url: string;
  /** Shown by the broker, such as `delay-scanner publish`. */
  readonly name: string;
  readonly channels?: RabbitMQConfig['channels'];
}

/**
 * Opens one connection that keeps itself alive; it returns at once, also while the broker is
 * away, and connects when the broker comes. Who needs it asks {@link AmqpConnection.connected}.
 */
export async function connect(options: ConnectionOptions, logger: Logger): Promise<AmqpConnection> {
  const connection = new AmqpConnection({
    name: options.name,
    uri: options.url,
    ...(options.channels === undefined ? {} : { channels: options.channels }),
    connectionInitOptions: { wait: false },
    connectionManagerOptions: {
      heartbeatIntervalInSeconds: 10,
      reconnectTimeInSeconds: 1,
      connectionOptions: {
        // Without it a connect into a black hole never ends.
        timeout: 5_000,
        clientProperties: { connection_name: options.name },
      },
    },
    // Its consumer acknowledges nothing and parses outside any try.
    enableDirectReplyTo: false,
    registerHandlers: false,
    logger: new NestLogger(logger),
  });
  await connection.init();
  return connection;
}
