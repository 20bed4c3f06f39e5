import type { EventFormat } from '@ftgo/monolith-publisher';
import { DomainEvents } from '@ftgo/monolith-publisher';
import { readMessage } from '@ftgo/monolith-contracts';
import type { OutgoingMessage } from '@ftgo/platform-outbox';
import type { PublishedMessage, PublishOutcome } from '@ftgo/platform-rabbitmq';
import { minute } from '../testing/mothers.js';
import { FaultSettings } from './fault-settings.js';
import { Faults } from './faults.js';
import { FaultyPublisher } from './faulty-publisher.js';

const FORMATS = ['events', 'tram'] as const;

const eventsIn = (format: EventFormat): DomainEvents =>
  new DomainEvents({ formats: [format], exchange: 'ftgo.events', timeZone: 'UTC' });
/** Deliveries of so many orders of Chicken Vindaloo. */
const deliveries = (format: EventFormat, count: number): OutgoingMessage[] =>
  Array.from({ length: count }, (_, n) =>
    eventsIn(format).ofOrder('ftgo.order.delivered.v1', minute(40 + n), {
      ...{ orderId: n + 1, version: 5, deliveredAt: minute(40 + n).toISOString() },
    }),
  ).flat();
const heartbeats = (format: EventFormat, count: number): OutgoingMessage[] =>
  Array.from({ length: count }, (_, n) => eventsIn(format).heartbeat(minute(n))).flat();

function suffering(events: object, canPublish = true) {
  const sent: PublishedMessage[] = [];
  const bytes: string[] = [];
  const faults = new Faults();
  faults.set(FaultSettings.parse({ seed: 1, events }));
  const broker = {
    canPublish: () => canPublish,
    publish: async (message: PublishedMessage): Promise<PublishOutcome> => {
      sent.push(message);
      return 'confirmed';
    },
  };
  const raw = {
    publish: async (_message: PublishedMessage, body: Buffer) => void bytes.push(body.toString()),
  };
  const publisher = new FaultyPublisher(broker, raw, faults);
  const publish = (messages: readonly PublishedMessage[]) =>
    Promise.all(messages.map((message) => publisher.publish(message)));
  return { publisher, publish, sent, bytes, faults };
}

const readIn = (feed: EventFormat, { body, routingKey }: PublishedMessage) =>
  readMessage(
    { feed, routingKey, headers: {}, body: Buffer.from(JSON.stringify(body)) },
    (wallClockMs) => wallClockMs,
  );

describe.each(FORMATS)('faults of messages in the format of %s', (format) => {
  it.each([
    ['lost', { dropShare: 1 }],
    ['published twice', { duplicateShare: 1 }],
    ['followed by unknown types', { unknownTypeShare: 1 }],
    ['followed by nonsense', { malformedShare: 1 }],
  ])('never fall on heartbeats: none is %s (I7)', async (_what, events) => {
    const { publish, sent, bytes, faults } = suffering(events);
    const beats = heartbeats(format, 30);
    expect(new Set(await publish(beats))).toEqual(new Set(['confirmed']));
    expect(sent).toEqual(beats);
    expect(bytes).toEqual([]);
    expect(Object.values(faults.injected.events)).toEqual([0, 0, 0, 0, 0]);
  });

  it('lose events and leave the heartbeats between them', async () => {
    const { publish, sent } = suffering({ dropShare: 1 });
    await publish([...heartbeats(format, 2), ...deliveries(format, 20), ...heartbeats(format, 1)]);
    expect(sent).toHaveLength(3);
    for (const message of sent) {
      expect(readIn(format, message)).toMatchObject({ changes: [{ kind: 'heartbeat' }] });
    }
  });

  it('give duplicates the id, the routing key and the body of the message (I1)', async () => {
    const { publish, sent } = suffering({ duplicateShare: 1 });
    const messages = deliveries(format, 10);
    await publish(messages);
    expect(sent).toHaveLength(20);
    for (const message of messages) {
      expect(sent.filter(({ messageId }) => messageId === message.messageId)).toEqual([
        message,
        message,
      ]);
    }
  });

  it('add messages of a type that nobody knows, which say nothing (I2)', async () => {
    const { publish, sent } = suffering({ unknownTypeShare: 1 });
    const messages = deliveries(format, 10);
    await publish(messages);
    const known = new Set(messages.map(({ messageId }) => messageId));
    const strange = sent.filter(({ messageId }) => !known.has(messageId));
    expect(strange).toHaveLength(10);
    for (const message of strange) {
      const read = readIn(format, message);
      if (read.understood) {
        expect(read).toMatchObject({ changes: [], notices: [{ cause: 'unknown-event-type' }] });
      } else expect(read.cause).toBe('unknown-type');
    }
  });

  it('add messages that nobody can understand, each under an id of its own (I2)', async () => {
    const { publish, sent, bytes } = suffering({ malformedShare: 1 });
    const messages = deliveries(format, 40);
    await publish(messages);
    expect(sent.length + bytes.length).toBe(80);
    const known = new Set(messages.map(({ messageId }) => messageId));
    const wrong = sent.filter(({ messageId }) => !known.has(messageId));
    expect(wrong.length).toBeGreaterThan(5);
    for (const message of wrong) {
      expect(readIn(format, message)).toMatchObject({ understood: false, cause: 'wrong-schema' });
    }
    for (const text of bytes) expect(() => JSON.parse(text)).toThrow();
  });

  it('leave the message itself as it was, whatever is added', async () => {
    const { publish, sent } = suffering({ unknownTypeShare: 1, malformedShare: 1 });
    const messages = deliveries(format, 10);
    const before = structuredClone(messages);
    await publish(messages);
    expect(messages).toEqual(before);
    for (const message of messages) expect(sent).toContain(message);
  });

  it('fall on the same events however often they are built, for their ids do not count', async () => {
    const lost = async (): Promise<number[]> => {
      const { publish, sent } = suffering({ dropShare: 0.5 });
      const messages = deliveries(format, 60);
      await publish(messages);
      return messages.flatMap((message, at) => (sent.includes(message) ? [] : [at]));
    };
    const [once, again] = [await lost(), await lost()];
    expect(once.length).toBeGreaterThan(15);
    expect(again).toEqual(once);
  });
});

describe('a feed that was stopped', () => {
  it.each([
    ['lets nothing go though the broker can take it', true, true, false],
    ['lets nothing go while the broker is away too', true, false, false],
    ['lets go what the broker can take, once it goes on', false, true, true],
    ['waits for the broker all the same', false, false, false],
  ])('%s', (_what, stopped, canPublish, expected) => {
    expect(suffering({ stopped }, canPublish).publisher.canPublish()).toBe(expected);
  });

  it('goes on as soon as the faults are replaced', () => {
    const { publisher, faults } = suffering({ stopped: true });
    faults.set(FaultSettings.parse({}));
    expect(publisher.canPublish()).toBe(true);
  });
});
