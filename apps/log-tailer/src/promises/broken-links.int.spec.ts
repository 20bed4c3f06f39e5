import { setTimeout as pause } from 'node:timers/promises';
import { eventually, TcpProxy, testBrokerUrl } from '@ftgo/platform-rabbitmq/testing';
import { lsnOf } from '../log/lsn.js';
import { foldRows } from '../testing/folded-rows.js';
import type { Stage } from '../testing/stage.js';
import { setStage } from '../testing/stage.js';
import type { TestTailer } from '../testing/test-tailer.js';

describe('a tailer whose links break', () => {
  let stage: Stage;
  let proxies: TcpProxy[];

  const proxyTo = async (url: string): Promise<TcpProxy> => {
    const proxy = await TcpProxy.open(url);
    proxies.push(proxy);
    return proxy;
  };
  const ids = (): unknown[] => foldRows(stage.tap.changes, 'orders').map(({ id }) => id);
  const untilNotReady = (tailer: TestTailer, dependency: string): Promise<void> =>
    eventually(async () => {
      expect(await tailer.dependency(dependency)).toMatchObject({
        ready: false,
        reason: expect.any(String),
        since: expect.any(String),
      });
    });
  const confirmedPlace = async (): Promise<bigint> =>
    lsnOf((await stage.monolith.slotPlaces())?.confirmed ?? '');
  /** The ids of changes in the order in which they came, each only where it came last. */
  const orderOfLastCopies = (): unknown[] =>
    stage.tap.changesOf('orders', 'c').map(({ after }) => after?.['id']);

  beforeEach(() => {
    proxies = [];
  });

  afterEach(async () => {
    proxies.forEach((proxy) => proxy.set('pass'));
    await stage.clear();
    await Promise.all(proxies.map((proxy) => proxy.close()));
  });

  it('comes back by itself when its walsender is killed, again and again (I11)', async () => {
    stage = await setStage();
    const tailer = await stage.startAndSettle();
    for (let kill = 0; kill < 3; kill += 1) {
      await stage.monolith.placeOrders([kill * 2 + 1]);
      await stage.monolith.killWalSender();
      await stage.monolith.placeOrders([kill * 2 + 2]);
    }
    await eventually(() => expect(ids()).toEqual([1, 2, 3, 4, 5, 6]));
    await tailer.untilReady();
    const told = tailer.lines.filter(({ level }) => level === 'error' || level === 'warn');
    expect(JSON.stringify(told)).toContain('terminating connection due to administrator command');
  });

  it('moves the slot no further than the broker has confirmed, while that is away (I2)', async () => {
    stage = await setStage();
    const broker = await proxyTo(testBrokerUrl());
    const tailer = await stage.startAndSettle({ rabbitmqUrl: broker.url });
    broker.set('refuse');
    await untilNotReady(tailer, 'rabbitmq');
    await stage.monolith.placeOrders([1]);
    await stage.monolith.placeOrders(Array.from({ length: 2_000 }, (_, at) => at + 2));
    await pause(2_500);
    const meanwhile = await confirmedPlace();
    expect(ids()).toEqual([]);
    broker.set('pass');
    await eventually(() => expect(ids()).toHaveLength(2_001), { withinMs: 60_000 });
    expect(orderOfLastCopies()).toEqual(Array.from({ length: 2_001 }, (_, at) => at + 1));
    await tailer.untilReady();
    const [first] = stage.tap.changesOf('orders', 'c');
    expect(meanwhile).toBeLessThanOrEqual(BigInt(first?.source.lsn ?? 0));
    await eventually(async () => expect(await confirmedPlace()).toBeGreaterThan(meanwhile));
  });

  it('publishes again what the broker took without saying so, with the same ids, in order', async () => {
    stage = await setStage();
    const broker = await proxyTo(testBrokerUrl());
    const tailer = await stage.startAndSettle({ rabbitmqUrl: broker.url });
    broker.set('deaf');
    await stage.monolith.placeOrders([1, 2, 3]);
    await eventually(() => expect(ids()).toEqual([1, 2, 3]));
    broker.cut();
    broker.set('pass');
    await eventually(() => expect(stage.tap.copiesOf('orders', 'c').length).toBeGreaterThan(3));
    await stage.monolith.placeOrders([4]);
    await eventually(() => expect(ids()).toEqual([1, 2, 3, 4]));
    expect(orderOfLastCopies()).toEqual([1, 2, 3, 4]);
    const messageIds = new Set(stage.tap.rowMessages.map(({ messageId }) => messageId));
    expect(messageIds.size).toBe(4);
    expect(await tailer.metric('log_tailer_repeated_publishes_total')).toBeGreaterThan(0);
  });

  it('waits for a queue that is not bound yet, says so, and then leaves nothing out (I2)', async () => {
    stage = await setStage({ bindings: ['__debezium-heartbeat.#', '*.public.restaurants'] });
    await stage.monolith.placeOrders([1, 2]);
    const tailer = await stage.start();
    await eventually(async () => {
      expect(await tailer.dependency('queues')).toMatchObject({
        ready: false,
        reason: `no queue is bound to ${stage.tap.exchange} for ftgo.public.orders`,
      });
    });
    await stage.monolith.placeOrders([3]);
    await pause(2_500);
    const meanwhile = await confirmedPlace();
    const warnings = tailer.messagesOf('warn').filter((text) => text.includes('no queue is bound'));
    expect(warnings.length).toBeLessThanOrEqual(2);
    await stage.tap.bind('ftgo.public.*');
    await eventually(() => expect(ids()).toEqual([1, 2, 3]));
    await tailer.untilReady();
    const [third] = stage.tap.changesOf('orders', 'c');
    expect(meanwhile).toBeLessThanOrEqual(BigInt(third?.source.lsn ?? 0));
    expect(await tailer.metric('log_tailer_repeated_publishes_total')).toBeGreaterThan(0);
  });

  it('publishes changes though no queue takes its heartbeats, and says that as well', async () => {
    stage = await setStage({ bindings: ['ftgo.#'] });
    const tailer = await stage.start();
    await stage.monolith.placeOrders([1]);
    await eventually(() => expect(ids()).toEqual([1]));
    await eventually(async () => {
      expect(await tailer.dependency('queues')).toMatchObject({
        reason: `no queue is bound to ${stage.tap.exchange} for __debezium-heartbeat.ftgo`,
      });
    });
    await stage.tap.bind('__debezium-heartbeat.#');
    await tailer.untilReady();
  });

  it('is back when the database is, and says since when it was away (I11)', async () => {
    stage = await setStage();
    const database = await proxyTo(stage.monolith.url);
    const tailer = await stage.startAndSettle({ monolithDatabaseUrl: database.url });
    database.set('refuse');
    await untilNotReady(tailer, 'log');
    await stage.monolith.placeOrders([1, 2]);
    database.set('pass');
    await tailer.untilReady();
    await eventually(() => expect(ids()).toEqual([1, 2]));
  });

  it('waits for database and broker that are not there at its start', async () => {
    stage = await setStage();
    const database = await proxyTo(stage.monolith.url);
    const broker = await proxyTo(testBrokerUrl());
    database.set('refuse');
    broker.set('refuse');
    await stage.monolith.placeOrders([1]);
    const tailer = await stage.start({
      monolithDatabaseUrl: database.url,
      rabbitmqUrl: broker.url,
    });
    await untilNotReady(tailer, 'log');
    database.set('pass');
    broker.set('pass');
    await tailer.untilReady();
    await eventually(() => expect(ids()).toEqual([1]));
  });

  it('goes on with a snapshot that a broken link cut off', async () => {
    stage = await setStage();
    const broker = await proxyTo(testBrokerUrl());
    const tailer = await stage.startAndSettle({ rabbitmqUrl: broker.url, snapshotChunkRows: 10 });
    const all = Array.from({ length: 400 }, (_, at) => at + 1);
    await stage.monolith.placeOrders(all);
    await tailer.post('/log-tailer/snapshots', { table: 'orders', requestedBy: 'operations' });
    await eventually(() => expect(stage.tap.changesOf('orders', 'r').length).toBeGreaterThan(20));
    broker.set('refuse');
    await untilNotReady(tailer, 'rabbitmq');
    await stage.monolith.killWalSender();
    broker.set('pass');
    await tailer.untilSnapshotsAreDone();
    const read = new Set(stage.tap.changesOf('orders', 'r').map(({ after }) => after?.['id']));
    expect(read.size).toBe(400);
  });

  it('stops in order within seconds, though the broker is away', async () => {
    stage = await setStage();
    const broker = await proxyTo(testBrokerUrl());
    const tailer = await stage.startAndSettle({ rabbitmqUrl: broker.url });
    broker.set('refuse');
    await untilNotReady(tailer, 'rabbitmq');
    await stage.monolith.placeOrders(Array.from({ length: 1_000 }, (_, at) => at + 1));
    await tailer.stop();
    const next = await stage.start();
    await eventually(() => expect(ids()).toHaveLength(1_000));
    await next.untilReady();
  });
});
