import type { ConfirmChannel } from 'amqplib';
import { connect } from 'amqplib';
import { deadLetterQueueOf } from '../topology.js';
import { testBrokerUrl } from './test-broker.config.js';

/** Lends a plain confirm channel on a connection of its own, past all code under test. */
export async function withChannel<T>(
  work: (channel: ConfirmChannel) => Promise<T>,
  url = testBrokerUrl(),
): Promise<T> {
  const connection = await connect(url);
  try {
    return await work(await connection.createConfirmChannel());
  } finally {
    await connection.close();
  }
}

/** How many messages of the queue are ready to be delivered. */
export async function messagesIn(queue: string, url = testBrokerUrl()): Promise<number> {
  return withChannel(async (channel) => {
    channel.on('error', () => undefined);
    const { messageCount } = await channel.checkQueue(queue);
    return messageCount;
  }, url);
}

/** Deletes queues with their messages and dead letters; one that does not exist is no error. */
export async function deleteQueues(
  queues: readonly string[],
  url = testBrokerUrl(),
): Promise<void> {
  await withChannel(async (channel) => {
    for (const queue of queues) {
      await channel.deleteQueue(queue);
      await channel.deleteQueue(deadLetterQueueOf(queue));
    }
  }, url);
}

/** Deletes exchanges; one that does not exist is no error. */
export async function deleteExchanges(
  exchanges: readonly string[],
  url = testBrokerUrl(),
): Promise<void> {
  await withChannel(async (channel) => {
    for (const exchange of exchanges) await channel.deleteExchange(exchange);
  }, url);
}
