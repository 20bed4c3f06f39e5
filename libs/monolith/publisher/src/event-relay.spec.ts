import { Readiness } from '@ftgo/platform-observability';
import { captureLogger, eventually } from '@ftgo/platform-observability/testing';
import type { Database, Queryable } from '@ftgo/platform-postgres';
import type { PublishedMessage } from '@ftgo/platform-rabbitmq';
import { DomainEvents } from './domain-events.js';
import { EventRelay } from './event-relay.js';

const ROW = {
  partition_key: 42,
  message_id: 'message 1',
  exchange: 'ftgo.events',
  routing_key: 'ftgo.order.delivered.v1',
  body: { specversion: '1.0' },
  headers: {},
};

/** One waiting row, told to be `ageSeconds` old. */
function relayOver({ waitsFor = 0, ageSeconds = 0 }) {
  let waiting = [ROW];
  const database: Queryable = {
    query: async <Row>(sql: string) => {
      if (sql.includes('count(*)')) return [{ messages: waiting.length, age: ageSeconds }] as Row[];
      const rows = waiting;
      if (sql.includes('delete')) waiting = [];
      return (sql.includes('select partition_key') ? rows : []) as Row[];
    },
  };
  const published: PublishedMessage[] = [];
  const readiness = new Readiness();
  const relay = new EventRelay(
    {
      ...database,
      transaction: <T>(work: (transaction: Queryable) => Promise<T>) => work(database),
    } as Database,
    new DomainEvents({ formats: ['events'], exchange: 'ftgo.events', timeZone: 'UTC' }),
    {
      canPublish: () => true,
      publish: async (message) => {
        published.push(message);
        return 'confirmed';
      },
    },
    { logger: captureLogger().logger, readiness },
    { tickMs: 1, heartbeatMs: 0, waitsFor: () => waitsFor },
  );
  return { relay, published, readiness };
}

describe('EventRelay', () => {
  it('publishes what waits in the outbox', async () => {
    const { relay, published, readiness } = relayOver({});
    relay.start();
    await eventually(() => expect(published.length).toBeGreaterThan(0));
    await relay.stop();
    expect(published[0]).toMatchObject({ messageId: 'message 1' });
    expect(readiness.ready).toBe(true);
  });

  it('holds messages back until enough are together', async () => {
    const { relay, published } = relayOver({ waitsFor: 50 });
    relay.start();
    await new Promise((resolve) => setTimeout(resolve, 30));
    await relay.stop();
    expect(published).toEqual([]);
  });

  it('holds none back for longer than a second', async () => {
    const { relay, published } = relayOver({ waitsFor: 50, ageSeconds: 1 });
    relay.start();
    await eventually(() => expect(published.length).toBeGreaterThan(0));
    await relay.stop();
  });

  it('may be stopped before it was started', async () => {
    await expect(relayOver({}).relay.stop()).resolves.toBeUndefined();
  });
});
