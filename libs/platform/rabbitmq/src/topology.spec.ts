import { DEAD_LETTER_EXCHANGE, deadLetterQueueOf, queueOptions } from './index.js';

describe('queueOptions', () => {
  it('are frozen: another value would be refused for every client, so it needs a new queue name', () => {
    expect(queueOptions('replica-ingestion.events.v1')).toEqual({
      durable: true,
      arguments: {
        'x-queue-type': 'quorum',
        'x-delivery-limit': 50,
        'x-dead-letter-exchange': 'delayed-orders.dead-letters',
        'x-dead-letter-routing-key': 'replica-ingestion.events.v1',
        'x-dead-letter-strategy': 'at-least-once',
        'x-overflow': 'reject-publish',
      },
    });
  });

  it('name the exchange and the queue where dead letters are kept', () => {
    expect(DEAD_LETTER_EXCHANGE).toBe('delayed-orders.dead-letters');
    expect(deadLetterQueueOf('replica-ingestion.events.v1')).toBe(
      'replica-ingestion.events.v1.dead-letters',
    );
  });
});
