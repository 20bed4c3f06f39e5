import { Registry } from '@ftgo/platform-observability';
import type { PublishOutcome } from '@ftgo/platform-rabbitmq';
import { CountingPublisher } from './counting-publisher.js';
import { PublishedEvents } from './published-events.js';

const message = (routingKey: string) => ({
  exchange: 'ftgo.events',
  routingKey,
  messageId: '1',
  body: {},
});

function counted(outcome: PublishOutcome) {
  const metrics = new Registry();
  const published = new PublishedEvents(metrics);
  const publisher = new CountingPublisher(
    { canPublish: () => true, publish: async () => outcome },
    published,
  );
  return { metrics, published, publisher };
}

describe('the count of published events', () => {
  it('counts what the broker confirmed, by type', async () => {
    const { metrics, published, publisher } = counted('confirmed');
    await publisher.publish(message('ftgo.order.created.v1'));
    await publisher.publish(message('ftgo.order.created.v1'));
    expect(published.total).toBe(2);
    expect(await metrics.metrics()).toContain(
      'simulator_events_published_total{type="ftgo.order.created.v1"} 2',
    );
  });

  it('makes no label of a type that is not in the catalogue', async () => {
    const { metrics, publisher } = counted('confirmed');
    await publisher.publish(message('ftgo.order.left-a-review.v1'));
    expect(await metrics.metrics()).toContain('{type="unknown"} 1');
  });

  it.each(['returned', 'unconfirmed'] as const)('does not count what was %s', async (outcome) => {
    const { published, publisher } = counted(outcome);
    expect(await publisher.publish(message('ftgo.order.created.v1'))).toBe(outcome);
    expect(published.total).toBe(0);
  });
});
