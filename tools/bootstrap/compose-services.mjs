import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { runCommand } from './command.mjs';
import { freePorts } from './free-port.mjs';
import { findOnPath } from './programs.mjs';
import { SetupError } from './setup-error.mjs';

/** Whether `docker compose` works here: client, plugin and a daemon that answers. */
export async function canUseCompose({ abort }) {
  if (!findOnPath('docker')) return false;
  for (const args of [['compose', 'version'], ['info']]) {
    if ((await runCommand('docker', args, { abort })).code !== 0) return false;
  }
  return true;
}

/** The two services as containers of a compose project that belongs to this checkout alone. */
export class ComposeServices {
  constructor({ root, localFolder }) {
    this.file = join(root, 'deploy', 'compose', 'compose.yaml');
    this.logFile = join(localFolder, 'log', 'compose.log');
    this.project = `ftgo-${createHash('sha256').update(root).digest('hex').slice(0, 10)}`;
  }

  /**
   * Starts the named services (`postgres`, `rabbitmq`) on free ports and waits until they are
   * healthy; answers `{ ports, DATABASE_URL?, RABBITMQ_URL?, RABBITMQ_MANAGEMENT_URL? }`.
   */
  async up(services, { abort, ports }) {
    const chosen = ports ?? (await choosePorts());
    const options = {
      abort,
      logFile: this.logFile,
      env: { ...process.env, ...portVariables(chosen) },
    };
    const args = ['compose', ...this.target(), 'up', '--detach', '--wait', ...services];
    const { code, output } = await runCommand('docker', args, options);
    if (code !== 0) throw this.failed(output);
    return { ports: chosen, ...urlsOf(services, chosen) };
  }

  /** Removes the containers and their volumes. Idempotent. */
  async down() {
    const env = { ...process.env, ...portVariables({ postgres: 1, rabbitmq: 2, management: 3 }) };
    const args = ['compose', ...this.target(), 'down', '--volumes', '--timeout', '2'];
    await runCommand('docker', args, { logFile: this.logFile, env });
  }

  target() {
    return ['--project-name', this.project, '--file', this.file];
  }

  failed(output) {
    return new SetupError({
      what: 'docker compose could not start PostgreSQL and RabbitMQ.',
      why: output.trim().split('\n').slice(-2).join(' | '),
      next: `read ${this.logFile}, or set DATABASE_URL and RABBITMQ_URL to servers that run.`,
    });
  }
}

async function choosePorts() {
  const [postgres, rabbitmq, management] = await freePorts(3);
  return { postgres, rabbitmq, management };
}

function portVariables(ports) {
  return {
    FTGO_POSTGRES_PORT: String(ports.postgres),
    FTGO_RABBITMQ_PORT: String(ports.rabbitmq),
    FTGO_RABBITMQ_MANAGEMENT_PORT: String(ports.management),
  };
}

function urlsOf(services, ports) {
  const urls = {};
  if (services.includes('postgres')) {
    urls.DATABASE_URL = `postgres://postgres@127.0.0.1:${ports.postgres}/postgres`;
  }
  if (services.includes('rabbitmq')) {
    urls.RABBITMQ_URL = `amqp://guest:guest@127.0.0.1:${ports.rabbitmq}`;
    urls.RABBITMQ_MANAGEMENT_URL = `http://guest:guest@127.0.0.1:${ports.management}`;
  }
  return urls;
}
