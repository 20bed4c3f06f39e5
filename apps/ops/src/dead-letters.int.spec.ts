import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { serviceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { eventually } from '@ftgo/platform-observability/testing';
import {
  inOwnVirtualHost,
  TcpProxy,
  testBrokerUrl,
  uniqueName,
  withChannel,
} from '@ftgo/platform-rabbitmq/testing';
import type { GetMessage } from 'amqplib';
import {
  DeadLetterQueues,
  publishAgain,
  QUEUES_WITH_DEAD_LETTERS,
} from './dead-letters/dead-letter-queues.js';
import type { Ran } from './testing/run.js';
import { run, runForJson } from './testing/run.js';

const QUEUE = 'replica-ingestion.events.v1';
const DEAD = `${QUEUE}.dead-letters`;
const ASK_FOR_HELP = ['dead-letters', 'discard', QUEUE] as const;

inOwnVirtualHost();

/** In one file, since one operator at a time may move dead letters of a broker. */
describe('dead letters on a real broker', () => {
  let service: ServiceDatabase;
  let environment: Record<string, string>;

  const ops = (...args: string[]): Promise<Ran> => run(environment, args);
  const json = (...args: string[]) => runForJson(environment, ...args);
  const spoil = (count: number) =>
    withChannel(async (channel) => {
      await channel.assertQueue(DEAD, {
        durable: true,
        arguments: { 'x-queue-type': 'quorum', 'x-delivery-limit': 50 },
      });
      await channel.purgeQueue(DEAD);
      for (let n = 0; n < count; n += 1) {
        channel.sendToQueue(DEAD, Buffer.from(`dead ${n}`), { messageId: `dead-${n}` });
      }
      await channel.waitForConfirms();
    });

  beforeAll(async () => {
    service = await serviceDatabase();
    environment = {
      DATABASE_URL: service.url,
      RABBITMQ_URL: testBrokerUrl(),
      OPERATOR: 'ada',
    };
  });
  beforeEach(() => service.database.query('truncate operator_action'));
  afterAll(async () => {
    await withChannel((channel) => channel.deleteQueue(DEAD));
    await service.drop();
  });

  describe('by command', () => {
    it('are counted, moved at a limited rate and no more than asked for', async () => {
      await spoil(5);
      expect(await json('dead-letters', 'list')).toContainEqual({ queue: QUEUE, messages: 5 });
      expect((await ops(...ASK_FOR_HELP, '--dry-run')).out).toBe('5 would be moved.\n');
      const options = ['--limit', '3', '--rate', '200', '--why', 'poison'];
      expect((await ops(...ASK_FOR_HELP, ...options)).out).toMatch(/3 moved/);
      expect(await json('dead-letters', 'list')).toContainEqual({ queue: QUEUE, messages: 2 });
      expect(await json('audit')).toMatchObject([
        { operator: 'ada', action: 'dead-letters discard', detail: { moved: 3, why: 'poison' } },
      ]);
    });

    it('are listed for every queue of ours, also one that was never declared', async () => {
      const listed = (await json('dead-letters', 'list')) as { queue: string }[];
      expect(listed.map(({ queue }) => queue)).toEqual([...QUEUES_WITH_DEAD_LETTERS]);
      await withChannel((channel) => channel.deleteQueue(DEAD));
      expect(await json('dead-letters', 'list')).toContainEqual({ queue: QUEUE, messages: null });
      expect((await ops('dead-letters', 'list')).out).toMatch(
        /replica-ingestion\.events\.v1 +never declared/,
      );
    });

    it('rehearse without moving anything, and say so to scripts', async () => {
      await spoil(4);
      const rehearsed = await json(...ASK_FOR_HELP, '--limit', '3', '--dry-run');
      expect(rehearsed).toEqual({ queue: QUEUE, selected: 3, moved: 0 });
      expect(await json('dead-letters', 'list')).toContainEqual({ queue: QUEUE, messages: 4 });
      expect(await json('audit')).toEqual([]);
    });

    it('that are not there are moved by nobody, and leave no audit row', async () => {
      await spoil(0);
      expect(await json(...ASK_FOR_HELP)).toEqual({ queue: QUEUE, selected: 0, moved: 0 });
      expect(await json('audit')).toEqual([]);
    });

    it('leave an audit row of what was intended and done when the moving is cut midway', async () => {
      await spoil(100);
      const proxy = await TcpProxy.open(testBrokerUrl());
      const cut = run({ ...environment, RABBITMQ_URL: proxy.url }, [
        ...ASK_FOR_HELP,
        '--rate',
        '4',
      ]);
      await eventually(async () => expect(await json('audit')).toHaveLength(1));
      const detail = { queue: QUEUE, intended: 100, why: null };
      expect(await json('audit')).toMatchObject([{ detail: { ...detail, moved: null } }]);
      proxy.cut();
      expect((await cut).code).toBe(1);
      await proxy.close();
      const [{ detail: told }] = (await json('audit')) as [{ detail: { moved: number } }];
      expect(told).toMatchObject(detail);
      expect(told.moved).toBeGreaterThanOrEqual(0);
      expect(told.moved).toBeLessThan(100);
    });

    it('draw their progress over one line on a terminal', async () => {
      await spoil(3);
      const args = [...ASK_FOR_HELP, '--rate', '1000'];
      const { out } = await run(environment, args, { isTerminal: true });
      expect(out.split('\r\u001b[2K')).toHaveLength(4);
      expect(out).toMatch(/100 % 3 of 3\n3 moved\.\n$/);
    });

    it('are one operator’s at a time: a second one is told so, and loses nothing', async () => {
      await spoil(2);
      const queues = await DeadLetterQueues.open(testBrokerUrl());
      let letGo: () => void = () => undefined;
      let holds: () => void = () => undefined;
      const isHeld = new Promise<void>((resolve) => (holds = resolve));
      const first = queues.take(QUEUE, 1, () => {
        holds();
        return new Promise((resolve) => (letGo = resolve));
      });
      await isHeld;
      expect(await ops(...ASK_FOR_HELP)).toMatchObject({
        code: 2,
        err: expect.stringMatching(/another operator is moving dead letters/),
      });
      letGo();
      expect(await first).toBe(1);
      await queues.close();
      expect((await ops(...ASK_FOR_HELP)).out).toMatch(/1 moved/);
    });

    it('of a queue that is not ours are refused before anybody is asked', async () => {
      environment['RABBITMQ_URL'] = 'amqp://guest:guest@127.0.0.1:9';
      const { code, err } = await ops('dead-letters', 'replay', 'amq.vindaloo');
      environment['RABBITMQ_URL'] = testBrokerUrl();
      expect(code).toBe(2);
      expect(err).toContain(QUEUE);
    });

    it('I12: want RABBITMQ_URL, and say so by name', async () => {
      const { code, err } = await run({ DATABASE_URL: service.url }, ['dead-letters', 'list']);
      expect(code).toBe(2);
      expect(err).toMatch(/RABBITMQ_URL is not set/);
    });

    it('I8: say that a broker is away without its password', async () => {
      const away = { ...environment, RABBITMQ_URL: 'amqp://ada:vindaloo@127.0.0.1:9' };
      const { code, err } = await run(away, ['dead-letters', 'list']);
      expect(code).toBe(1);
      expect(err.trim()).not.toBe('');
      expect(err).not.toContain('vindaloo');
    });
  });

  describe('put back into their queue', () => {
    let queue: string;

    const ready = (name: string): Promise<GetMessage[]> =>
      withChannel(async (channel) => {
        const taken: GetMessage[] = [];
        for (;;) {
          const message = await channel.get(name, { noAck: true });
          if (message === false) return taken;
          taken.push(message);
        }
      });
    /** Lets the broker itself kill messages, as it does with those delivered too often. */
    const killedByTheBroker = (count: number) =>
      withChannel(async (channel) => {
        await channel.assertQueue(`${queue}.dead-letters`, { durable: true });
        await channel.assertQueue(queue, {
          durable: true,
          arguments: {
            'x-dead-letter-exchange': '',
            'x-dead-letter-routing-key': `${queue}.dead-letters`,
          },
        });
        for (let n = 0; n < count; n += 1) {
          channel.sendToQueue(queue, Buffer.from(`vindaloo ${n}`), {
            messageId: `m-${n}`,
            type: 'ftgo.order.created.v1',
            contentType: 'application/json',
            headers: { 'x-dish': 'Chicken Vindaloo' },
            persistent: true,
          });
        }
        await channel.waitForConfirms();
        for (let n = 0; n < count; n += 1) {
          const message = await channel.get(queue);
          if (message !== false) channel.reject(message, false);
        }
        for (;;) {
          const { messageCount } = await channel.checkQueue(`${queue}.dead-letters`);
          if (messageCount === count) return;
        }
      });
    const withQueues = async <Result>(
      work: (queues: DeadLetterQueues) => Promise<Result>,
      url = testBrokerUrl(),
    ): Promise<Result> => {
      const queues = await DeadLetterQueues.open(url);
      try {
        return await work(queues);
      } finally {
        await queues.close().catch(() => undefined);
      }
    };
    const replay = (limit: number) =>
      withQueues((queues) =>
        queues.take(queue, limit, (channel, message) => publishAgain(channel, queue, message)),
      );

    beforeEach(() => {
      queue = uniqueName('ops-spec');
    });
    afterEach(() =>
      withChannel(async (channel) => {
        await channel.deleteQueue(queue);
        await channel.deleteQueue(`${queue}.dead-letters`);
      }),
    );

    it('I2: come with their bytes, ids and headers, persistent, and without x-death', async () => {
      await killedByTheBroker(2);
      expect(await replay(10)).toBe(2);
      const [first, second, ...more] = await ready(queue);
      expect(more).toEqual([]);
      expect(first?.content.toString()).toBe('vindaloo 0');
      expect(first?.properties).toMatchObject({
        messageId: 'm-0',
        type: 'ftgo.order.created.v1',
        contentType: 'application/json',
        deliveryMode: 2,
      });
      expect(first?.properties.headers).toHaveProperty('x-dish', 'Chicken Vindaloo');
      expect(first?.properties.headers).not.toHaveProperty('x-death');
      expect(second?.properties.messageId).toBe('m-1');
      expect(await ready(`${queue}.dead-letters`)).toEqual([]);
    });

    it('are no more than asked for, the oldest first', async () => {
      await killedByTheBroker(3);
      expect(await replay(1)).toBe(1);
      expect((await ready(queue)).map(({ properties }) => properties.messageId)).toEqual(['m-0']);
      expect(await ready(`${queue}.dead-letters`)).toHaveLength(2);
    });

    it('I2: stay dead letters when publishing fails, all but those that were put back', async () => {
      await killedByTheBroker(3);
      let handled = 0;
      const failing = withQueues((queues) =>
        queues.take(queue, 10, (channel, message) => {
          handled += 1;
          if (handled === 2) return Promise.reject(new Error('the broker did not confirm'));
          return publishAgain(channel, queue, message);
        }),
      );
      await expect(failing).rejects.toThrow(/did not confirm/);
      expect(await ready(queue)).toHaveLength(1);
      expect(await ready(`${queue}.dead-letters`)).toHaveLength(2);
    });

    it('leave no lock behind when an operator fails or the connection is cut', async () => {
      await killedByTheBroker(2);
      const proxy = await TcpProxy.open(testBrokerUrl());
      const queues = await DeadLetterQueues.open(proxy.url);
      const cut = queues.take(queue, 1, () => {
        proxy.cut();
        return Promise.reject(new Error('cut'));
      });
      await expect(cut).rejects.toThrow(/cut/);
      await proxy.close();
      for (;;) if ((await replay(10)) !== undefined) break;
      const left = await ready(`${queue}.dead-letters`);
      expect((await ready(queue)).length + left.length).toBe(2);
    });
  });
});
