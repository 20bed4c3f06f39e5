import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from './command.mjs';
import { freePorts } from './free-port.mjs';
import { InstanceRecord } from './instance-record.mjs';
import { findPostgresBin } from './programs.mjs';
import { lastLines, spawnServer, waitUntilReady } from './server-process.mjs';
import { SetupError } from './setup-error.mjs';
import { makeDataFolder, unprivilegedAccount } from './unprivileged-account.mjs';
import { postgresAnswers } from './wire-checks.mjs';

const START_TIMEOUT_MS = 60_000;
const ATTEMPTS = 20;
const RETRY_MS = 250;
const STOP_SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT', kill: 'SIGKILL' };
const INITDB = ['-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale', '-N'];
// Safe against kill -9 of the server, as proofs want it, but not against a power cut: writes reach the
// system's cache at each commit (synchronous_commit stays on), the disk at leisure.
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  // No socket file: its path would be limited to about 100 characters.
  unix_socket_directories: '',
  max_connections: 300,
  wal_level: 'logical',
  // Each log tailer takes one; tests and proofs run several at a time.
  max_replication_slots: 40,
  max_wal_senders: 40,
  fsync: 'off',
  full_page_writes: 'off',
  // In the data folder, so that it goes with it; /dev/shm is small or absent in containers.
  dynamic_shared_memory_type: 'mmap',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** One private PostgreSQL in a folder of its own. `startPostgres` makes it. */
export class PostgresServer {
  constructor({ folder, bin, port, account, settings }) {
    Object.assign(this, { folder, bin, account });
    this.settings = { ...SETTINGS, ...settings };
    this.wantedPort = port;
    this.record = new InstanceRecord(folder);
    this.logFile = join(folder, 'server.log');
  }

  get port() {
    return this.record.read()?.port;
  }

  /** The postmaster's pid while it runs, else null. */
  get pid() {
    return this.record.living('postmaster')?.pid ?? null;
  }

  get url() {
    return `postgres://postgres@127.0.0.1:${this.port}/postgres`;
  }

  /** Starts the server, on an empty cluster when the folder holds no whole one. */
  async start({ abort } = {}) {
    mkdirSync(this.folder, { recursive: true });
    await this.stop('kill');
    await this.initialise(abort);
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.tryStart(abort);
      if (outcome === 'ready') return;
      const log = lastLines(this.logFile);
      if (attempt === ATTEMPTS || !this.mayWorkNextTime(log)) throw this.startFailed(outcome, log);
      await sleep(RETRY_MS);
    }
  }

  /** `fast` rolls back and closes, `immediate` skips the checkpoint, `kill` is kill -9. Idempotent. */
  async stop(mode = 'fast') {
    await this.record.end('postmaster', STOP_SIGNALS[mode], 10_000);
  }

  /** Stops and starts again with the same port and the same rows. */
  async restart(mode = 'fast') {
    await this.stop(mode);
    await this.start();
  }

  /** Ends it and removes its folder. Idempotent. */
  async remove() {
    await this.record.wipe();
  }

  async tryStart(abort) {
    const port = this.wantedPort ?? this.port ?? (await freePorts(1))[0];
    this.record.write({ port });
    const { dataFolder } = this.record.read();
    const settings = Object.entries(this.settings).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]);
    const args = ['-D', dataFolder, '-p', String(port), ...settings];
    const { logFile, account } = this;
    const program = join(this.bin, 'postgres');
    const server = await spawnServer(program, args, {
      logFile,
      account,
      env: environment(this.bin),
    });
    // SIGKILL would leave backends that are busy behind, and their shared memory.
    this.record.writeProcess('postmaster', server.pid, STOP_SIGNALS.immediate);
    const isReady = async () => saysReady(dataFolder, server.pid) && postgresAnswers({ port });
    return waitUntilReady({ server, isReady, timeoutMs: START_TIMEOUT_MS, abort });
  }

  async initialise(abort) {
    const { dataFolder: known, complete } = this.record.read() ?? {};
    if (complete && existsSync(join(known, 'PG_VERSION'))) return;
    await this.record.wipe();
    mkdirSync(this.folder, { recursive: true });
    const dataFolder = makeDataFolder(join(this.folder, 'data'), this.account);
    this.record.write({ dataFolder });
    const onStart = ({ pid }) =>
      this.record.writeProcess('initdb', pid, 'SIGKILL', { group: true });
    const { account } = this;
    const options = { abort, account, cwd: '/', env: environment(this.bin), onStart };
    const args = [...INITDB, '-D', dataFolder];
    const { code, output } = await runCommand(join(this.bin, 'initdb'), args, options);
    writeFileSync(join(this.folder, 'initdb.log'), output);
    if (code !== 0)
      throw this.startFailed('initdb failed', output.trim().split('\n').slice(-3).join(' | '));
    this.record.write({ complete: true });
  }

  mayWorkNextTime(log) {
    if (/shared memory block|lock file|lock_file/i.test(log)) return true;
    if (!/Address already in use|could not create any TCP/i.test(log)) return false;
    // Someone took the port between the choice and the start: choose another, unless it was given.
    if (!this.wantedPort) this.record.write({ port: undefined });
    return !this.wantedPort;
  }

  startFailed(outcome, log) {
    return new SetupError({
      what: `The private PostgreSQL in ${this.folder} did not start (${outcome}).`,
      why: log,
      next: `read ${this.logFile}, or set DATABASE_URL to a server that runs.`,
    });
  }
}

/**
 * Starts a private PostgreSQL in `folder` (made when absent) on `port` or a free one, listening on
 * 127.0.0.1 only, user postgres without a password. As root it runs as an unprivileged user; then
 * the data may lie below the temporary folder. Throws SetupError when it doesn't come up.
 */
export async function startPostgres({ folder, port, bin = findPostgresBin(), settings, abort }) {
  if (!bin)
    throw new SetupError({ what: 'No PostgreSQL server programs were found on this machine.' });
  const account = unprivilegedAccount();
  const server = new PostgresServer({ folder, bin, port, account, settings });
  await server.record.endingAllOnFailure(() => server.start({ abort }));
  return server;
}

function saysReady(dataFolder, pid) {
  try {
    const lines = readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

function environment(bin) {
  return { PATH: `${bin}:/usr/bin:/bin`, LC_ALL: 'C', TZ: 'UTC' };
}
