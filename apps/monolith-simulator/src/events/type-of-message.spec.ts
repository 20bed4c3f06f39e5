import { DomainEvents } from '@ftgo/monolith-publisher';
import { Registry } from '@ftgo/platform-observability';
import { minute } from '../testing/mothers.js';
import { CountingPublisher } from './counting-publisher.js';
import { PublishedEvents } from './published-events.js';
import { typeOfMessage } from './type-of-message.js';

const EVENTS = new DomainEvents({
  ...{ formats: ['events', 'tram'], exchange: 'ftgo.events', timeZone: 'UTC' },
});
const DELIVERED = EVENTS.ofOrder('ftgo.order.delivered.v1', minute(40), {
  ...{ orderId: 42, version: 5, deliveredAt: minute(40).toISOString() },
});
const HEARTBEAT = EVENTS.heartbeat(minute(41));

describe('the type of a message', () => {
  it('is that of the catalogue for its events', () => {
    expect(DELIVERED.map(typeOfMessage)).toEqual(['ftgo.order.delivered.v1', '42']);
  });

  it('is a heartbeat’s in both formats (I7)', () => {
    expect(HEARTBEAT.map(typeOfMessage)).toEqual([
      'ftgo.feed.heartbeat.v1',
      'ftgo.feed.heartbeat.v1',
    ]);
  });

  it.each([{}, { headers: null }, { headers: 'x' }, { headers: {} }, { headers: { ID: '1' } }])(
    'is its routing key for a body like %j',
    (body) => {
      const message = { exchange: 'ftgo.events', routingKey: '42', messageId: '1', body };
      expect(typeOfMessage(message)).toBe('42');
    },
  );
});

describe('the count of published events in both formats', () => {
  it('leaves the heartbeats out, which are counted by their type', async () => {
    const metrics = new Registry();
    const published = new PublishedEvents(metrics);
    const broker = { canPublish: () => true, publish: async () => 'confirmed' as const };
    const publisher = new CountingPublisher(broker, published);
    for (const message of [...DELIVERED, ...HEARTBEAT, ...HEARTBEAT]) {
      await publisher.publish(message);
    }
    expect(published.total).toBe(2);
    const text = await metrics.metrics();
    expect(text).toContain('simulator_events_published_total{type="ftgo.feed.heartbeat.v1"} 4');
  });
});
