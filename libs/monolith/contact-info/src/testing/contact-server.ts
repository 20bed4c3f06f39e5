import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers one request in some way, or never. */
export type Behaviour = (response: ServerResponse, customer: number) => void;

/** The monolith's contact resource on loopback, which behaves as told and counts at its own end. */
export class ContactServer {
  readonly paths: string[] = [];
  inFlight = 0;
  mostInFlight = 0;
  /** Requests whose connection went before they were answered. */
  abandonedCount = 0;
  private behaviour: Behaviour = answersJohn;
  private readonly server: Server;
  private waiting: { count: number; reached: () => void }[] = [];

  private constructor() {
    this.server = createServer((request, response) => this.answer(request, response));
  }

  static async start(behaviour: Behaviour = answersJohn): Promise<ContactServer> {
    const server = new ContactServer();
    server.behaviour = behaviour;
    server.server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get requestCount(): number {
    return this.paths.length;
  }

  behaves(behaviour: Behaviour): void {
    this.behaviour = behaviour;
  }

  /** Resolves when `count` requests have come in all. */
  async requests(count: number): Promise<void> {
    if (this.requestCount < count) {
      await new Promise<void>((reached) => this.waiting.push({ count, reached }));
    }
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '';
    this.paths.push(path);
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    response.on('close', () => {
      this.inFlight -= 1;
      this.abandonedCount += response.writableFinished ? 0 : 1;
    });
    this.waiting = this.waiting.filter(({ count, reached }) => {
      const isReached = this.requestCount >= count;
      return isReached ? (reached(), false) : true;
    });
    this.behaviour(response, Number(path.split('/').at(-1)));
  }
}

/** FTGO's answer, with the additions; the number is always 0, as it really is. */
export const JOHN = {
  consumerId: 0,
  name: { firstName: 'John', lastName: 'Doe' },
  email: 'john@example.com',
  phone: '+15105550100',
  locale: 'en',
};

/** Answers with a body of JSON. */
export function answers(body: unknown): Behaviour {
  return (response) => {
    response.setHeader('content-type', 'application/json;charset=UTF-8');
    response.end(JSON.stringify(body));
  };
}

/** Answers with bytes of any kind. */
export function answersText(body: string, contentType = 'application/json'): Behaviour {
  return (response) => {
    response.setHeader('content-type', contentType);
    response.end(body);
  };
}

/** Answers with a status and headers, and no body. */
export function answersStatus(status: number, headers: Record<string, string> = {}): Behaviour {
  return (response) => {
    response.writeHead(status, headers).end();
  };
}

/** Answers as FTGO does for consumer 7. */
export const answersJohn: Behaviour = answers(JOHN);

/** Takes the request and never answers. */
export const hangs: Behaviour = () => undefined;

/** Sends a byte now and then, and is never done. */
export const drips: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 10);
  response.on('close', () => clearInterval(timer));
};

/** Sends ten megabytes of JSON. */
export const floods: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(`{"email":"${'j'.repeat(10_000_000)}"}`);
};

/** Drops the connection. */
export const resets: Behaviour = (response) => {
  response.socket?.resetAndDestroy();
};
