import type { Consumption, Delivery } from './index.js';
import type { TestLinks } from './testing/open-test-links.js';
import { openTestLinks, untilReady } from './testing/open-test-links.js';
import {
  deleteExchanges,
  deleteQueues,
  eventually,
  messagesIn,
  TcpProxy,
  testBrokerUrl,
  uniqueName,
  withChannel,
} from './testing/index.js';

const EXCHANGE = uniqueName('platform-test-events');
const QUEUES: string[] = [];

/** Consumes a queue of its own, bound to `order.#` of the test's exchange. */
function aConsumption(over: Partial<Consumption> = {}): Consumption {
  const queue = uniqueName('platform-test-ingestion');
  QUEUES.push(queue);
  return {
    queue,
    bindings: [{ exchange: EXCHANGE, routingKey: `${queue}.#` }],
    prefetch: 10,
    handle: () => Promise.resolve(),
    ...over,
  };
}

const publish = (queue: string, bodies: readonly string[]): Promise<void> =>
  withChannel(async (channel) => {
    for (const body of bodies) {
      channel.publish(EXCHANGE, `${queue}.order`, Buffer.from(body), { persistent: true });
    }
    await channel.waitForConfirms();
  });

const orders = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, n) => `order ${from + n}`);

describe('QueueConsumer', () => {
  let proxy: TcpProxy;
  let opened: TestLinks[] = [];

  async function work(consumption: Consumption): Promise<TestLinks> {
    const links = await openTestLinks({ url: proxy.url, exchanges: [], consume: [consumption] });
    opened.push(links);
    return links;
  }

  beforeEach(async () => {
    proxy = await TcpProxy.open(testBrokerUrl());
  });
  afterEach(async () => {
    proxy.set('pass');
    await Promise.all(opened.map((links) => links.close()));
    opened = [];
    await proxy.close();
  });
  afterAll(async () => {
    await deleteQueues(QUEUES);
    await deleteExchanges([EXCHANGE]);
  });

  it('declares the exchange, the queue and its dead letters on a broker that has none', async () => {
    const consumption = aConsumption();
    const worker = await work(consumption);
    await untilReady(worker);
    await publish(consumption.queue, ['order 1']);
    await eventually(async () => expect(await messagesIn(consumption.queue)).toBe(0));
    expect(await messagesIn(`${consumption.queue}.dead-letters`)).toBe(0);
    expect(worker.messagesOf('error')).toEqual([]);
  });

  it('shows in the metrics what is connected and consumed', async () => {
    const consumption = aConsumption();
    const worker = await work(consumption);
    await untilReady(worker);
    const metrics = await worker.metrics.metrics();
    expect(metrics).toContain(`rabbitmq_consumers{queue="${consumption.queue}"} 1`);
    expect(metrics).toContain('rabbitmq_connection_up{connection="publish"} 1');
    expect(metrics).toContain('rabbitmq_connection_up{connection="consume"} 1');
  });

  it('handles at most `prefetch` messages at once', async () => {
    let atOnce = 0;
    let most = 0;
    let handled = 0;
    const consumption = aConsumption({
      prefetch: 3,
      handle: async () => {
        most = Math.max(most, (atOnce += 1));
        await new Promise((resolve) => setTimeout(resolve, 5));
        atOnce -= 1;
        handled += 1;
      },
    });
    await untilReady(await work(consumption));
    await publish(consumption.queue, orders(1, 30));
    await eventually(() => expect(handled).toBe(30));
    expect(most).toBe(3);
  });

  it('loses nothing when the link is cut again and again, and comes back each time (I2, I11)', async () => {
    const handled = new Set<string>();
    const consumption = aConsumption({
      handle: async ({ body }) => {
        await new Promise((resolve) => setTimeout(resolve, 2));
        handled.add(body.toString());
      },
    });
    const worker = await work(consumption);
    await untilReady(worker);
    const confirmed = orders(1, 300);
    for (let round = 0; round < 3; round += 1) {
      await publish(consumption.queue, confirmed.slice(round * 100, round * 100 + 100));
      proxy.cut();
    }
    await eventually(() => expect([...handled].sort()).toEqual([...confirmed].sort()));
    await untilReady(worker);
    await eventually(async () => expect(await messagesIn(consumption.queue)).toBe(0));
  });

  it('is redelivered what was being handled when the link was cut, and the process lives (I11)', async () => {
    const deliveries: Delivery[] = [];
    let finish = (): void => undefined;
    const consumption = aConsumption({
      handle: (delivery) => {
        deliveries.push(delivery);
        return new Promise<void>((resolve) => (finish = resolve));
      },
    });
    const worker = await work(consumption);
    await untilReady(worker);
    await publish(consumption.queue, ['order 1']);
    await eventually(() => expect(deliveries).toHaveLength(1));
    proxy.cut();
    finish();
    await eventually(() => expect(deliveries).toHaveLength(2));
    finish();
    await eventually(async () => expect(await messagesIn(consumption.queue)).toBe(0));
    expect(deliveries.map(({ redelivered }) => redelivered)).toEqual([false, true]);
  });

  it('hands a body that is no JSON over once, and never again in a loop (I2)', async () => {
    const bodies: string[] = [];
    const consumption = aConsumption({
      handle: ({ body }) => Promise.resolve(void bodies.push(body.toString())),
    });
    await untilReady(await work(consumption));
    await publish(consumption.queue, ['{"orderId":', '', 'order 2']);
    await eventually(() => expect(bodies).toContain('order 2'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(bodies).toEqual(['{"orderId":', '', 'order 2']);
  });

  it('gives a message back when the handler fails, and others are not held up meanwhile', async () => {
    const handled: string[] = [];
    let failures = 0;
    const consumption = aConsumption({
      handle: ({ body }) => {
        const order = body.toString();
        if (order === 'order 1' && (failures += 1) < 3)
          return Promise.reject(new Error('no database'));
        return Promise.resolve(void handled.push(order));
      },
    });
    await untilReady(await work(consumption));
    await publish(consumption.queue, orders(1, 3));
    await eventually(() => expect(handled).toEqual(['order 2', 'order 3', 'order 1']));
  });

  it('notices that its queue was deleted, declares it again and consumes (I11)', async () => {
    const handled: string[] = [];
    const consumption = aConsumption({
      handle: ({ body }) => Promise.resolve(void handled.push(body.toString())),
    });
    const worker = await work(consumption);
    await untilReady(worker);
    await withChannel((channel) => channel.deleteQueue(consumption.queue));
    await eventually(() => expect(worker.readiness.ready).toBe(false));
    await untilReady(worker);
    await publish(consumption.queue, ['order 7']);
    await eventually(() => expect(handled).toEqual(['order 7']));
  });

  it('says that its queue has other arguments; it neither dies nor connects again and again', async () => {
    const consumption = aConsumption();
    const name = `queue ${consumption.queue}`;
    await withChannel((channel) => channel.assertQueue(consumption.queue, { durable: true }));
    const worker = await work(consumption);
    await eventually(() =>
      expect(worker.readiness.report()[name]?.reason).toContain('the broker refused'),
    );
    expect(worker.readiness.report()[name]?.reason).toMatch(/PRECONDITION.*inequivalent arg/);
    const linesBefore = worker.lines.length;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(worker.lines.length).toBe(linesBefore);
    expect(worker.readiness.ready).toBe(false);
  });

  it('knows within seconds that a black hole has swallowed the link', async () => {
    const worker = await work(aConsumption());
    await untilReady(worker);
    proxy.set('hole');
    await eventually(() => expect(worker.readiness.ready).toBe(false), { withinMs: 30_000 });
    expect(proxy.heldBytes).toBeGreaterThan(0);
    proxy.set('pass');
    await untilReady(worker);
  });

  describe('when it stops', () => {
    it('finishes what is being handled, begins nothing new, and the rest is for another', async () => {
      const begun: string[] = [];
      const finished: string[] = [];
      const consumption = aConsumption({
        prefetch: 2,
        handle: async ({ body }) => {
          begun.push(body.toString());
          await new Promise((resolve) => setTimeout(resolve, 300));
          finished.push(body.toString());
        },
      });
      const worker = await work(consumption);
      await untilReady(worker);
      await publish(consumption.queue, orders(1, 10));
      await eventually(() => expect(begun.length).toBeGreaterThan(0));
      await worker.links.stopConsuming(10_000);
      const begunBeforeStop = [...begun];
      expect(finished.sort()).toEqual(begunBeforeStop.sort());
      await worker.links.close();
      expect(begun).toEqual(begunBeforeStop);
      const left = 10 - finished.length;
      await eventually(async () => expect(await messagesIn(consumption.queue)).toBe(left));
    });

    /** Between the few seconds of a stop and the 20 that a heartbeat takes to find a dead link. */
    const BEFORE_A_HEARTBEAT_MS = 15_000;

    it.each(['refuse', 'hole'] as const)(
      'ends in time also while the broker is away (%s)',
      async (mode) => {
        const worker = await work(aConsumption());
        await untilReady(worker);
        proxy.set(mode);
        const from = performance.now();
        await worker.links.stopConsuming(1_000);
        await worker.links.close();
        expect(performance.now() - from).toBeLessThan(BEFORE_A_HEARTBEAT_MS);
      },
    );

    it('ends in time also when the broker was never there', async () => {
      proxy.set('refuse');
      const worker = await work(aConsumption());
      const from = performance.now();
      await worker.links.stopConsuming(1_000);
      await worker.links.close();
      expect(performance.now() - from).toBeLessThan(BEFORE_A_HEARTBEAT_MS);
    });
  });

  it('starts also before the broker is there, and works once it is', async () => {
    proxy.set('refuse');
    const handled: string[] = [];
    const consumption = aConsumption({
      handle: ({ body }) => Promise.resolve(void handled.push(body.toString())),
    });
    const worker = await work(consumption);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(worker.readiness.ready).toBe(false);
    proxy.set('pass');
    await untilReady(worker);
    await publish(consumption.queue, ['order 1']);
    await eventually(() => expect(handled).toEqual(['order 1']));
  });
});
