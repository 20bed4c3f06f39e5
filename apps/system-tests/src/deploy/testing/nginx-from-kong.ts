import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findDebianTool, NGINX } from './debian-tool.js';
import { LOCAL_DIR } from './deploy-tests.config.js';
import { readKongFile } from './kong-file.js';
import type { Upstreams } from './nginx-configuration.js';
import { nginxConfiguration } from './nginx-configuration.js';

/** A running stand-in for Kong. */
export interface GatewayStandIn {
  /** Where it listens: http://127.0.0.1:port. */
  readonly url: string;
  /** Stops it and removes its files; asked again it does nothing. */
  stop(): Promise<void>;
}

/** Why the stand-in can't run here, or undefined. */
export const lackingNginx = (): string | undefined => findDebianTool(NGINX).lacking;

/**
 * Starts an nginx whose configuration is generated from a Kong file, and waits until it answers.
 * It stands in for Kong's routing only (nginx-configuration.ts says how far).
 * @param upstreams each service of the file by name, with the address where it listens.
 * @throws when nginx is not to be had, or ends at once: with what it said.
 */
export async function startNginxFromKong(options: {
  kongFile: string;
  upstreams: Upstreams;
  port: number;
}): Promise<GatewayStandIn> {
  const { path, lacking } = findDebianTool(NGINX);
  if (lacking !== undefined) throw new Error(lacking);
  mkdirSync(LOCAL_DIR, { recursive: true });
  const folder = mkdtempSync(join(LOCAL_DIR, 'nginx-'));
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, nginxConfiguration(readKongFile(options.kongFile), { ...options, folder }));
  const nginx = spawn(path, ['-c', file, '-p', folder, '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const url = `http://127.0.0.1:${options.port}`;
  const stop = (): Promise<void> => stopNginx(nginx, folder);
  await untilAnswering(nginx, url).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url, stop };
}

async function untilAnswering(nginx: ChildProcess, url: string): Promise<void> {
  let said = '';
  let ended = false;
  nginx.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  nginx.once('close', () => (ended = true));
  for (let attempt = 0; attempt < 200; attempt++) {
    if (ended) throw new Error(`nginx did not start: ${said}`);
    if (await answers(`${url}/=route/none`)) return;
    await pause(50);
  }
  throw new Error(`nginx does not answer at ${url}: ${said}`);
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

async function stopNginx(nginx: ChildProcess, folder: string): Promise<void> {
  if (nginx.exitCode === null && nginx.signalCode === null) {
    const closed = new Promise((resolve) => nginx.once('close', resolve));
    nginx.kill('SIGTERM');
    await closed;
  }
  rmSync(folder, { recursive: true, force: true });
}
