import { EventEmitter } from 'node:events';
import { captureLogger } from '@ftgo/platform-observability/testing';
import { PoolWatchdog } from './index.js';

class FakePool extends EventEmitter {
  totalCount = 5;
  idleCount = 0;
  readonly options = { max: 5 };
}

/** A watched pool; `probe` is what the next probe does. */
function aWatchedPool() {
  const pool = new FakePool();
  const told = { health: [] as (string | undefined)[], exhausted: 0, probes: 0 };
  const state = { probe: (): Promise<unknown> => Promise.reject(new Error('no answer')) };
  const { logger, messagesOf } = captureLogger();
  const watchdog = new PoolWatchdog({
    pool,
    probe: () => {
      told.probes += 1;
      return state.probe();
    },
    logger,
    onHealth: (failure) => told.health.push(failure),
    onExhausted: () => (told.exhausted += 1),
    probeWithinMs: 10,
    everyMs: 5,
  });
  const look = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) await watchdog.look();
  };
  return { pool, told, state, watchdog, look, messagesOf };
}

const never = (): Promise<unknown> => new Promise(() => undefined);

describe('PoolWatchdog', () => {
  it('ends the process when the pool is full, none is idle and three probes failed (I11)', async () => {
    const { told, look, messagesOf } = aWatchedPool();
    await look(2);
    expect(told.exhausted).toBe(0);
    await look(1);
    expect(told.exhausted).toBe(1);
    expect(messagesOf('fatal')).toEqual([
      'every database connection is lost to the pool: starting again',
    ]);
  });

  it('does so too when the probes never end', async () => {
    const { told, state, look } = aWatchedPool();
    state.probe = never;
    await look(3);
    expect(told.exhausted).toBe(1);
  });

  it('asks with one probe at a time: probes that hang would fill the pool themselves', async () => {
    const { told, state, look } = aWatchedPool();
    state.probe = never;
    await look(3);
    expect(told.probes).toBe(1);
  });

  it('does not end it while the database is away and the pool not full: it comes back by itself', async () => {
    const { pool, told, look } = aWatchedPool();
    pool.totalCount = 1;
    await look(20);
    expect(told.exhausted).toBe(0);
  });

  it('does not end it while a connection is idle', async () => {
    const { pool, told, look } = aWatchedPool();
    pool.idleCount = 1;
    await look(20);
    expect(told.exhausted).toBe(0);
  });

  it('does not end it when the pool is merely slow: work that ends gives a connection back', async () => {
    const { pool, told, look } = aWatchedPool();
    for (let round = 0; round < 10; round += 1) {
      await look(2);
      pool.emit('release', undefined);
    }
    expect(told.exhausted).toBe(0);
  });

  it('takes a connection that came back broken for no sign of life', async () => {
    const { pool, told, look } = aWatchedPool();
    await look(2);
    pool.emit('release', new Error('terminated'));
    await look(1);
    expect(told.exhausted).toBe(1);
  });

  it('counts failures in a row only', async () => {
    const { told, state, look } = aWatchedPool();
    const fails = state.probe;
    for (let round = 0; round < 5; round += 1) {
      state.probe = fails;
      await look(2);
      state.probe = () => Promise.resolve();
      await look(1);
    }
    expect(told.exhausted).toBe(0);
  });

  it('tells after every look how the database is', async () => {
    const { told, state, look } = aWatchedPool();
    await look(1);
    state.probe = () => Promise.resolve();
    await look(1);
    expect(told.health).toEqual(['the database gives no answer; connecting again', undefined]);
  });

  it('looks by itself once started and says the end once', async () => {
    const { told, watchdog } = aWatchedPool();
    watchdog.start();
    await new Promise((resolve) => setTimeout(resolve, 200));
    watchdog.stop();
    expect(told.exhausted).toBe(1);
    expect(told.probes).toBeLessThan(6);
  });
});
