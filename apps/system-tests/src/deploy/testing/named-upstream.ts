import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createSocketServer } from 'node:net';

/** What a NamedUpstream answers to every request. */
export interface Echo {
  readonly answeredBy: string;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** A small HTTP server that says who it is and what it was asked, to see where requests arrive. */
export interface NamedUpstream {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts one on a free port of the loopback interface. */
export async function startNamedUpstream(name: string): Promise<NamedUpstream> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const { method = '', url = '', headers } = request;
      const echo: Echo = { answeredBy: name, method, url, headers };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(echo));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => closed(server),
  };
}

/** A port of the loopback interface that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createSocketServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
