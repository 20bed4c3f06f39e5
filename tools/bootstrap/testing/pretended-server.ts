import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** How a PostgreSQL begins that lets the caller in. */
export const POSTGRES_GREETING = Buffer.from('R\0\0\0\x08\0\0\0\0', 'latin1');

/** How an AMQP broker begins: Connection.Start. */
export const AMQP_GREETING = Buffer.from([1, 0, 0, 0, 0, 0, 9, 0, 10, 0, 10, 0, 9]);

/** A server of a test's own on 127.0.0.1. */
export interface PretendedServer {
  readonly port: number;
  /** How many have connected so far. */
  readonly callers: number;
  close(): void;
}

/** Listens and answers the first bytes with `reply`; with null it stays silent. */
export async function serverSaying(
  reply: string | Buffer | null,
  host = '127.0.0.1',
): Promise<PretendedServer> {
  let callers = 0;
  const server = createServer((socket) => {
    callers += 1;
    socket.on('error', () => {});
    socket.once('data', () => reply !== null && socket.write(reply));
  });
  const port = await listen(server, 0, host);
  return {
    port,
    get callers() {
      return callers;
    },
    close: () => server.close(),
  };
}

/** Takes a port of 127.0.0.1, as soon as whoever has just been killed has let go of it. */
export async function takenPort(port = 0): Promise<PretendedServer> {
  for (let attempt = 1; ; attempt += 1) {
    const server = createServer((socket) => socket.destroy());
    try {
      return { port: await listen(server, port), callers: 0, close: () => server.close() };
    } catch (error) {
      if (attempt === 200) throw error;
      await pause(25);
    }
  }
}

async function listen(server: Server, port = 0, host = '127.0.0.1'): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
