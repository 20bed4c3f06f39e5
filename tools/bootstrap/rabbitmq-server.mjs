import { mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from './free-port.mjs';
import { InstanceRecord } from './instance-record.mjs';
import { findErlang, findRabbitmqSbin } from './programs.mjs';
import { nodeName, rabbitmqEnvironment, writeRabbitmqFiles } from './rabbitmq-environment.mjs';
import { lastLines, spawnServer, waitUntilReady } from './server-process.mjs';
import { SetupError } from './setup-error.mjs';
import { accepts, amqpAnswers } from './wire-checks.mjs';

const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 20_000;
const ATTEMPTS = 3;
// The broker puts its paths into shell commands as they are, and knows Latin letters only.
const BEARABLE_PATH = /^[\w ./()+,@~-]*$/;
const PLUGINS = ['rabbitmq_management', 'rabbitmq_prometheus'];

/** One private RabbitMQ with its own epmd in a folder of its own. `startRabbitmq` makes it. */
export class RabbitmqServer {
  constructor({ folder, sbin, erlang, plugins }) {
    Object.assign(this, { folder, sbin, erlang, plugins });
    this.record = new InstanceRecord(folder);
    this.logFile = join(folder, 'start.log');
  }

  get ports() {
    return this.record.read()?.ports;
  }

  /** The broker's pid while it runs, else null. */
  get pid() {
    return this.record.living('broker')?.pid ?? null;
  }

  get url() {
    return `amqp://guest:guest@127.0.0.1:${this.ports.amqp}`;
  }

  get managementUrl() {
    return `http://guest:guest@127.0.0.1:${this.ports.management}`;
  }

  get nodeName() {
    return nodeName(this.ports);
  }

  /** What `rabbitmqctl` of the same version needs in its environment to reach this broker. */
  get environment() {
    const { ports, erlang } = this;
    return rabbitmqEnvironment({ folder: this.bearableFolder, ports, erlang });
  }

  /** The folder by a name that the broker can bear: its own, or that of a link to it. */
  get bearableFolder() {
    return this.record.read()?.link ?? this.folder;
  }

  /** Starts the broker; after a stop or kill with the same ports and the same messages. */
  async start({ abort } = {}) {
    mkdirSync(this.folder, { recursive: true });
    await this.kill();
    const isNew = !this.ports;
    for (let attempt = 1; ; attempt += 1) {
      if (!this.ports) this.record.write({ ports: await choosePorts() });
      this.linkIfNeeded();
      const outcome = await this.tryStart(abort);
      if (outcome === 'ready') return;
      // A port may have been taken between the choice and the start; a new broker takes new ones.
      if (outcome === 'timeout' || attempt === ATTEMPTS || !isNew) throw this.startFailed(outcome);
      await this.record.wipe();
      mkdirSync(this.folder, { recursive: true });
    }
  }

  /** Stops broker and epmd in order; takes some seconds. Idempotent. */
  async stop() {
    await this.record.end('broker', 'SIGTERM', STOP_TIMEOUT_MS);
    await this.record.end('epmd', 'SIGTERM', 1000);
  }

  /** kill -9 of the broker; its epmd stays for the next start. Idempotent. */
  async kill() {
    await this.record.end('broker', 'SIGKILL', 5000);
  }

  /** Ends it and removes its folder. Idempotent. */
  async remove() {
    await this.record.wipe();
  }

  async tryStart(abort) {
    const { folder, ports, plugins, logFile } = this;
    writeRabbitmqFiles({ folder, ports, plugins });
    await this.startEpmd();
    const program = join(this.sbin, 'rabbitmq-server');
    const options = { logFile, env: this.environment };
    const server = await spawnServer(program, [], options);
    this.record.writeProcess('broker', server.pid, 'SIGKILL');
    const isReady = () => amqpAnswers({ port: ports.amqp });
    return waitUntilReady({ server, isReady, timeoutMs: START_TIMEOUT_MS, abort });
  }

  linkIfNeeded() {
    if (BEARABLE_PATH.test(this.bearableFolder)) return;
    const link = join(mkdtempSync(join(tmpdir(), 'ftgo-rabbitmq-')), 'broker');
    // Written down first: a start that is cut off must be found by whoever cleans up.
    this.record.write({ link });
    symlinkSync(this.folder, link);
  }

  async startEpmd() {
    if (this.record.living('epmd')) return;
    const { epmd: port } = this.ports;
    // Not as a daemon: Erlang would start one by itself that nobody knows the pid of.
    const args = ['-port', String(port), '-address', '127.0.0.1'];
    const options = { logFile: this.logFile, env: this.environment };
    const server = await spawnServer(this.erlang.epmd, args, options);
    this.record.writeProcess('epmd', server.pid, 'SIGTERM');
    await waitUntilReady({ server, isReady: () => accepts({ port }), timeoutMs: 10_000 });
  }

  startFailed(outcome) {
    return new SetupError({
      what: `The private RabbitMQ in ${this.folder} did not start (${outcome}).`,
      why: lastLines(join(this.folder, 'log', 'broker.log')) || lastLines(this.logFile),
      next: `read ${join(this.folder, 'log')}, or set RABBITMQ_URL to a broker that runs.`,
    });
  }
}

/**
 * Starts a private RabbitMQ in `folder` (made when absent) on free ports, on 127.0.0.1 only, user
 * guest with password guest, with the management API. Throws SetupError when it doesn't come up.
 */
export async function startRabbitmq({
  folder,
  sbin = findRabbitmqSbin(),
  plugins = PLUGINS,
  abort,
}) {
  const erlang = findErlang();
  if (!sbin || !erlang) throw new SetupError({ what: 'RabbitMQ was not found on this machine.' });
  const server = new RabbitmqServer({ folder, sbin, erlang, plugins });
  await server.record.endingAllOnFailure(() => server.start({ abort }));
  return server;
}

async function choosePorts() {
  const [amqp, management, prometheus, distribution, epmd] = await freePorts(5);
  return { amqp, management, prometheus, distribution, epmd };
}
