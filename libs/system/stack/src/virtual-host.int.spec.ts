import { testBrokerUrl } from '@ftgo/platform-rabbitmq/testing';
import { connect } from 'amqplib';
import { managementUrl } from './testing/test-broker.config.js';
import { makeVirtualHost } from './virtual-host.js';

const ours = managementUrl();

/** Whether the broker lets us in there. */
async function isOpen(url: string): Promise<boolean> {
  try {
    await (await connect(url)).close();
    return true;
  } catch {
    return false;
  }
}

/** Declares a queue of this name there; @returns how many such queues there were messages in. */
async function useQueue(url: string, name: string): Promise<number> {
  const connection = await connect(url);
  const channel = await connection.createChannel();
  const { messageCount } = await channel.assertQueue(name, { durable: true });
  channel.sendToQueue(name, Buffer.from('Chicken Vindaloo'));
  await connection.close();
  return messageCount;
}

describe('the virtual host of a stack', () => {
  it('without the management API is the broker as it is given, and is never removed', async () => {
    const host = await makeVirtualHost(testBrokerUrl(), undefined);
    await host.remove();
    expect(host.url).toBe(testBrokerUrl());
    expect(await isOpen(host.url)).toBe(true);
  });

  const withManagement = ours === undefined ? it.skip : it;

  withManagement('keeps queues of one name apart from every other stack’s', async () => {
    const hosts = await Promise.all([1, 2].map(() => makeVirtualHost(testBrokerUrl(), ours)));
    for (const { url } of hosts) expect(await useQueue(url, 'kitchen')).toBe(0);
    await Promise.all(hosts.map((host) => host.remove()));
  });

  withManagement('is gone with all that is in it when it is removed', async () => {
    const host = await makeVirtualHost(testBrokerUrl(), ours);
    expect(await isOpen(host.url)).toBe(true);
    await host.remove();
    expect(await isOpen(host.url)).toBe(false);
    expect(await isOpen(testBrokerUrl())).toBe(true);
  });

  withManagement(
    'is refused with what was asked where the user may not make one (I12)',
    async () => {
      const stranger = new URL(testBrokerUrl());
      stranger.username = 'stranger';
      stranger.password = 'vindaloo';
      const making = makeVirtualHost(stranger.toString(), ours);
      await expect(making).rejects.toThrow(/the broker refused PUT vhosts\/ftgo-\w+: 401/);
      await expect(making).rejects.not.toThrow(/vindaloo/);
    },
  );
});
