import { ORDER_EVENTS, RESTAURANT_EVENTS, translateDomainEvent } from '@ftgo/monolith-contracts';
import type { Oakland } from '../testing/ajanta-over-rest.js';
import { localTimeIn, placeOrder, settleOakland } from '../testing/ajanta-over-rest.js';
import type { TappedEvent } from '../testing/event-tap.js';
import { eventsIn } from '../testing/event-tap.js';
import type { TestSimulator } from '../testing/test-simulator.js';
import { startSimulator } from '../testing/test-simulator.js';

const inUtc = (wallClockMs: number): number => wallClockMs;

describe('the events of what REST calls change', () => {
  let simulator: TestSimulator;
  let oakland: Oakland;

  beforeAll(async () => {
    simulator = await startSimulator();
    oakland = await settleOakland(simulator);
  });
  afterAll(() => simulator.stop());

  const eventsOf = async (orderId: number): Promise<TappedEvent[]> =>
    eventsIn(await simulator.settledMessages())
      .filter(({ subject }) => subject === `order/${orderId}`)
      .sort((a, b) => a.data.version - b.data.version);

  const deliver = async (orderId: number): Promise<void> => {
    await simulator.post(`/orders/${orderId}/accept`, { readyBy: localTimeIn(20) });
    for (const path of ['preparing', 'ready', 'pickedup', 'delivered']) {
      await simulator.post(`/orders/${orderId}/${path}`);
    }
  };

  it('tells of a whole delivery in the words of the catalogue, one version a step', async () => {
    const orderId = await placeOrder(simulator, oakland, { deliveryTime: localTimeIn(60) });
    await deliver(orderId);
    const events = await eventsOf(orderId);
    expect(events.map(({ type, data }) => [type, data.version])).toEqual([
      ['ftgo.order.created.v1', 0],
      ['ftgo.order.accepted.v1', 1],
      ['ftgo.order.preparation-started.v1', 2],
      ['ftgo.order.ready-for-pickup.v1', 3],
      ['ftgo.order.picked-up.v1', 4],
      ['ftgo.order.delivered.v1', 5],
    ]);
  });

  it('publishes nothing that the anti-corruption layer would not understand', async () => {
    const messages = await simulator.settledMessages();
    for (const { body, routingKey, messageId } of messages) {
      const event = body as { id: string; type: string; data: unknown };
      expect({ routingKey, messageId }).toEqual({ routingKey: event.type, messageId: event.id });
      expect(translateDomainEvent(event, inUtc)).toMatchObject({ understood: true });
      const schemas: Record<string, { parse(data: unknown): unknown }> = {
        ...ORDER_EVENTS,
        ...RESTAURANT_EVENTS,
      };
      expect(() => schemas[event.type]?.parse(event.data)).not.toThrow();
    }
    expect(messages.length).toBeGreaterThan(0);
  });

  it('reads a promise without an offset in the zone of the monolith', async () => {
    const orderId = await placeOrder(simulator, oakland, { deliveryTime: '2030-10-03T19:30:00' });
    const [created] = await eventsOf(orderId);
    expect(created?.data).toMatchObject({ promisedAt: '2030-10-03T19:30:00.000Z' });
  });

  it('tells the total of the line items as Money', async () => {
    const orderId = await placeOrder(simulator, oakland);
    const [created] = await eventsOf(orderId);
    expect(created?.data).toMatchObject({ orderTotal: '61.70', promisedAt: null });
  });

  it('tells who cancelled: the consumer over REST, the restaurant by an addition', async () => {
    const first = await placeOrder(simulator, oakland);
    await simulator.post(`/orders/${first}/cancel`, {});
    const second = await placeOrder(simulator, oakland);
    await simulator.post(`/orders/${second}/accept`, { readyBy: localTimeIn(20) });
    expect(await simulator.post(`/simulator/orders/${second}/reject`)).toMatchObject({
      status: 200,
    });
    expect((await eventsOf(first)).at(-1)?.data).toMatchObject({ cancelledBy: 'CONSUMER' });
    expect((await eventsOf(second)).at(-1)?.data).toMatchObject({ cancelledBy: 'RESTAURANT' });
  });

  it('moves a promise and takes it back, by an addition', async () => {
    const orderId = await placeOrder(simulator, oakland);
    const path = `/simulator/orders/${orderId}/reschedule`;
    await simulator.post(path, { promisedAt: '2030-10-03T20:00:00Z' });
    await simulator.post(path, { promisedAt: null });
    const promises = (await eventsOf(orderId)).slice(1).map(({ data }) => data['promisedAt']);
    expect(promises).toEqual(['2030-10-03T20:00:00.000Z', null]);
  });

  it('revises opening hours and closures as a whole, by an addition', async () => {
    const path = `/simulator/restaurants/${oakland.restaurantId}/opening-hours`;
    const openingHours = [{ dayOfWeek: 6, opens: '11:00', closes: '01:00' }];
    const closures = [{ from: '2030-10-05T20:00:00Z', to: '2030-10-06T11:00:00Z' }];
    const { json } = await simulator.put(path, { openingHours, closures });
    expect(json).toEqual({ id: oakland.restaurantId, version: 1 });
    const told = (await simulator.settledMessages()).at(-1);
    expect(told?.body).toMatchObject({
      type: 'ftgo.restaurant.opening-hours-revised.v1',
      data: {
        version: 1,
        openingHours,
        closures: [{ from: '2030-10-05T20:00:00.000Z', to: '2030-10-06T11:00:00.000Z' }],
      },
    });
    expect(
      await simulator.put('/simulator/restaurants/999999/opening-hours', { openingHours }),
    ).toMatchObject({ status: 404 });
  });

  it('tells nothing of a refused change, and leaves its row alone', async () => {
    const orderId = await placeOrder(simulator, oakland);
    await simulator.post(`/orders/${orderId}/delivered`);
    expect(await eventsOf(orderId)).toHaveLength(1);
    const [row] = await simulator.database.query('select version from orders where id = $1', [
      orderId,
    ]);
    expect(row).toEqual({ version: 0 });
  });

  it('counts what was published by type', async () => {
    await simulator.settledMessages();
    const { text } = await simulator.get('/metrics');
    expect(text).toMatch(
      /simulator_events_published_total\{type="ftgo\.order\.delivered\.v1",app="monolith-simulator"\} 1\b/,
    );
  });
});
