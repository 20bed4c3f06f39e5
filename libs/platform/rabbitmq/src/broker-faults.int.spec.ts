import type { Consumption } from './index.js';
import type { PrivateBroker } from './testing/private-broker.js';
import { hasBrokerPrograms, startPrivateBroker } from './testing/private-broker.js';
import { openTestLinks, untilReady } from './testing/open-test-links.js';
import { eventually, uniqueName, withChannel } from './testing/index.js';

const EXCHANGE = uniqueName('platform-test-events');
const QUEUE = uniqueName('platform-test-ingestion');

const hasPrograms = await hasBrokerPrograms();
const describeWithPrograms = hasPrograms ? describe : describe.skip;

describeWithPrograms('with a broker of its own (skipped where RabbitMQ is not installed)', () => {
  let broker: PrivateBroker;
  let handled: string[] = [];

  const consumption: Consumption = {
    queue: QUEUE,
    bindings: [{ exchange: EXCHANGE, routingKey: '#' }],
    prefetch: 10,
    handle: async ({ messageId = 'none' }) => {
      handled.push(messageId);
    },
  };
  const publishOrders = (from: number, to: number): Promise<void> =>
    withChannel(async (channel) => {
      for (let order = from; order <= to; order += 1) {
        channel.publish(EXCHANGE, 'order', Buffer.from('{}'), {
          persistent: true,
          messageId: `order-${order}`,
        });
      }
      await channel.waitForConfirms();
    }, broker.url);

  beforeAll(async () => {
    broker = await startPrivateBroker();
  });
  afterAll(() => broker.remove());
  beforeEach(() => (handled = []));

  it('keeps draining its queue in a memory alarm, publishes nothing and says so (I11)', async () => {
    const worker = await openTestLinks({
      url: broker.url,
      exchanges: [EXCHANGE],
      consume: [
        { ...consumption, prefetch: 1, handle: (delivery) => slowly(consumption, delivery) },
      ],
    });
    await untilReady(worker);
    await publishOrders(1, 100);
    await broker.control('set_vm_memory_high_watermark', '0.00001');
    const message = { exchange: EXCHANGE, routingKey: 'order', messageId: 'blocked', body: {} };
    // The broker blocks a connection at the first message that it sends in the alarm.
    const blocked = worker.links.publisher.publish(message);
    await eventually(() => expect(worker.links.publisher.canPublish()).toBe(false));
    expect(worker.readiness.report()['rabbitmq']?.reason).toContain('takes no messages');
    await eventually(() => expect(new Set(handled).size).toBe(100));
    await broker.control('set_vm_memory_high_watermark', 'absolute', '1GB');
    await eventually(() => expect(worker.links.publisher.canPublish()).toBe(true));
    await blocked;
    await expect(worker.links.publisher.publish(message)).resolves.toBe('confirmed');
    await worker.close();
  });

  it('loses nothing that was confirmed when the broker is killed, and consumes again', async () => {
    const worker = await openTestLinks({
      url: broker.url,
      exchanges: [EXCHANGE],
      consume: [consumption],
    });
    await untilReady(worker);
    const confirmed = new Set<string>();
    let isOver = false;
    const publishing = (async () => {
      for (let n = 0; !isOver; n += 1) {
        const messageId = `killed-${n}`;
        const outcome = await worker.links.publisher.publish({
          exchange: EXCHANGE,
          routingKey: 'order',
          messageId,
          body: {},
        });
        if (outcome === 'confirmed') confirmed.add(messageId);
        else await new Promise((resolve) => setTimeout(resolve, 100));
      }
    })();
    await eventually(() => expect(confirmed.size).toBeGreaterThan(20));
    await broker.crash();
    const confirmedBefore = confirmed.size;
    await untilReady(worker);
    await eventually(() => expect(confirmed.size).toBeGreaterThan(confirmedBefore + 20));
    isOver = true;
    await publishing;
    await eventually(() =>
      expect([...confirmed].filter((id) => !handled.includes(id))).toEqual([]),
    );
    await worker.close();
  });
});

async function slowly(consumption: Consumption, delivery: Parameters<Consumption['handle']>[0]) {
  await new Promise((resolve) => setTimeout(resolve, 20));
  await consumption.handle(delivery);
}
