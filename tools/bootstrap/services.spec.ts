import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { findPostgresBin } from './programs.mjs';
import { openToAll, plainFolder } from './testing/folders.ts';
import type { Ending } from './testing/made-up-checkout.ts';
import { eventually, FOREVER, living, MadeUpCheckout } from './testing/made-up-checkout.ts';
import type { PretendedServer } from './testing/pretended-server.ts';
import { AMQP_GREETING, serverSaying } from './testing/pretended-server.ts';
import { pretendProgram } from './testing/pretended-program.ts';

const noPostgres = !findPostgresBin() && 'no PostgreSQL on this machine';

describe('services.mjs', { skip: noPostgres }, () => {
  const folder = plainFolder();
  const checkout = new MadeUpCheckout(folder.path);
  let broker: PretendedServer;
  let env: Record<string, string>;
  before(async () => {
    broker = await serverSaying(AMQP_GREETING);
    env = { RABBITMQ_URL: `amqp://chef:vindaloo@127.0.0.1:${broker.port}` };
  });
  afterEach(() => checkout.clear());
  after(() => {
    broker.close();
    folder.remove();
  });

  const ask = (command: string): Promise<Ending> => checkout.services(command, { env }).ended;
  const urlIn = ({ output }: Ending): string | undefined =>
    /^DATABASE_URL=(.*)$/m.exec(output)?.[1];

  it('explains itself, and refuses what it does not know with exit code 64', async () => {
    const help = await ask('--help');
    assert.deepEqual([help.code, (await ask('dance')).code], [0, 64]);
    assert.match(help.output, /^usage: .*<start\|stop\|status>/);
  });

  it('stops nothing, as often as it is told to, where nothing runs', async () => {
    assert.deepEqual(await ask('status'), { code: 3, output: 'not running\n' });
    assert.deepEqual(await ask('stop'), { code: 0, output: '' });
    assert.deepEqual(await ask('stop'), { code: 0, output: '' });
  });

  it('starts once, however often it is told to, and tells the same address each time', async () => {
    const first = await ask('start');
    assert.equal(first.code, 0, first.output);
    const again = await ask('start');
    assert.match(again.output, /PostgreSQL still running/);
    const status = await ask('status');
    assert.deepEqual([urlIn(again), urlIn(status)], [urlIn(first), urlIn(first)]);
    assert.equal(status.code, 0);
    const servers = checkout.servers();
    assert.equal((await ask('stop')).code, 0);
    assert.deepEqual(living(servers), []);
    assert.equal((await ask('status')).code, 3);
  });

  it("never writes down nor prints a server of the user's", async () => {
    const { output } = await ask('start');
    assert.doesNotMatch(output + (await ask('status')).output, /vindaloo|RABBITMQ/);
    assert.doesNotMatch(JSON.stringify(checkout.summary()), /vindaloo/);
  });

  it('says that it does not run once kill -9 has met it, and starts it anew', async () => {
    const first = await ask('start');
    const servers = checkout.servers();
    living(servers).forEach(({ pid }) => process.kill(pid, 'SIGKILL'));
    await eventually(() => living(servers).length === 0);
    assert.deepEqual(await ask('status'), { code: 3, output: 'not running\n' });
    const anew = await ask('start');
    assert.equal(anew.code, 0, anew.output);
    assert.notEqual(urlIn(anew), undefined);
    assert.notEqual(urlIn(anew), urlIn(first));
    await ask('stop');
  });

  it('does not stop them under a run that uses them', async () => {
    await ask('start');
    const running = checkout.run(FOREVER, { env });
    await running.says('I run');
    const refused = await ask('stop');
    assert.equal(refused.code, 75, refused.output);
    assert.match(refused.output, new RegExp(`in use by process ${running.child.pid}`));
    running.child.kill('SIGINT');
    assert.equal((await running.ended).code, 130);
    const servers = checkout.servers();
    assert.equal(living(servers).length, 1, 'a run ends none that was started for longer');
    await ask('stop');
  });

  it('lets a run that waits for it be interrupted at once', async () => {
    const bin = `${folder.path}/slow`;
    ['initdb', 'postgres'].forEach((name) => pretendProgram(bin, name, 'exec sleep 300'));
    openToAll(bin);
    const starting = checkout.services('start', { env: { ...env, FTGO_PG_BIN: bin } });
    await eventually(() => living(checkout.servers()).length === 1);
    const running = checkout.run(FOREVER, { env });
    await running.says(`Waiting for the set-up of process ${starting.child.pid}`);
    running.child.kill('SIGINT');
    assert.equal((await running.ended).code, 130);
    starting.child.kill('SIGINT');
    const { code, output } = await starting.ended;
    assert.equal(code, 130, output);
    assert.deepEqual(living(checkout.servers()), []);
    assert.equal(checkout.has('postgres'), false);
  });
});
