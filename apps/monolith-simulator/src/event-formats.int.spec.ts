import { madeTrace, monolithMoments } from '@ftgo/monolith-traces';
import { readMessage, TRAM_CHANNELS } from '@ftgo/monolith-contracts';
import {
  eventually,
  inOwnVirtualHost,
  testBrokerUrl,
  withChannel,
} from '@ftgo/platform-rabbitmq/testing';
import { localTimeIn, placeOrder, settleOakland } from './testing/ajanta-over-rest.js';
import type { TappedMessage } from './testing/event-tap.js';
import { factsIn } from './testing/facts.js';
import type { TestSimulator } from './testing/test-simulator.js';
import { startSimulator } from './testing/test-simulator.js';
import type { TappedTram } from './testing/tram-tap.js';
import { ownIds, TramTap } from './testing/tram-tap.js';

const DELIVERY = [
  ...['OrderCreatedEvent', 'OrderAccepted', 'OrderPreparationStarted'],
  ...['OrderReadyForPickup', 'OrderPickedUp', 'OrderDelivered'],
];
const [ORDERS, RESTAURANTS] = TRAM_CHANNELS;

inOwnVirtualHost();

describe('the formats of the monolith’s events', () => {
  let tap: TramTap;
  let simulator: TestSimulator;

  beforeAll(async () => {
    tap = await TramTap.open(testBrokerUrl());
  });
  afterEach(() => simulator.stop());
  afterAll(() => tap.close());

  const start = async (formats: string): Promise<number> => {
    simulator = await startSimulator({ EVENT_FORMATS: formats });
    return ownIds(simulator);
  };
  /** Ajanta opens, and delivers a Chicken Vindaloo. @returns the order's id */
  const deliverVindaloo = async (): Promise<number> => {
    const oakland = await settleOakland(simulator);
    const orderId = await placeOrder(simulator, oakland, { deliveryTime: localTimeIn(60) });
    await simulator.post(`/orders/${orderId}/accept`, { readyBy: localTimeIn(20) });
    for (const path of ['preparing', 'ready', 'pickedup', 'delivered']) {
      await simulator.post(`/orders/${orderId}/${path}`);
    }
    return orderId;
  };
  const tramOf = (from: number, count: number) =>
    eventually(() => {
      const messages = tap.of(from);
      expect(messages.length).toBeGreaterThanOrEqual(count);
      return messages;
    });
  const classOf = (body: unknown): string =>
    (body as TappedTram).headers['event-type']?.split('.').at(-1) ?? '';

  it('are our catalogue’s alone by default: no channel of FTGO’s hears anything', async () => {
    const from = await start('events');
    await deliverVindaloo();
    expect(await simulator.settledMessages()).toHaveLength(7);
    expect(tap.of(from)).toEqual([]);
  });

  it('are Eventuate Tram’s alone where that was asked for', async () => {
    const from = await start('tram');
    const orderId = await deliverVindaloo();
    expect(await simulator.settledMessages()).toEqual([]);
    const messages = await tramOf(from, 7);
    const ofOrder = messages.filter(({ channel }) => channel === ORDERS);
    expect(ofOrder.map(({ body }) => classOf(body)).sort()).toEqual(DELIVERY.toSorted());
    for (const { body, routingKey } of ofOrder) {
      expect(routingKey).toBe(String(orderId));
      expect(body).toMatchObject({
        headers: { 'event-aggregate-type': ORDERS, 'event-aggregate-id': String(orderId) },
      });
    }
    const ofRestaurant = messages.filter(({ channel }) => channel === RESTAURANTS);
    expect(ofRestaurant.map(({ body }) => classOf(body))).toEqual(['RestaurantCreated']);
  });

  it('say the same facts at once where both were asked for (I1)', async () => {
    const from = await start('events,tram');
    await deliverVindaloo();
    const events = factsIn('events', await simulator.settledMessages());
    const tram = factsIn('tram', await tramOf(from, 7));
    expect(events).toHaveLength(7);
    expect(withoutFractions(tram)).toEqual(withoutFractions(events));
  });

  it('suffer the same faults on FTGO’s channels: duplicates have the same id (I1)', async () => {
    const from = await start('tram');
    await simulator.put('/simulator/faults', { seed: 1, events: { duplicateShare: 1 } });
    await deliverVindaloo();
    const messages = await tramOf(from, 14);
    expect(messages).toHaveLength(14);
    for (const { messageId, text } of messages) {
      const same = messages.filter((each) => each.messageId === messageId);
      expect(same.map((each) => each.text)).toEqual([text, text]);
    }
  });

  it('keep what a stopped feed owes on FTGO’s channels, and tell it later', async () => {
    const from = await start('tram');
    await simulator.put('/simulator/faults', { events: { stopped: true } });
    const orderId = await deliverVindaloo();
    const waiting = await simulator.database.query('select from outbox');
    await simulator.put('/simulator/faults', {});
    const messages = await tramOf(from, 7);
    expect(waiting.length).toBeGreaterThan(0);
    expect(messages).toHaveLength(7);
    const versions = factsIn('tram', messages)
      .filter((fact) => JSON.stringify(fact).includes(`order ${orderId} `))
      .map((fact) => (fact as { version: number }).version);
    expect(versions).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('are none where only the log is tailed, and the outbox stays empty', async () => {
    const from = await start('none');
    const orderId = await deliverVindaloo();
    expect(await simulator.settledMessages()).toEqual([]);
    expect(tap.of(from)).toEqual([]);
    const { database } = simulator;
    expect(await database.query('select from outbox')).toEqual([]);
    expect(
      await database.query('select version, order_state as state from orders where id = $1', [
        orderId,
      ]),
    ).toEqual([{ version: 5, state: 'DELIVERED' }]);
  });

  it.each(['none', 'events'])('write the same rows: %s', async (formats) => {
    await start(formats);
    const orderId = await deliverVindaloo();
    const [row] = await simulator.database.query(
      `select version, order_total::text as total, ready_by > accept_time as "isAhead",
         delivered_time is not null as "isDelivered" from orders where id = $1`,
      [orderId],
    );
    expect(row).toEqual({ version: 5, total: '61.70', isAhead: true, isDelivered: true });
  });

  it('tell of a replayed trace all that happened, in each format alike (I1)', async () => {
    await start('events,tram');
    const trace = madeTrace({ orders: 25, seed: 5 });
    const moments = monolithMoments(trace).length;
    const before = tap.messages.length;
    const traceFile = await simulator.traceFile(trace);
    await simulator.post('/simulator/replay', { traceFile, stepped: true, fresh: true });
    await simulator.post('/simulator/replay/advance', { to: '2030-01-01T00:00:00Z' });
    const heard = await simulator.settledMessages();
    expect(heard).toHaveLength(moments);
    const events = factsIn('events', heard);
    // Others on this broker may replay as well: what counts is that all of ours is among it.
    await eventually(() => {
      const tram = factsIn('tram', tap.messages.slice(before).filter(isUnderstandable));
      expect(withoutFractions(tram)).toEqual(
        expect.arrayContaining(withoutFractions(events) as object[]),
      );
    });
  });

  it('need no durable channels: they are declared as Eventuate declares them', async () => {
    await start('tram');
    await withChannel(async (channel) => {
      for (const name of TRAM_CHANNELS) {
        await expect(
          channel.assertExchange(name, 'fanout', { durable: false }),
        ).resolves.toMatchObject({ exchange: name });
      }
    });
  });
});

/** Tram's local times may be told to the second only. */
function withoutFractions(facts: readonly object[]): unknown {
  return JSON.parse(JSON.stringify(facts).replace(/\.\d{3,6}Z/g, 'Z'));
}

function isUnderstandable({ text, routingKey }: TappedMessage): boolean {
  const message = { feed: 'tram' as const, routingKey, headers: {}, body: Buffer.from(text) };
  return readMessage(message, (wallClockMs) => wallClockMs).understood;
}
