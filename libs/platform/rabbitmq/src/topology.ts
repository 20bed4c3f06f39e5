import type { QueueOptions } from '@golevelup/nestjs-rabbitmq';
import type { Channel } from 'amqplib';
import type { Binding, Consumption } from './delivery.js';

/** Where messages go that were delivered too often. */
export const DEAD_LETTER_EXCHANGE = 'delayed-orders.dead-letters';

/** The queue that keeps a queue's dead letters until a person has looked at them. */
export const deadLetterQueueOf = (queue: string): string => `${queue}.dead-letters`;

/**
 * The arguments of every queue of ours. They are frozen: another value would be refused with 406
 * for every client, so a change means a new queue name (`….v2`).
 *
 * - The delivery limit is explicit and positive: omitted it is 20 on RabbitMQ 4 and none on 3,
 *   and -1 means "dead-letter at once" on 3.10. It is high, because a consumer that is killed
 *   again and again counts against every message that it held.
 * - Dead-lettering is at-least-once, which needs `reject-publish`.
 */
export function queueOptions(queue: string): QueueOptions {
  return {
    durable: true,
    arguments: {
      'x-queue-type': 'quorum',
      'x-delivery-limit': 50,
      'x-dead-letter-exchange': DEAD_LETTER_EXCHANGE,
      'x-dead-letter-routing-key': queue,
      'x-dead-letter-strategy': 'at-least-once',
      'x-overflow': 'reject-publish',
    },
  };
}

export const DEAD_LETTER_QUEUE_OPTIONS: QueueOptions = {
  durable: true,
  arguments: { 'x-queue-type': 'quorum', 'x-delivery-limit': 50 },
};

/** An exchange to be declared; a name alone is a durable topic exchange. */
export type ExchangeDeclaration =
  string | { readonly name: string; readonly type: 'topic' | 'fanout'; readonly durable: boolean };

/** Declares exchanges, and the one for dead letters. */
export async function declareExchanges(
  channel: Channel,
  exchanges: readonly ExchangeDeclaration[],
): Promise<void> {
  for (const exchange of [...exchanges, DEAD_LETTER_EXCHANGE]) {
    const { name, type, durable } =
      typeof exchange === 'string' ? { name: exchange, type: 'topic', durable: true } : exchange;
    await channel.assertExchange(name, type, { durable });
  }
}

/**
 * Declares a queue with everything it needs: its dead letters first, so that none is lost, and
 * the exchanges that it is bound to, since the channel that publishes may come later.
 */
export async function declareQueue(channel: Channel, consumption: Consumption): Promise<void> {
  const { queue, bindings } = consumption;
  await declareExchanges(channel, bindings.map(declarationOf));
  await channel.assertQueue(deadLetterQueueOf(queue), DEAD_LETTER_QUEUE_OPTIONS);
  await channel.bindQueue(deadLetterQueueOf(queue), DEAD_LETTER_EXCHANGE, queue);
  await channel.assertQueue(queue, queueOptions(queue));
  for (const { exchange, routingKey } of bindings) {
    await channel.bindQueue(queue, exchange, routingKey);
  }
}

const declarationOf = ({ exchange, declaredAs }: Binding): ExchangeDeclaration =>
  declaredAs === undefined ? exchange : { name: exchange, ...declaredAs };
