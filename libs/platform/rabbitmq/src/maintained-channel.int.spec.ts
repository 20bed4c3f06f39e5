import type { AmqpConnection } from '@golevelup/nestjs-rabbitmq';
import type { ConfirmChannel } from 'amqplib';
import { connect } from './index.js';
import { MaintainedChannel } from './maintained-channel.js';
import {
  captureLogger,
  deleteQueues,
  eventually,
  testBrokerUrl,
  uniqueName,
  withChannel,
} from './testing/index.js';

const QUEUE = uniqueName('platform-test-refused');

describe('MaintainedChannel', () => {
  let connection: AmqpConnection;
  const { logger } = captureLogger();

  beforeEach(async () => {
    connection = await connect({ url: testBrokerUrl(), name: 'platform-test' }, logger);
  });
  afterEach(() => connection.managedConnection.close());
  afterAll(() => deleteQueues([QUEUE]));

  it('tries a refused declaration again, and succeeds once a person has put it right', async () => {
    await withChannel((channel) => channel.assertQueue(QUEUE, { durable: true }));
    const maintained = new MaintainedChannel(connection, {
      setUp: async (channel) => void (await channel.assertQueue(QUEUE, { durable: false })),
      logger,
      retryAfterMs: 500,
    });
    maintained.open();
    await eventually(() => expect(maintained.refusal).toContain('PRECONDITION'));
    expect(maintained.channel).toBeUndefined();
    await deleteQueues([QUEUE]);
    await eventually(() => expect(maintained.channel).toBeDefined());
    expect(maintained.refusal).toBeUndefined();
  });

  it('sets the channel up anew after the broker has closed it for an error', async () => {
    const channels: ConfirmChannel[] = [];
    const maintained = new MaintainedChannel(connection, {
      setUp: (channel) => Promise.resolve(void channels.push(channel)),
      logger,
    });
    maintained.open();
    await eventually(() => expect(maintained.channel).toBeDefined());
    const unknown = uniqueName('platform-test-nowhere');
    await expect(maintained.channel?.checkQueue(unknown)).rejects.toThrow('404');
    await eventually(() => expect(channels).toHaveLength(2));
    await eventually(() => expect(maintained.channel).toBe(channels[1]));
  });

  it('can be opened on a connection that stands already, and a refusal then is no rejection', async () => {
    await eventually(() => expect(connection.connected).toBe(true));
    await connection.managedChannel.waitForConnect();
    const maintained = new MaintainedChannel(connection, {
      setUp: () => Promise.reject(new Error('403 ACCESS-REFUSED')),
      logger,
    });
    maintained.open();
    await eventually(() =>
      expect(maintained.refusal).toBe('the broker refused: 403 ACCESS-REFUSED'),
    );
  });

  it('tells at once when a channel is asked for that the connection was not made with', () => {
    const options = { name: 'unknown', setUp: () => Promise.resolve(), logger };
    expect(() => new MaintainedChannel(connection, options).open()).toThrow('no channel unknown');
  });
});
