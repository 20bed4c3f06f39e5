import { captureLogger, eventually, TcpProxy } from '@ftgo/platform-rabbitmq/testing';
import { Database, PoolWatchdog } from './index.js';
import type { Queryable } from './index.js';
import type { TestDatabase } from './testing/index.js';
import { createTestDatabase } from './testing/index.js';

const POOL_SIZE = 5;
const fiveTimes = <T>(make: (n: number) => T): T[] =>
  Array.from({ length: POOL_SIZE }, (_, n) => make(n));

describe('Database', () => {
  let testDatabase: TestDatabase;
  let proxy: TcpProxy;
  let database: Database;
  let outside: Database;
  const captured = captureLogger();

  const terminateBackends = async (applicationName: string): Promise<number> => {
    const rows = await outside.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = $1 and datname = current_database()`,
      [applicationName],
    );
    return rows.length;
  };
  const ordersInTable = async (): Promise<number[]> => {
    const rows = await outside.query<{ id: number }>('select id from orders order by id');
    return rows.map(({ id }) => id);
  };

  const nobodyWorks = async (): Promise<void> => {
    const workers = `select from pg_stat_activity
      where application_name = 'worker' and datname = current_database()`;
    expect(await outside.query(workers)).toEqual([]);
  };

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    proxy = await TcpProxy.open(testDatabase.url);
    outside = new Database({ url: testDatabase.url, applicationName: 'outside' }, captured.logger);
    await outside.query('create table orders (id bigint primary key, state text)');
  });
  beforeEach(async () => {
    // What the test before has closed may take a moment to go.
    await eventually(nobodyWorks);
    database = new Database(
      {
        url: proxy.url,
        applicationName: 'worker',
        poolSize: POOL_SIZE,
        statementTimeoutMs: 1_000,
      },
      captured.logger,
    );
    await outside.query(`delete from orders`);
    await outside.query(`insert into orders values (1, 'ACCEPTED'), (2, 'ACCEPTED')`);
  });
  afterEach(async () => {
    proxy.set('pass');
    proxy.cut();
    await database.close();
  });
  afterAll(async () => {
    await outside.close();
    await proxy.close();
    await testDatabase.drop();
  });

  describe('query', () => {
    it('gives bigint as a number and timestamptz as a Date', async () => {
      const [row] = await database.query(`select 42::bigint as id, timestamptz 'epoch' as at`);
      expect(row).toEqual({ id: 42, at: new Date(0) });
    });

    it('rejects a bigint that a number cannot hold rather than round it', async () => {
      await expect(database.query('select 9007199254740993::bigint')).rejects.toThrow(
        'beyond the safe range',
      );
      await expect(database.query('select 1 as one')).resolves.toEqual([{ one: 1 }]);
    });

    it('leaves null as null', async () => {
      await expect(database.query('select null::bigint as id')).resolves.toEqual([{ id: null }]);
    });

    it('ends a statement that works too long at the server', async () => {
      await expect(database.query('select pg_sleep(60)')).rejects.toMatchObject({ code: '57014' });
    });
  });

  describe('transaction', () => {
    it('commits and gives what the work returned', async () => {
      const result = await database.transaction(async (transaction) => {
        await transaction.query(`insert into orders values (3, 'ACCEPTED')`);
        return 'Ajanta';
      });
      expect(result).toBe('Ajanta');
      expect(await ordersInTable()).toEqual([1, 2, 3]);
    });

    it('rolls back when the work throws, and throws the very same error', async () => {
      const refusal = new Error('order 3 is refused');
      const transacting = database.transaction(async (transaction) => {
        await transaction.query(`insert into orders values (3, 'ACCEPTED')`);
        throw refusal;
      });
      await expect(transacting).rejects.toBe(refusal);
      expect(await ordersInTable()).toEqual([1, 2]);
      expect(database.pool).toMatchObject({ totalCount: 1, idleCount: 1 });
    });

    it('rolls back when a statement fails, and the connection stays good', async () => {
      const transacting = database.transaction(async (transaction) => {
        await transaction.query(`insert into orders values (3, 'ACCEPTED')`);
        await transaction.query(`insert into orders values (1, 'ACCEPTED')`);
      });
      await expect(transacting).rejects.toMatchObject({ code: '23505' });
      expect(await ordersInTable()).toEqual([1, 2]);
      expect(database.pool).toMatchObject({ totalCount: 1, idleCount: 1 });
    });

    it('repeats a deadlock, so that both sides get through', async () => {
      const bothHoldOne = barrier(2);
      let attempts = 0;
      const lockBoth = (first: number, second: number): Promise<void> =>
        database.transaction(async (transaction) => {
          attempts += 1;
          await lock(transaction, first);
          await bothHoldOne();
          await lock(transaction, second);
        });
      await outside.query(
        `alter database ${new URL(testDatabase.url).pathname.slice(1)} set deadlock_timeout = '50ms'`,
      );
      await Promise.all([lockBoth(1, 2), lockBoth(2, 1)]);
      expect(attempts).toBeGreaterThan(2);
    });

    it('gives up a transaction that fails for such a reason three times', async () => {
      let attempts = 0;
      const transacting = database.transaction(async (transaction) => {
        attempts += 1;
        await transaction.query(`do $$ begin raise exception sqlstate '40001'; end $$`);
      });
      await expect(transacting).rejects.toMatchObject({ code: '40001' });
      expect(attempts).toBe(3);
    });
  });

  it('keeps none of five connections that died in open transactions, and works again (I11)', async () => {
    const dead = signal();
    let opened = 0;
    const transactions = Promise.allSettled(
      fiveTimes(() =>
        database.transaction(async (transaction) => {
          await transaction.query('select 1');
          opened += 1;
          await dead.promise;
          await transaction.query(`insert into orders values (9, 'ACCEPTED')`);
        }),
      ),
    );
    await eventually(() => expect(opened).toBe(POOL_SIZE));
    expect(await terminateBackends('worker')).toBe(POOL_SIZE);
    dead.resolve();
    const outcomes = await transactions;
    expect(outcomes.map(({ status }) => status)).toEqual(fiveTimes(() => 'rejected'));
    expect(database.pool.totalCount).toBe(0);
    await Promise.all(fiveTimes(() => database.query('select pg_sleep(0.1)')));
    expect(database.pool).toMatchObject({ totalCount: POOL_SIZE, idleCount: POOL_SIZE });
    expect(await ordersInTable()).toEqual([1, 2]);
  });

  it('survives that idle connections are killed, and says so in the log', async () => {
    await Promise.all(fiveTimes(() => database.query('select pg_sleep(0.1)')));
    expect(await terminateBackends('worker')).toBe(POOL_SIZE);
    await eventually(() => expect(database.pool.totalCount).toBe(0));
    expect(captured.messagesOf('warn')).toContain('an idle database connection was lost');
    await expect(database.query('select 1 as one')).resolves.toEqual([{ one: 1 }]);
  });

  it('survives that a connection is killed in the moment in which it is made', async () => {
    // Found under load: "ready" and the end arrive together, before whoever waits can listen.
    proxy.set('deaf');
    const transacting = database.transaction((transaction) => transaction.query('select 1'));
    await eventually(async () => expect(await terminateBackends('worker')).toBe(1));
    await eventually(nobodyWorks);
    proxy.set('pass');
    await expect(transacting).rejects.toThrow();
    expect(database.pool.totalCount).toBe(0);
    await expect(database.query('select 1 as one')).resolves.toEqual([{ one: 1 }]);
  });

  it('survives a server whose backends are killed again and again under load', async () => {
    let succeeded = 0;
    let isOver = false;
    const load = Promise.all(
      fiveTimes(async () => {
        while (!isOver) {
          const done = await database
            .transaction((transaction) => transaction.query('select pg_sleep(0.01)'))
            .then(
              () => true,
              () => false,
            );
          if (done) succeeded += 1;
        }
      }),
    );
    for (let round = 0; round < 10; round += 1) {
      await terminateBackends('worker');
      const before = succeeded;
      await eventually(() => expect(succeeded).toBeGreaterThan(before + 5));
    }
    isOver = true;
    await load;
    expect(database.pool.totalCount).toBe(database.pool.idleCount);
  });

  describe('in a black hole', () => {
    it('gives up a statement by its own time-out and throws the connection away (I11)', async () => {
      await database.query('select 1');
      proxy.set('hole');
      const transacting = database.transaction((transaction) => transaction.query('select 1'));
      await expect(transacting).rejects.toThrow('timeout');
      expect(proxy.heldBytes).toBeGreaterThan(0);
      expect(database.pool.totalCount).toBe(0);
      proxy.set('pass');
      await expect(database.query('select 1 as one')).resolves.toEqual([{ one: 1 }]);
    });

    it('is not ready within seconds, and its probes weed out the dead connections', async () => {
      await Promise.all(fiveTimes(() => database.query('select pg_sleep(0.1)')));
      const health: (string | undefined)[] = [];
      const watchdog = new PoolWatchdog({
        pool: database.pool,
        probe: (withinMs) => database.probe(withinMs),
        logger: captured.logger,
        onHealth: (failure) => health.push(failure),
        onExhausted: () => health.push('exhausted'),
        everyMs: 50,
        probeWithinMs: 200,
      });
      proxy.set('hole');
      watchdog.start();
      await eventually(() => expect(database.pool.totalCount).toBeLessThan(POOL_SIZE));
      expect(health).not.toContain('exhausted');
      proxy.set('pass');
      await eventually(() => expect(health.at(-1)).toBeUndefined());
      watchdog.stop();
    });
  });

  it('closes in time also when a transaction never ends', async () => {
    const hanging = database.transaction(() => new Promise(() => undefined));
    void hanging.catch(() => undefined);
    await eventually(() => expect(database.pool.totalCount).toBe(1));
    await database.close();
    database.close = () => Promise.resolve();
  });
});

const lock = (transaction: Queryable, id: number): Promise<object[]> =>
  transaction.query(`update orders set state = 'LATE' where id = $1`, [id]);

function signal(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => (resolve = settle));
  return { promise, resolve };
}

/** Lets nobody through until `parties` have come; afterwards everybody. */
function barrier(parties: number): () => Promise<void> {
  const open = signal();
  let arrived = 0;
  return () => {
    arrived += 1;
    if (arrived >= parties) open.resolve();
    return open.promise;
  };
}
