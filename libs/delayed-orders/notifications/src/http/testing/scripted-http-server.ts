import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as the server has read it. */
export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An answer, or a way of giving none. */
export type HttpAction =
  | { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> }
  | 'reset'
  | 'hang';

/** A provider on loopback that answers as it is told, by default 201, and keeps what it has read. */
export class ScriptedHttpServer {
  readonly received: ReceivedRequest[] = [];
  private readonly actions: HttpAction[] = [];
  private readonly server = createServer((request, response) => {
    void text(request).then((body) => {
      this.received.push({ path: request.url ?? '', headers: request.headers, body });
      const action = this.actions.shift() ?? { status: 201, body: '{"sid":"SM42"}' };
      if (action === 'hang') return;
      if (action === 'reset') {
        request.socket.resetAndDestroy();
        return;
      }
      response.writeHead(action.status, action.headers).end(action.body);
    });
  });

  async start(): Promise<this> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return this;
  }

  /** Each request takes the next; those without one get the default. */
  will(...actions: readonly HttpAction[]): void {
    this.actions.push(...actions);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/messages`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    if (this.server.listening) await new Promise((resolve) => this.server.close(resolve));
  }
}
