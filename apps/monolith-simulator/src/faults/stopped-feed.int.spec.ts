import { FEED_EVENTS, translateDomainEvent } from '@ftgo/monolith-contracts';
import { eventually } from '@ftgo/platform-rabbitmq/testing';
import { localTimeIn, placeOrder, settleOakland } from '../testing/ajanta-over-rest.js';
import type { Oakland } from '../testing/ajanta-over-rest.js';
import type { TappedEvent, TappedMessage } from '../testing/event-tap.js';
import { eventsIn } from '../testing/event-tap.js';
import type { TestSimulator } from '../testing/test-simulator.js';
import { startSimulator } from '../testing/test-simulator.js';

const HEARTBEAT_MS = 100;
const [HEARTBEAT] = Object.keys(FEED_EVENTS);

describe('the heartbeats of a feed', () => {
  let simulator: TestSimulator;
  let oakland: Oakland;

  beforeAll(async () => {
    simulator = await startSimulator({ HEARTBEAT_MS: String(HEARTBEAT_MS) });
    oakland = await settleOakland(simulator);
  });
  afterEach(async () => {
    await simulator.put('/simulator/faults', {});
    await outboxDrained();
  });
  afterAll(() => simulator.stop());

  const suffer = (events: object) => simulator.put('/simulator/faults', { seed: 1, events });
  const isBeat = ({ routingKey }: TappedMessage): boolean => routingKey === HEARTBEAT;
  const beats = (): TappedMessage[] => simulator.messages.filter(isBeat);
  const news = (): TappedMessage[] => simulator.messages.filter((each) => !isBeat(each));
  const versionsOf = (orderId: number): number[] =>
    (eventsIn(news()) as TappedEvent[])
      .filter(({ subject }) => subject === `order/${orderId}`)
      .map(({ data }) => data.version);
  const moreBeats = async (count: number): Promise<void> => {
    const before = beats().length;
    await eventually(() => expect(beats().length).toBeGreaterThanOrEqual(before + count));
  };
  const waiting = async (): Promise<number> => {
    const [row] = await simulator.database.query<{ count: number }>(
      'select count(*) as count from outbox where routing_key <> $1',
      [HEARTBEAT],
    );
    return Number(row?.count);
  };
  const outboxDrained = () => eventually(async () => expect(await waiting()).toBe(0));
  const oldestAge = async (): Promise<number> => {
    const [row] = await simulator.database.query<{ age: number }>(
      `select coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float as age
       from outbox`,
    );
    return row?.age ?? 0;
  };
  /** Stops the feed, and waits until what was on its way has arrived. */
  const stopped = async (): Promise<void> => {
    await suffer({ stopped: true });
    // Whatever still waits after so long is not being relayed.
    await eventually(async () => expect(await oldestAge()).toBeGreaterThan(1));
  };

  it('go the way of the messages, through the outbox, and are understood (I7)', async () => {
    await moreBeats(3);
    for (const { body } of beats()) {
      expect(translateDomainEvent(body, Number)).toMatchObject({
        understood: true,
        changes: [{ kind: 'heartbeat', sentAt: expect.any(Date) }],
      });
    }
    const times = beats().map(({ body }) => (body as TappedEvent).time);
    expect(new Set(times).size).toBe(times.length);
  });

  it('come while nothing else happens, and are not counted as events', async () => {
    await outboxDrained();
    const published = async () =>
      (await simulator.get<{ eventsPublished: number }>('/simulator/replay')).json.eventsPublished;
    const before = await published();
    await moreBeats(3);
    expect(await published()).toBe(before);
    const { text } = await simulator.get('/metrics');
    expect(text).toMatch(/simulator_events_published_total\{type="ftgo\.feed\.heartbeat\.v1"/);
  });

  it('do not get lost while every event does (I7)', async () => {
    await suffer({ dropShare: 1, duplicateShare: 1, unknownTypeShare: 1, malformedShare: 1 });
    const [before, heard] = [news().length, simulator.messages.length];
    const orderId = await placeOrder(simulator, oakland);
    await outboxDrained();
    await moreBeats(3);
    expect(news()).toHaveLength(before);
    expect(versionsOf(orderId)).toEqual([]);
    for (const each of simulator.messages.slice(heard)) expect(isBeat(each)).toBe(true);
    const { json } = await simulator.get('/simulator/faults');
    expect(json).toMatchObject({ injected: { events: { dropped: 1, duplicates: 0 } } });
  });

  it('stop with the feed: nothing leaves, heartbeats neither (I7)', async () => {
    await stopped();
    const heard = simulator.messages.length;
    const orderId = await placeOrder(simulator, oakland);
    await simulator.post(`/orders/${orderId}/accept`, { readyBy: localTimeIn(20) });
    await eventually(async () => expect(await oldestAge()).toBeGreaterThan(2));
    expect(simulator.messages).toHaveLength(heard);
    expect(await waiting()).toBe(2);
  });

  it('leave the monolith itself alive while its feed is dead', async () => {
    await stopped();
    const orderId = await placeOrder(simulator, oakland);
    expect((await simulator.get(`/orders/${orderId}`)).json).toMatchObject({ state: 'APPROVED' });
    expect((await simulator.get('/livez')).status).toBe(200);
    expect((await simulator.get('/simulator/faults')).json).toMatchObject({
      events: { stopped: true },
    });
  });

  it('do not pile up behind a dead feed (I11)', async () => {
    await stopped();
    const beatsWaiting = async (): Promise<number> => {
      const rows = await simulator.database.query('select from outbox where routing_key = $1', [
        HEARTBEAT,
      ]);
      return rows.length;
    };
    const before = await beatsWaiting();
    const age = await oldestAge();
    // For as long as twenty heartbeats would take.
    await eventually(async () =>
      expect(await oldestAge()).toBeGreaterThan(age + (20 * HEARTBEAT_MS) / 1000),
    );
    expect(await beatsWaiting()).toBe(before);
    expect(before).toBeLessThan(8);
  });

  it('go on with the feed, which tells then all that it had kept, each once (I1)', async () => {
    await stopped();
    const orders: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const orderId = await placeOrder(simulator, oakland);
      await simulator.post(`/orders/${orderId}/accept`, { readyBy: localTimeIn(20) });
      await simulator.post(`/orders/${orderId}/preparing`);
      orders.push(orderId);
    }
    for (const orderId of orders) expect(versionsOf(orderId)).toEqual([]);
    await suffer({});
    await eventually(() => {
      for (const orderId of orders) expect(versionsOf(orderId).sort()).toEqual([0, 1, 2]);
    });
    await moreBeats(2);
    for (const orderId of orders) expect(versionsOf(orderId)).toHaveLength(3);
  });

  it('tell when they were written: one that waited is as old as it is (I7)', async () => {
    await stopped();
    const [row] = await simulator.database.query<{ body: TappedEvent }>(
      'select body from outbox where routing_key = $1 order by created_at limit 1',
      [HEARTBEAT],
    );
    await suffer({});
    await eventually(() => {
      const arrived = beats().find(({ body }) => (body as TappedEvent).id === row?.body.id);
      expect(arrived?.body).toMatchObject({ time: row?.body.time, data: row?.body.data });
    });
  });

  it('are none when nobody asked for them', async () => {
    const silent = await startSimulator({ HEARTBEAT_MS: '0' });
    await settleOakland(silent);
    const messages = await silent.settledMessages();
    expect(messages.filter(isBeat)).toEqual([]);
    expect(messages).toHaveLength(1);
    await silent.stop();
  });
});
