import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the monolith is down: it takes calls and never answers, nobody listens, or it says 503. */
export type Outage = 'hang' | 'refuse' | 'unavailable';

/** What was seen at the gate. */
export interface CallsSeen {
  readonly total: number;
  /** The most calls without an end at one time. */
  readonly mostAtOnce: number;
  /** The most connections at one time, idle ones included. */
  readonly mostConnections: number;
}

/** Stands before the monolith: counts the calls that are in flight there, and can be down for it. */
export class MonolithGate {
  private monolith: URL | undefined;
  private outage: Outage | undefined;
  private port = 0;
  private total = 0;
  private atOnce = 0;
  private mostAtOnce = 0;
  private connections = 0;
  private mostConnections = 0;

  private constructor(private readonly server: Server) {}

  static async open(): Promise<MonolithGate> {
    const gate: MonolithGate = new MonolithGate(
      createServer((call, answer) => gate.receive(call, answer)),
    );
    gate.server.on('connection', (socket) => {
      gate.mostConnections = Math.max(gate.mostConnections, (gate.connections += 1));
      socket.once('close', () => (gate.connections -= 1));
    });
    await gate.listen();
    return gate;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get seen(): CallsSeen {
    const { total, mostAtOnce, mostConnections } = this;
    return { total, mostAtOnce, mostConnections };
  }

  /** From now on calls go through to this monolith. */
  leadTo(url: string): void {
    this.monolith = new URL(url);
  }

  /** From now on the monolith is down in this way. */
  async fail(outage: Outage): Promise<void> {
    await this.recover();
    this.outage = outage;
    if (outage === 'refuse') await this.close();
  }

  /** The monolith is back; calls that hang are let go. */
  async recover(): Promise<void> {
    this.outage = undefined;
    if (!this.server.listening) await this.listen();
    else this.server.closeAllConnections();
  }

  async close(): Promise<void> {
    if (!this.server.listening) return;
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private async listen(): Promise<void> {
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
  }

  private receive(call: IncomingMessage, answer: ServerResponse): void {
    this.total += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, (this.atOnce += 1));
    answer.once('close', () => (this.atOnce -= 1));
    if (this.outage === 'hang') return;
    if (this.outage !== undefined || this.monolith === undefined) {
      answer.writeHead(503).end();
      return;
    }
    const { method, headers, url = '/' } = call;
    const onward = request(new URL(url, this.monolith), { method, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    answer.once('close', () => onward.destroy());
    call.pipe(onward);
  }
}
