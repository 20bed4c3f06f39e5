import type { AddressInfo, Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/**
 * `pass`: bytes go through. `refuse`: open connections are reset, new ones at once as well.
 * `hole`: nothing goes through either way and nobody is told. `deaf`: what the client says
 * arrives, the answers do not.
 */
export type ProxyMode = 'pass' | 'refuse' | 'hole' | 'deaf';

type Direction = 'up' | 'down';

/**
 * A link that can be broken on purpose, between a program and a server of tests.
 *
 * Bytes held back in `hole` or `deaf` arrive when the mode is `pass` again, as TCP would repeat
 * them; `cut` throws them away.
 */
export class TcpProxy {
  private mode: ProxyMode = 'pass';
  private readonly links = new Set<Link>();

  private constructor(
    private readonly server: Server,
    private readonly target: URL,
  ) {
    server.on('connection', (client) => this.accept(client));
  }

  /** Listens on a free port of 127.0.0.1 in front of the server that `targetUrl` names. */
  static async open(targetUrl: string): Promise<TcpProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new TcpProxy(server, new URL(targetUrl));
  }

  /** The target's URL by way of this proxy. */
  get url(): string {
    const url = new URL(this.target);
    url.hostname = '127.0.0.1';
    url.port = String((this.server.address() as AddressInfo).port);
    return url.toString();
  }

  /** How many clients are connected now. */
  get connections(): number {
    return this.links.size;
  }

  /** How many bytes are held back now: the proof that a fault took effect. */
  get heldBytes(): number {
    return [...this.links].reduce((sum, link) => sum + link.heldBytes, 0);
  }

  set(mode: ProxyMode): void {
    this.mode = mode;
    if (mode === 'refuse') this.cut();
    for (const link of this.links) link.flush();
  }

  /** Resets every open connection and loses what was held back; the mode stays. */
  cut(): void {
    for (const link of this.links) link.reset();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private accept(client: Socket): void {
    if (this.mode === 'refuse') {
      client.on('error', () => undefined).resetAndDestroy();
      return;
    }
    const server = connect(Number(this.target.port), this.target.hostname);
    const link = new Link(client, server, (direction) => this.lets(direction));
    this.links.add(link);
    link.onGone = () => this.links.delete(link);
  }

  private lets(direction: Direction): boolean {
    return this.mode === 'pass' || (this.mode === 'deaf' && direction === 'up');
  }
}

/** One client's connection and its continuation to the server. */
class Link {
  onGone: () => void = () => undefined;
  private readonly held: Record<Direction, Buffer[]> = { up: [], down: [] };
  private readonly ended = new Set<Direction>();

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    private readonly lets: (direction: Direction) => boolean,
  ) {
    this.follow(client, 'up');
    this.follow(server, 'down');
  }

  get heldBytes(): number {
    return [...this.held.up, ...this.held.down].reduce((sum, { length }) => sum + length, 0);
  }

  flush(): void {
    for (const direction of ['up', 'down'] as const) {
      if (!this.lets(direction)) continue;
      for (const bytes of this.held[direction].splice(0)) this.receiver(direction).write(bytes);
      if (this.ended.has(direction)) this.receiver(direction).end();
    }
  }

  reset(): void {
    this.client.resetAndDestroy();
    this.server.resetAndDestroy();
    this.onGone();
  }

  private follow(from: Socket, direction: Direction): void {
    from.on('data', (bytes) => {
      this.held[direction].push(bytes);
      this.flush();
    });
    from.on('close', () => {
      this.ended.add(direction);
      this.flush();
      if (this.client.destroyed && this.server.destroyed) this.onGone();
    });
    // A reset is the purpose of a proxy like this; 'close' follows.
    from.on('error', () => undefined);
  }

  private receiver(direction: Direction): Socket {
    return direction === 'up' ? this.server : this.client;
  }
}
