import { eventually } from '@ftgo/platform-rabbitmq/testing';
import { JOHN } from '../testing/ajanta-over-rest.js';
import type { TappedMessage } from '../testing/event-tap.js';
import { chickenVindaloo, minute, traceFromAjanta } from '../testing/mothers.js';
import type { TestSimulator } from '../testing/test-simulator.js';
import { startSimulator } from '../testing/test-simulator.js';
import { UNKNOWN_TYPE } from './broken-bodies.js';

interface Calls {
  readonly inFlight: number;
  readonly maxInFlight: number;
  readonly total: number;
}

const twentyOrders = traceFromAjanta(
  Array.from({ length: 20 }, (_, index) =>
    chickenVindaloo({ orderId: `order ${index}`, createdAt: minute(-index) }),
  ),
);
const EVENTS = 20 * 6 + 1;

describe('faults', () => {
  let simulator: TestSimulator;
  let traceFile: string;

  beforeAll(async () => {
    simulator = await startSimulator();
    traceFile = await simulator.traceFile(twentyOrders);
  });
  afterEach(() => simulator.put('/simulator/faults', {}));
  afterAll(() => simulator.stop());

  /** What leaves the monolith in a replay of twenty orders. */
  const replayed = async (events: object): Promise<readonly TappedMessage[]> => {
    const heardBefore = (await simulator.settledMessages()).length;
    await simulator.put('/simulator/faults', { seed: 4, events });
    await simulator.post('/simulator/replay', { traceFile, stepped: true, fresh: true });
    await simulator.post('/simulator/replay/advance', { to: minute(90) });
    const messages = await simulator.settledMessages();
    await simulator.post('/simulator/replay/stop');
    return messages.slice(heardBefore);
  };
  const injected = async (): Promise<Record<string, number>> => {
    const { json } = await simulator.get<{ injected: { events: Record<string, number> } }>(
      '/simulator/faults',
    );
    return json.injected.events;
  };
  const distinct = (messages: readonly TappedMessage[]): number =>
    new Set(messages.map(({ messageId }) => messageId)).size;

  describe('of events', () => {
    it('are none until some are asked for', async () => {
      const messages = await replayed({});
      expect([messages.length, distinct(messages)]).toEqual([EVENTS, EVENTS]);
    });

    it('publish a share twice with the same message id', async () => {
      const messages = await replayed({ duplicateShare: 0.3 });
      const { duplicates = 0 } = await injected();
      expect(duplicates).toBeGreaterThan(10);
      expect([messages.length, distinct(messages)]).toEqual([EVENTS + duplicates, EVENTS]);
    });

    it('lose a share', async () => {
      const messages = await replayed({ dropShare: 0.3 });
      const { dropped = 0 } = await injected();
      expect(dropped).toBeGreaterThan(10);
      expect(messages).toHaveLength(EVENTS - dropped);
    });

    it('add messages of a type that nobody knows', async () => {
      const messages = await replayed({ unknownTypeShare: 0.3 });
      const { unknownTypes = 0 } = await injected();
      const strange = messages.filter(({ routingKey }) => routingKey === UNKNOWN_TYPE);
      expect(strange).toHaveLength(unknownTypes);
      expect(messages).toHaveLength(EVENTS + unknownTypes);
    });

    it('add messages that are no JSON and messages of a wrong shape, and lose none', async () => {
      const messages = await replayed({ malformedShare: 0.5 });
      const { malformed = 0 } = await injected();
      const noJson = messages.filter(({ body }) => body === undefined);
      const wrong = messages.filter(({ text }) => text.includes('"orderId":"x"'));
      expect(noJson.length).toBeGreaterThan(5);
      expect(wrong.length).toBeGreaterThan(5);
      expect(messages).toHaveLength(EVENTS + malformed);
    });

    it('let messages overtake each other, and lose none', async () => {
      const messages = await replayed({ shuffleWindow: 60 });
      expect(distinct(messages)).toBe(EVENTS);
      const versions = messages
        .map(({ body }) => body as { subject: string; data: { version: number } })
        .filter(({ subject }) => subject === 'order/1')
        .map(({ data }) => data.version);
      expect(versions.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
      expect(await injected()).toMatchObject({ shuffled: EVENTS });
    });

    it('fall on the same messages in every run of one seed', async () => {
      const losses = [];
      for (const _ of [1, 2]) {
        const messages = await replayed({ dropShare: 0.3 });
        losses.push(messages.map(({ text }) => text.replace(/"id":\s*"[^"]+"/, '')).sort());
      }
      expect(losses[0]).toEqual(losses[1]);
    });
  });

  describe('of contact calls', () => {
    let consumer: string;

    beforeAll(async () => {
      const contact = { ...JOHN, email: 'john@customers.example' };
      const { json } = await simulator.post<{ consumerId: number }>('/consumers', contact);
      consumer = `/consumers/${json.consumerId}`;
    });

    const suffer = (contact: object) => simulator.put('/simulator/faults', { contact });
    const calls = async (): Promise<Calls> =>
      (await simulator.get<Calls>('/simulator/contact-calls')).json;

    it.each([
      ['404', 404],
      ['500', 500],
    ])('answer %s', async (mode, status) => {
      await suffer({ mode });
      expect(await simulator.get(consumer)).toMatchObject({ status });
    });

    it('tell no e-mail address', async () => {
      await suffer({ mode: 'no-email' });
      expect((await simulator.get(consumer)).json).toMatchObject({ email: null, name: JOHN.name });
    });

    it('answer 200 with what is no JSON', async () => {
      await suffer({ mode: 'not-json' });
      const { status, text, json } = await simulator.get(consumer);
      expect({ status, json }).toEqual({ status: 200, json: undefined });
      expect(text).toContain('<html>');
    });

    it('answer late', async () => {
      await suffer({ mode: 'slow', delayMs: 150 });
      const before = performance.now();
      expect(await simulator.get(consumer)).toMatchObject({ status: 200 });
      expect(performance.now() - before).toBeGreaterThanOrEqual(149);
    });

    it('give no answer in time, and hold nothing for a caller who has hung up', async () => {
      await suffer({ mode: 'timeout', delayMs: 60_000 });
      const hungUp = fetch(`${simulator.url}${consumer}`, { signal: AbortSignal.timeout(300) });
      await expect(hungUp).rejects.toThrow();
      await eventually(async () => expect(await calls()).toMatchObject({ inFlight: 0 }));
    });

    it('are counted by mode', async () => {
      await suffer({ mode: '500' });
      await simulator.get(consumer);
      await simulator.get(consumer);
      expect((await simulator.get('/simulator/faults')).json).toMatchObject({
        contact: { mode: '500', share: 1 },
        injected: { contact: { '500': 2 } },
      });
    });

    it('measure how many calls are answered at once', async () => {
      await suffer({ mode: 'slow', delayMs: 300 });
      await simulator.send('DELETE', '/simulator/contact-calls', {});
      await Promise.all([1, 2, 3].map(() => simulator.get(consumer)));
      expect(await calls()).toEqual({ inFlight: 0, maxInFlight: 3, total: 3 });
    });

    it.each([{ contact: { mode: 'sometimes' } }, { events: { dropShare: 2 } }, { weather: 1 }])(
      'are refused with 400: %j',
      async (faults) => {
        expect(await simulator.put('/simulator/faults', faults)).toMatchObject({ status: 400 });
      },
    );
  });
});
