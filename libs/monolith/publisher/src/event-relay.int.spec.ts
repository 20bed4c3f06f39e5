import type { Feed } from '@ftgo/monolith-contracts';
import { readMessage } from '@ftgo/monolith-contracts';
import { Readiness } from '@ftgo/platform-observability';
import { captureLogger, eventually } from '@ftgo/platform-observability/testing';
import { enqueue, OUTBOX_SCHEMA } from '@ftgo/platform-outbox';
import { Database } from '@ftgo/platform-postgres';
import type { TestDatabase } from '@ftgo/platform-postgres/testing';
import { createTestDatabase } from '@ftgo/platform-postgres/testing';
import type { PublishedMessage, PublishOutcome } from '@ftgo/platform-rabbitmq';
import { DomainEvents } from './domain-events.js';
import { EventRelay } from './event-relay.js';

const HEARTBEAT_MS = 20;
const ACCEPTED_AT = new Date('2026-10-03T18:05:00Z');

describe('EventRelay on a real outbox', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let relay: EventRelay;
  let published: PublishedMessage[];
  let outcome: PublishOutcome;

  const events = new DomainEvents({
    formats: ['events', 'tram'],
    exchange: 'ftgo.events',
    timeZone: 'UTC',
  });
  const start = (heartbeatMs = 0): void => {
    const publisher = {
      canPublish: () => true,
      publish: (message: PublishedMessage) => {
        published.push(message);
        return Promise.resolve(outcome);
      },
    };
    const around = { logger: captureLogger().logger, readiness: new Readiness() };
    relay = new EventRelay(database, events, publisher, around, { tickMs: 5, heartbeatMs });
    relay.start();
  };
  const accept = (orderId: number) =>
    database.transaction((transaction) =>
      enqueue(
        transaction,
        events.ofOrder('ftgo.order.accepted.v1', ACCEPTED_AT, {
          orderId,
          version: 1,
          acceptedAt: ACCEPTED_AT.toISOString(),
        }),
      ),
    );
  const waiting = async (): Promise<number> => (await database.query('select from outbox')).length;
  const feedOf = ({ exchange }: PublishedMessage): Feed =>
    exchange === 'ftgo.events' ? 'events' : 'tram';
  const kindsRead = (): string[] =>
    published.flatMap((message) => {
      const { routingKey } = message;
      const body = Buffer.from(JSON.stringify(message.body));
      const read = readMessage({ feed: feedOf(message), body, routingKey, headers: {} }, Number);
      return read.understood
        ? read.changes.map(({ kind }) => `${feedOf(message)} ${kind}`)
        : [`${feedOf(message)} ${read.cause}: ${read.detail}`];
    });

  beforeEach(async () => {
    testDatabase = await createTestDatabase();
    const options = { url: testDatabase.url, applicationName: 'spec', poolSize: 4 };
    database = new Database(options, captureLogger().logger);
    await database.query(OUTBOX_SCHEMA);
    published = [];
    outcome = 'confirmed';
  });
  afterEach(async () => {
    await relay.stop();
    await database.close();
    await testDatabase.drop();
  });

  it('brings every event out in each format, and leaves nothing behind', async () => {
    for (let orderId = 1; orderId <= 20; orderId += 1) await accept(orderId);
    start();
    await eventually(async () => expect(await waiting()).toBe(0));
    const kinds = kindsRead();
    expect(kinds.filter((kind) => kind === 'events order')).toHaveLength(20);
    expect(kinds.filter((kind) => kind === 'tram order')).toHaveLength(20);
  });

  it('I2: keeps what the broker did not confirm, and sends it again with its id', async () => {
    outcome = 'unconfirmed';
    await accept(42);
    start();
    await eventually(() => expect(published.length).toBeGreaterThan(0));
    expect(await waiting()).toBe(2);
    const [first] = published;
    outcome = 'confirmed';
    await eventually(async () => expect(await waiting()).toBe(0));
    const again = published.filter(({ messageId }) => messageId === first?.messageId);
    expect(again.length).toBeGreaterThan(1);
  });

  it('I7: lets heartbeats go the way of the events, readable on either feed', async () => {
    start(HEARTBEAT_MS);
    await eventually(() => {
      expect(kindsRead()).toEqual(expect.arrayContaining(['events heartbeat', 'tram heartbeat']));
    });
  });

  it('I7, I11: adds no heartbeats while older messages wait, so that the outbox stays bounded', async () => {
    await accept(42);
    await database.query(
      `update outbox set created_at = created_at - interval '1 hour',
         not_before = not_before + interval '1 hour'`,
    );
    start(HEARTBEAT_MS);
    await accept(43);
    // The second event is out: the relay has been alive for some beats.
    await eventually(() => expect(published.length).toBeGreaterThanOrEqual(2));
    await new Promise((resolve) => setTimeout(resolve, 10 * HEARTBEAT_MS));
    expect(kindsRead().filter((kind) => kind.endsWith('heartbeat'))).toEqual([]);
    await database.query('delete from outbox');
    await eventually(() => expect(kindsRead()).toContain('events heartbeat'));
  });

  it('writes no heartbeat where none is wanted', async () => {
    start(0);
    await accept(42);
    await eventually(async () => expect(await waiting()).toBe(0));
    expect(new Set(kindsRead())).toEqual(new Set(['events order', 'tram order']));
  });
});
