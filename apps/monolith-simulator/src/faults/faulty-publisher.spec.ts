import type { PublishedMessage, PublishOutcome } from '@ftgo/platform-rabbitmq';
import { FaultSettings } from './fault-settings.js';
import { Faults } from './faults.js';
import { FaultyPublisher } from './faulty-publisher.js';

const message = (orderId: number): PublishedMessage => ({
  exchange: 'ftgo.events',
  routingKey: 'ftgo.order.delivered.v1',
  messageId: `message ${orderId}`,
  body: { id: `message ${orderId}`, data: { orderId, version: 5 } },
});

function publisherWith(events: object, seed = 1, outcome: PublishOutcome = 'confirmed') {
  const sent: PublishedMessage[] = [];
  const bytes: string[] = [];
  const faults = new Faults();
  faults.set(FaultSettings.parse({ seed, events }));
  const publisher = new FaultyPublisher(
    {
      canPublish: () => true,
      publish: async (each) => {
        sent.push(each);
        return outcome;
      },
    },
    { publish: async (_message, body) => void bytes.push(body.toString()) },
    faults,
  );
  const publish = (count: number): Promise<PublishOutcome[]> =>
    Promise.all(Array.from({ length: count }, (_, index) => publisher.publish(message(index))));
  return { publisher, publish, sent, bytes, faults };
}

const ids = (messages: readonly PublishedMessage[]): string[] =>
  messages.map(({ messageId }) => messageId);

describe('FaultyPublisher', () => {
  it('passes everything on while all is well', async () => {
    const { publish, sent, faults } = publisherWith({});
    expect(await publish(3)).toEqual(['confirmed', 'confirmed', 'confirmed']);
    expect(ids(sent)).toEqual(['message 0', 'message 1', 'message 2']);
    expect(faults.injected.events).toEqual({
      duplicates: 0,
      shuffled: 0,
      unknownTypes: 0,
      malformed: 0,
      dropped: 0,
    });
  });

  it('publishes a share twice, the same to the letter', async () => {
    const { publish, sent, faults } = publisherWith({ duplicateShare: 0.25 });
    await publish(200);
    const { duplicates } = faults.injected.events;
    expect(duplicates).toBeGreaterThan(25);
    expect(duplicates).toBeLessThan(75);
    expect(sent).toHaveLength(200 + duplicates);
    expect(new Set(sent.map((each) => JSON.stringify(each))).size).toBe(200);
  });

  it('drops a share and says that it was confirmed', async () => {
    const { publish, sent, faults } = publisherWith({ dropShare: 0.25 });
    expect(new Set(await publish(200))).toEqual(new Set(['confirmed']));
    expect(sent).toHaveLength(200 - faults.injected.events.dropped);
    expect(faults.injected.events.dropped).toBeGreaterThan(25);
  });

  it('adds unknown types under ids of their own', async () => {
    const { publish, sent } = publisherWith({ unknownTypeShare: 1 });
    await publish(2);
    expect(sent).toHaveLength(4);
    expect(new Set(ids(sent)).size).toBe(4);
    const strange = sent.filter(({ routingKey }) => routingKey === 'ftgo.order.left-a-review.v1');
    expect(strange).toHaveLength(2);
    expect(strange[0]).toMatchObject({ body: { type: 'ftgo.order.left-a-review.v1' } });
  });

  it('adds messages that are no JSON, and JSON of a wrong shape, about as many of each', async () => {
    const { publish, sent, bytes } = publisherWith({ malformedShare: 1 });
    await publish(60);
    expect(sent.length + bytes.length).toBe(120);
    expect(bytes.length).toBeGreaterThan(15);
    expect(sent.length).toBeGreaterThan(75);
    for (const text of bytes) expect(() => JSON.parse(text)).toThrow();
  });

  it('harms nothing of a message that the broker did not confirm', async () => {
    const { publish, sent } = publisherWith(
      { duplicateShare: 1, unknownTypeShare: 1 },
      1,
      'returned',
    );
    expect(await publish(2)).toEqual(['returned', 'returned']);
    expect(sent).toHaveLength(2);
  });

  it('lets messages of one batch overtake each other within the window', async () => {
    const { publish, sent, faults } = publisherWith({ shuffleWindow: 10 });
    await publish(40);
    const order = ids(sent);
    expect(order.toSorted()).toEqual(ids(Array.from({ length: 40 }, (_, n) => message(n))).sort());
    expect(order).not.toEqual(Array.from({ length: 40 }, (_, n) => `message ${n}`));
    order.forEach((id, place) => {
      const from = Number(id.split(' ')[1]);
      expect(Math.floor(from / 10)).toBe(Math.floor(place / 10));
    });
    expect(faults.injected.events.shuffled).toBe(40);
  });

  it('does the same to the same messages for one seed, and something else for another', async () => {
    const dropped = async (seed: number): Promise<string[]> => {
      const { publish, sent } = publisherWith({ dropShare: 0.5 }, seed);
      await publish(50);
      return ids(sent);
    };
    expect(await dropped(1)).toEqual(await dropped(1));
    expect(await dropped(1)).not.toEqual(await dropped(2));
  });

  it('can publish when the broker can', () => {
    expect(publisherWith({}).publisher.canPublish()).toBe(true);
  });
});
