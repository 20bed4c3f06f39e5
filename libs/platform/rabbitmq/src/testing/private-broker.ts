import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What the tools' private RabbitMQ offers. */
interface Server {
  readonly url: string;
  readonly sbin: string;
  readonly environment: NodeJS.ProcessEnv;
  start(): Promise<void>;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

interface PrivateServices {
  startRabbitmq(options: { folder: string; plugins: string[] }): Promise<Server>;
  findRabbitmqSbin(): string | null;
}

/** A broker of a test's own, which may be stopped, killed and starved. */
export interface PrivateBroker {
  readonly url: string;
  /** kill -9 and start again, with its queues. */
  crash(): Promise<void>;
  /** Runs `rabbitmqctl`. */
  control(...command: string[]): Promise<void>;
  remove(): Promise<void>;
}

const TOOLS = new URL('../../../../../tools/bootstrap/private-services.mjs', import.meta.url).href;

/** Whether this machine has the programs; without them such tests are skipped. */
export async function hasBrokerPrograms(): Promise<boolean> {
  const { findRabbitmqSbin } = (await import(TOOLS)) as PrivateServices;
  return findRabbitmqSbin() !== null;
}

/** Starts one in a folder of its own on free ports; takes some 10 s. */
export async function startPrivateBroker(): Promise<PrivateBroker> {
  const { startRabbitmq } = (await import(TOOLS)) as PrivateServices;
  const folder = await mkdtemp(join(tmpdir(), 'ftgo-platform-test-'));
  const server = await startRabbitmq({ folder, plugins: [] });
  return {
    url: server.url,
    async crash() {
      await server.kill();
      await server.start();
    },
    async control(...command) {
      await promisify(execFile)(join(server.sbin, 'rabbitmqctl'), command, {
        env: server.environment,
      });
    },
    async remove() {
      await server.kill();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
