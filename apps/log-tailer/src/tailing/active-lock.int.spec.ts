import { captureLogger, eventually } from '@ftgo/platform-observability/testing';
import { TcpProxy } from '@ftgo/platform-rabbitmq/testing';
import type { TestMonolith } from '../testing/test-monolith.js';
import { createTestMonolith } from '../testing/test-monolith.js';
import { ActiveLock } from './active-lock.js';

describe('the lock of the active tailer', () => {
  let monolith: TestMonolith;
  let locks: ActiveLock[];

  const aLock = ({ url = monolith.url, slot = monolith.slot } = {}): ActiveLock => {
    const lock = new ActiveLock({ url, slot, logger: captureLogger().logger, checkEveryMs: 200 });
    locks.push(lock);
    return lock;
  };
  const killHolder = async (): Promise<void> => {
    await monolith.database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'log-tailer lock'`,
    );
  };

  beforeEach(async () => {
    monolith = await createTestMonolith();
    locks = [];
  });

  afterEach(async () => {
    await Promise.all(locks.map((lock) => lock.release()));
    await monolith.drop();
  });

  it('is held by one at a time', async () => {
    const [first, second] = [aLock(), aLock()];
    expect(await first.take()).toBeDefined();
    expect(await second.take()).toBeUndefined();
    expect(await second.take()).toBeUndefined();
  });

  it('can be taken again by whoever holds it', async () => {
    const lock = aLock();
    const signal = await lock.take();
    expect(await lock.take()).toBe(signal);
  });

  it('is another one for another slot', async () => {
    expect(await aLock().take()).toBeDefined();
    expect(await aLock({ slot: 'another_slot' }).take()).toBeDefined();
  });

  it('goes to a standby when it is given back', async () => {
    const [first, second] = [aLock(), aLock()];
    const signal = await first.take();
    expect(await second.take()).toBeUndefined();
    await first.release();
    expect(signal?.aborted).toBe(true);
    await eventually(async () => expect(await second.take()).toBeDefined());
    expect(await first.take()).toBeUndefined();
  });

  it('is lost with its session, and whoever held it hears of that', async () => {
    const [first, second] = [aLock(), aLock()];
    const signal = await first.take();
    await killHolder();
    await eventually(() => expect(signal?.aborted).toBe(true));
    await eventually(async () => expect(await second.take()).toBeDefined());
  });

  it('is lost over a link that is dead without a word', async () => {
    const proxy = await TcpProxy.open(monolith.url);
    try {
      const signal = await aLock({ url: proxy.url }).take();
      proxy.set('hole');
      await eventually(() => expect(signal?.aborted).toBe(true));
    } finally {
      await Promise.all(locks.splice(0).map((lock) => lock.release()));
      await proxy.close();
    }
  });

  it('can be taken anew after the session of one who waited was lost', async () => {
    const [first, second] = [aLock(), aLock()];
    await first.take();
    await second.take();
    await killHolder();
    await eventually(async () => {
      const taken = [await first.take(), await second.take()];
      expect(taken.filter((signal) => signal !== undefined)).toHaveLength(1);
    });
  });

  it('says when there is no server, and tries again when asked', async () => {
    const proxy = await TcpProxy.open(monolith.url);
    try {
      const lock = aLock({ url: proxy.url });
      proxy.set('refuse');
      await expect(lock.take()).rejects.toThrow();
      proxy.set('pass');
      await eventually(async () => expect(await lock.take()).toBeDefined());
    } finally {
      await Promise.all(locks.splice(0).map((lock) => lock.release()));
      await proxy.close();
    }
  });
});
