import type { AmqpConnection } from '@golevelup/nestjs-rabbitmq';

/** amqplib's connection as it is; the socket is not in its published types. */
interface ConnectionWithSocket {
  readonly connection: { readonly stream: { destroy(reason: Error): void } };
}

/**
 * Cuts the connection as a broken wire would, so that it is made anew within a second and every
 * channel on it is set up again; does nothing while there is none.
 *
 * The library's own `reconnect()` asks the broker to close first: into a black hole the answer
 * never comes, and the heartbeat's error then meets no listener and ends the process.
 */
export function dropLink(connection: AmqpConnection, reason: string): void {
  const model = connection.managedConnection.connection as ConnectionWithSocket | undefined;
  model?.connection.stream.destroy(new Error(reason));
}
