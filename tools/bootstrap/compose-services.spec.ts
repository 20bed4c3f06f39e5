import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { canUseCompose, ComposeServices } from './compose-services.mjs';
import type { TestFolder } from './testing/folders.ts';
import { awkwardFolder } from './testing/folders.ts';
import { pretendProgram } from './testing/pretended-program.ts';
import { ENVIRONMENT } from './testing/test-environment.config.ts';

const { PATH } = ENVIRONMENT;
let temporary: TestFolder;
let folder: string;
let calls: string;

/** Puts a docker first on PATH that writes its calls down and does what the shell text says. */
function pretendDocker(shell: string): void {
  const line = '"$*" "$FTGO_POSTGRES_PORT" "$FTGO_RABBITMQ_PORT" "$FTGO_RABBITMQ_MANAGEMENT_PORT"';
  pretendProgram(folder, 'docker', `echo ${line} >>"$FTGO_CALLS"\n${shell}`);
}

beforeEach(() => {
  temporary = awkwardFolder();
  folder = temporary.path;
  calls = join(folder, 'calls');
  mkdirSync(join(folder, 'log'));
  Object.assign(ENVIRONMENT, { PATH: `${folder}:${PATH}`, FTGO_CALLS: calls });
});
afterEach(() => {
  ENVIRONMENT.PATH = PATH;
  temporary.remove();
});

describe('docker compose as the source of the services', () => {
  const services = () => new ComposeServices({ root: folder, localFolder: folder });

  it('is usable with client, plugin and a daemon that answers, else not', async () => {
    pretendDocker('exit 0');
    assert.equal(await canUseCompose({}), true);
    pretendDocker('[ "$1" != info ]');
    assert.equal(await canUseCompose({}), false);
    ENVIRONMENT.PATH = join(folder, 'nothing-here');
    assert.equal(await canUseCompose({}), false);
  });

  it('starts what is asked for on free ports in a project of its own, and tells the URLs', async () => {
    pretendDocker('exit 0');
    const { ports, ...urls } = await services().up(['postgres'], {});
    assert.deepEqual(urls, {
      DATABASE_URL: `postgres://postgres@127.0.0.1:${ports.postgres}/postgres`,
    });
    const called = readFileSync(calls, 'utf8');
    assert.match(
      called,
      /compose --project-name ftgo-[0-9a-f]{10} --file .*compose\.yaml up .*--wait postgres /,
    );
    assert.ok(called.trim().endsWith(`${ports.postgres} ${ports.rabbitmq} ${ports.management}`));
  });

  it('takes the ports of before when it is told them', async () => {
    pretendDocker('exit 0');
    const ports = { postgres: 11, rabbitmq: 12, management: 13 };
    const urls = await services().up(['postgres', 'rabbitmq'], { ports });
    assert.equal(urls.RABBITMQ_URL, 'amqp://guest:guest@127.0.0.1:12');
    assert.equal(urls.RABBITMQ_MANAGEMENT_URL, 'http://guest:guest@127.0.0.1:13');
  });

  it('says what docker said when it fails', async () => {
    pretendDocker('echo no space left on device; exit 1');
    await assert.rejects(
      services().up(['rabbitmq'], {}),
      /could not start.*no space left.*compose\.log/s,
    );
  });

  it('removes containers and volumes at the end', async () => {
    pretendDocker('exit 0');
    await services().down();
    assert.match(readFileSync(calls, 'utf8'), /down --volumes/);
  });
});
