import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { stringify } from 'yaml';
import { findDebianTool, PROMETHEUS } from './debian-tool.js';
import { LOCAL_DIR } from './deploy-tests.config.js';
import { freePort } from './named-upstream.js';

/** A running app whose metrics are read: its name and its address, http://host:port. */
export interface LiveApp {
  readonly app: string;
  readonly url: string;
}

/** A running Prometheus. */
export interface PrometheusServer {
  readonly url: string;
  /** Stops it and removes its files; asked again it does nothing. */
  stop(): Promise<void>;
}

/** Why Prometheus can't run here, or undefined. */
export const lackingPrometheus = (): string | undefined => findDebianTool(PROMETHEUS).lacking;

/**
 * Starts a Prometheus on a free port that reads the apps' /metrics every second, and waits until
 * it answers. @throws when it is not to be had or ends at once: with what it said.
 */
export async function startPrometheus(targets: readonly LiveApp[]): Promise<PrometheusServer> {
  const { path, lacking } = findDebianTool(PROMETHEUS);
  if (lacking !== undefined) throw new Error(lacking);
  mkdirSync(LOCAL_DIR, { recursive: true });
  const folder = mkdtempSync(join(LOCAL_DIR, 'prometheus-'));
  writeFileSync(join(folder, 'prometheus.yml'), settings(targets));
  const address = `127.0.0.1:${await freePort()}`;
  const server = spawn(
    path,
    [
      `--config.file=${folder}/prometheus.yml`,
      `--storage.tsdb.path=${folder}/tsdb`,
      `--web.listen-address=${address}`,
      '--log.level=warn',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const stop = (): Promise<void> => stopServer(server, folder);
  await untilReady(server, `http://${address}`).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url: `http://${address}`, stop };
}

const settings = (targets: readonly LiveApp[]): string =>
  stringify({
    global: { scrape_interval: '1s', scrape_timeout: '1s' },
    scrape_configs: [...new Set(targets.map(({ app }) => app))].map((app) => ({
      job_name: app,
      static_configs: [
        { targets: targets.filter((each) => each.app === app).map(({ url }) => new URL(url).host) },
      ],
    })),
  });

async function untilReady(server: ChildProcess, url: string): Promise<void> {
  let said = '';
  let ended = false;
  server.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  server.once('close', () => (ended = true));
  for (let attempt = 0; attempt < 300; attempt++) {
    if (ended) throw new Error(`Prometheus did not start: ${said}`);
    const ready = await fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await pause(100);
  }
  throw new Error(`Prometheus is not ready at ${url}: ${said}`);
}

async function stopServer(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const closed = new Promise((resolve) => server.once('close', resolve));
    server.kill('SIGTERM');
    await closed;
  }
  rmSync(folder, { recursive: true, force: true });
}
