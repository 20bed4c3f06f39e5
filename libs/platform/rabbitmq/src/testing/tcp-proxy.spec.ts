import type { AddressInfo, Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { eventually } from '@ftgo/platform-observability/testing';
import { TcpProxy } from './tcp-proxy.js';

/** A server that answers every byte with itself. */
async function anEcho(): Promise<Server> {
  const server = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

interface Caller {
  readonly socket: Socket;
  heard(): string;
  closedBy(): string | undefined;
}

function call(url: string): Caller {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let heard = '';
  let closedBy: string | undefined;
  socket.on('data', (bytes) => (heard += bytes.toString()));
  socket.on('error', (error: NodeJS.ErrnoException) => (closedBy = error.code));
  socket.on('close', () => (closedBy ??= 'end'));
  return { socket, heard: () => heard, closedBy: () => closedBy };
}

describe('TcpProxy', () => {
  let echo: Server;
  let proxy: TcpProxy;
  const callers: Caller[] = [];
  const aCaller = (): Caller => {
    const caller = call(proxy.url);
    callers.push(caller);
    return caller;
  };

  beforeEach(async () => {
    echo = await anEcho();
    proxy = await TcpProxy.open(`tcp://127.0.0.1:${(echo.address() as AddressInfo).port}/path?x=1`);
  });
  afterEach(async () => {
    callers.splice(0).forEach(({ socket }) => socket.destroy());
    await proxy.close();
    await new Promise((resolve) => echo.close(resolve));
  });

  it('keeps everything of the URL but host and port', () => {
    expect(proxy.url).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+\/path\?x=1$/);
  });

  it('lets bytes pass', async () => {
    const caller = aCaller();
    caller.socket.write('Ajanta');
    await eventually(() => expect(caller.heard()).toBe('Ajanta'));
  });

  it('holds bytes back in a hole and delivers them when it is mended', async () => {
    proxy.set('hole');
    const caller = aCaller();
    caller.socket.write('Chicken Vindaloo');
    await eventually(() => expect(proxy.heldBytes).toBe(16));
    expect(caller.heard()).toBe('');
    proxy.set('pass');
    await eventually(() => expect(caller.heard()).toBe('Chicken Vindaloo'));
  });

  it('lets the server hear and answer a deaf link, and holds the answer back', async () => {
    proxy.set('deaf');
    const caller = aCaller();
    caller.socket.write('order 42');
    await eventually(() => expect(proxy.heldBytes).toBe(8));
    proxy.set('pass');
    await eventually(() => expect(caller.heard()).toBe('order 42'));
  });

  it('loses what was held back when the link is cut', async () => {
    proxy.set('deaf');
    const caller = aCaller();
    caller.socket.write('order 42');
    await eventually(() => expect(proxy.heldBytes).toBe(8));
    proxy.cut();
    await eventually(() => expect(caller.closedBy()).toBe('ECONNRESET'));
    expect(caller.heard()).toBe('');
    expect(proxy.connections).toBe(0);
  });

  it('resets open and new connections when it refuses', async () => {
    const before = aCaller();
    await eventually(() => expect(proxy.connections).toBe(1));
    proxy.set('refuse');
    await eventually(() => expect(before.closedBy()).toBe('ECONNRESET'));
    const after = aCaller();
    await eventually(() => expect(after.closedBy()).toBeDefined());
    expect(proxy.connections).toBe(0);
  });

  it('ends one side when the other has ended', async () => {
    const caller = aCaller();
    caller.socket.write('bye');
    await eventually(() => expect(caller.heard()).toBe('bye'));
    caller.socket.end();
    await eventually(() => expect(proxy.connections).toBe(0));
  });
});
