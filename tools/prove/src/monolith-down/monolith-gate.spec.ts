import { once } from 'node:events';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MonolithGate } from './monolith-gate.js';

describe('the gate before the monolith', () => {
  let monolith: Server;
  let gate: MonolithGate;

  beforeEach(async () => {
    monolith = createServer((call, answer) => answer.end(`consumer at ${call.url}`));
    monolith.listen(0, '127.0.0.1');
    await once(monolith, 'listening');
    gate = await MonolithGate.open();
    gate.leadTo(`http://127.0.0.1:${(monolith.address() as AddressInfo).port}`);
  });
  afterEach(async () => {
    await gate.close();
    monolith.close();
    monolith.closeAllConnections();
  });

  const ask = (timeoutMs = 5_000): Promise<Response> =>
    fetch(`${gate.url}/consumers/7`, { signal: AbortSignal.timeout(timeoutMs) });

  it('lets calls through while all is well', async () => {
    expect(await (await ask()).text()).toBe('consumer at /consumers/7');
  });

  it('counts calls that were in flight at once, those that hang and are given up among them', async () => {
    await gate.fail('hang');
    await Promise.allSettled([ask(200), ask(200), ask(200)]);
    await gate.recover();
    await ask();
    expect(gate.seen).toMatchObject({ total: 4, mostAtOnce: 3 });
  });

  it('has nobody listen when it refuses, and listens in the same place afterwards', async () => {
    await gate.fail('refuse');
    await expect(ask()).rejects.toThrow();
    await gate.recover();
    expect((await ask()).status).toBe(200);
  });

  it('says 503 when it is unavailable', async () => {
    await gate.fail('unavailable');
    expect((await ask()).status).toBe(503);
  });
});
