import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the tools' private PostgreSQL offers. */
interface Server {
  readonly url: string;
  restart(mode: 'fast' | 'immediate' | 'kill'): Promise<void>;
  remove(): Promise<void>;
}

interface PrivateServices {
  startPostgres(options: {
    folder: string;
    settings: Record<string, string | number>;
  }): Promise<Server>;
  findPostgresBin(): string | null;
}

/** A PostgreSQL of a test's own, which may be stopped, starved and set in other ways. */
export interface PrivateServer {
  readonly url: string;
  /** Stops it as by kill -9 and starts it again with what was committed. */
  crash(): Promise<void>;
  remove(): Promise<void>;
}

const TOOLS = new URL('../../../../tools/bootstrap/private-services.mjs', import.meta.url).href;

/** Whether this machine has the programs; without them such tests are skipped. */
export async function hasPostgresPrograms(): Promise<boolean> {
  const { findPostgresBin } = (await import(TOOLS)) as PrivateServices;
  return findPostgresBin() !== null;
}

/** Starts one in a folder of its own on a free port; takes some seconds. */
export async function startPrivateServer(
  settings: Record<string, string | number> = {},
): Promise<PrivateServer> {
  const { startPostgres } = (await import(TOOLS)) as PrivateServices;
  const folder = await mkdtemp(join(tmpdir(), 'ftgo-log-tailer-test-'));
  const server = await startPostgres({ folder, settings });
  return {
    url: server.url,
    crash: () => server.restart('kill'),
    remove: async () => {
      await server.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
