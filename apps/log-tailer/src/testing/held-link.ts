import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A link whose server's last words arrive as one piece and a rest, as a network may cut them. */
export interface HeldLink {
  readonly url: string;
  /** From now on keeps what the server says. */
  hold(): void;
  /** Delivers what was kept: all but the last `restBytes` in one piece, and those a moment later. */
  release(restBytes: number): Promise<void>;
  close(): Promise<void>;
}

const A_MOMENT_MS = 20;

/** In front of the server that `target` names, for one client. */
export async function openHeldLink(target: string): Promise<HeldLink> {
  const to = new URL(target);
  const kept: Buffer[] = [];
  let isHeld = false;
  let delivered = Promise.resolve();
  let client: Socket | undefined;
  const server = createServer({ allowHalfOpen: true }, (accepted) => {
    client = accepted;
    const upstream = connect(Number(to.port), to.hostname);
    accepted.pipe(upstream);
    upstream.on('data', (bytes) => (isHeld ? kept.push(bytes) : accepted.write(bytes)));
    upstream.on('end', () => void delivered.then(() => accepted.end()));
    for (const end of [accepted, upstream]) end.on('error', () => undefined);
    accepted.on('close', () => upstream.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.toString(),
    hold: () => void (isHeld = true),
    release: (restBytes) => {
      delivered = deliver(client, Buffer.concat(kept.splice(0)), restBytes);
      return delivered;
    },
    close: async () => {
      client?.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

async function deliver(to: Socket | undefined, bytes: Buffer, restBytes: number): Promise<void> {
  to?.write(bytes.subarray(0, -restBytes));
  await pause(A_MOMENT_MS);
  to?.write(bytes.subarray(-restBytes));
}
