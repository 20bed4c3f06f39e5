import {
  AJANTA,
  JOHN,
  localTimeIn,
  placeOrder,
  settleOakland,
} from '../testing/ajanta-over-rest.js';
import type { Oakland } from '../testing/ajanta-over-rest.js';
import { eventsIn } from '../testing/event-tap.js';
import type { TestSimulator } from '../testing/test-simulator.js';
import { startSimulator } from '../testing/test-simulator.js';

const PATHS = ['accept', 'preparing', 'ready', 'pickedup', 'delivered'] as const;
type Path = (typeof PATHS)[number];

describe("FTGO's REST in its corners", () => {
  let simulator: TestSimulator;
  let oakland: Oakland;

  beforeAll(async () => {
    simulator = await startSimulator();
    oakland = await settleOakland(simulator);
  });
  afterAll(() => simulator.stop());

  const take = (orderId: number, path: string) =>
    simulator.post(
      `/orders/${orderId}/${path}`,
      path === 'accept' ? { readyBy: localTimeIn(20) } : undefined,
    );
  const stateOf = async (orderId: number): Promise<string> =>
    (await simulator.get<{ state: string }>(`/orders/${orderId}`)).json.state;
  /** An order that has come so far. */
  const orderAfter = async (...steps: readonly string[]): Promise<number> => {
    const orderId = await placeOrder(simulator, oakland);
    for (const step of steps) await take(orderId, step);
    return orderId;
  };

  describe('paths that do not fit the state of an order', () => {
    const STEPS: readonly (readonly [string, readonly Path[], Path | undefined])[] = [
      ['APPROVED', [], 'accept'],
      ['ACCEPTED', ['accept'], 'preparing'],
      ['PREPARING', ['accept', 'preparing'], 'ready'],
      ['READY_FOR_PICKUP', ['accept', 'preparing', 'ready'], 'pickedup'],
      ['PICKED_UP', ['accept', 'preparing', 'ready', 'pickedup'], 'delivered'],
      ['DELIVERED', [...PATHS], undefined],
    ];

    it.each(STEPS)('fail with 500 and the state in words: %s', async (state, steps, next) => {
      const orderId = await orderAfter(...steps);
      for (const path of PATHS.filter((each) => each !== next)) {
        expect(await take(orderId, path)).toMatchObject({
          status: 500,
          json: { message: `current state: ${state}`, error: 'Internal Server Error' },
        });
      }
      expect(await stateOf(orderId)).toBe(state);
    });

    it.each(STEPS)('take nothing back once the order is %s', async (state, steps) => {
      const orderId = await orderAfter(...steps);
      const { status } = await take(orderId, 'cancel');
      expect(status).toBe(state === 'APPROVED' ? 200 : 500);
    });

    it('lead nowhere after a cancellation', async () => {
      const orderId = await orderAfter('cancel');
      for (const path of [...PATHS, 'cancel']) {
        expect(await take(orderId, path)).toMatchObject({ status: 500 });
      }
      expect(await stateOf(orderId)).toBe('CANCELLED');
    });

    it('are taken once, however many ask at the same time (I4)', async () => {
      const orderId = await orderAfter();
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => take(orderId, 'accept')));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 500, 500, 500, 500]);
      const told = eventsIn(await simulator.settledMessages()).filter(
        ({ type, data }) => type === 'ftgo.order.accepted.v1' && data['orderId'] === orderId,
      );
      const [row] = await simulator.database.query('select version from orders where id = $1', [
        orderId,
      ]);
      expect(row).toEqual({ version: 1 });
      expect(told).toHaveLength(1);
    });
  });

  describe('the additions', () => {
    it.each([
      ['APPROVED', []],
      ['ACCEPTED', ['accept']],
      ['PREPARING', ['accept', 'preparing']],
      ['PICKED_UP', ['accept', 'preparing', 'ready', 'pickedup']],
    ])('let the restaurant cancel what is %s', async (_state, steps) => {
      const orderId = await orderAfter(...steps);
      expect(await simulator.post(`/simulator/orders/${orderId}/reject`)).toMatchObject({
        status: 200,
        json: { orderId, state: 'CANCELLED' },
      });
    });

    it.each([
      ['delivered', [...PATHS]],
      ['cancelled', ['cancel']],
    ])('change nothing of an order that was %s', async (_what, steps) => {
      const orderId = await orderAfter(...steps);
      const promise = { promisedAt: '2030-10-03T20:00:00Z' };
      const refused = [
        await simulator.post(`/simulator/orders/${orderId}/reject`),
        await simulator.post(`/simulator/orders/${orderId}/reschedule`, promise),
      ];
      for (const { status, json } of refused) {
        expect(status).toBeGreaterThanOrEqual(400);
        expect(json).toBeDefined();
      }
    });

    it.each([
      {},
      { promisedAt: 'soon' },
      { promisedAt: '2030-10-03T20:00:00' },
      { promisedAt: 7 },
      { promisedAt: null, why: 'rain' },
    ])('refuse a new promise like %j with 400 and the reason (I12)', async (body) => {
      const orderId = await orderAfter();
      expect(await simulator.post(`/simulator/orders/${orderId}/reschedule`, body)).toMatchObject({
        status: 400,
        json: { error: expect.any(String) },
      });
    });

    it('take a promise in any offset for the instant that it is', async () => {
      const orderId = await orderAfter();
      const path = `/simulator/orders/${orderId}/reschedule`;
      await simulator.post(path, { promisedAt: '2030-10-04T05:00:00+09:00' });
      const [row] = await simulator.database.query(
        'select delivery_time::text as at from orders where id = $1',
        [orderId],
      );
      expect(row).toEqual({ at: '2030-10-03 20:00:00' });
    });

    it.each(['reject', 'reschedule'])('know no order 999999: %s', async (path) => {
      const { status } = await simulator.post(`/simulator/orders/999999/${path}`, {
        promisedAt: null,
      });
      expect(status).toBe(404);
    });
  });

  describe('numbers', () => {
    it.each(['seven', '1.5', '0x1', '1e3', '9'.repeat(30), '%20', '1;drop'])(
      'are read as Java reads a long, and "%s" is none: 400',
      async (id) => {
        for (const path of [`/consumers/${id}`, `/restaurants/${id}`, `/couriers/${id}`]) {
          expect(await simulator.get(path)).toMatchObject({ status: 400 });
        }
        expect(await simulator.post(`/orders/${id}/cancel`)).toMatchObject({ status: 400 });
        expect(await simulator.get(`/orders?consumerId=${id}`)).toMatchObject({ status: 400 });
      },
    );

    it.each(['0', '-1', '999999'])('may name nobody: %s is a 404', async (id) => {
      expect(await simulator.get(`/consumers/${id}`)).toMatchObject({ status: 404, text: '' });
      expect(await simulator.get(`/restaurants/${id}`)).toMatchObject({ status: 404, text: '' });
      expect((await simulator.get(`/orders?consumerId=${id}`)).json).toEqual([]);
    });

    it('are taken as texts of digits too, as Jackson does', async () => {
      const { consumerId, restaurantId } = oakland;
      const { status, json } = await simulator.post<{ orderId: number }>('/orders', {
        ...{ consumerId: String(consumerId), restaurantId: String(restaurantId) },
        lineItems: [{ menuItemId: '1', quantity: '2' }],
      });
      expect(status).toBe(200);
      expect((await simulator.get(`/orders/${json.orderId}`)).json).toMatchObject({
        orderTotal: '24.68',
      });
    });
  });

  describe('texts', () => {
    it.each(['Ajanta "the best"', "Ajanta's; drop table orders", '아잔타', '🍛', ''])(
      'are kept as they are: %s',
      async (name) => {
        const { json } = await simulator.post<{ id: number }>('/restaurants', { ...AJANTA, name });
        expect((await simulator.get(`/restaurants/${json.id}`)).json).toEqual({
          id: json.id,
          name,
        });
      },
    );

    it('may be missing: a consumer without a name is a consumer', async () => {
      const { json } = await simulator.post<{ consumerId: number }>('/consumers', {});
      expect((await simulator.get(`/consumers/${json.consumerId}`)).json).toMatchObject({
        name: { firstName: null, lastName: null },
      });
    });

    it.each([{ ...JOHN, name: 'John Doe' }, { ...JOHN, email: 7 }, [], 'John', 7])(
      'are no consumer: %j is a 400',
      async (body) => {
        expect(await simulator.post('/consumers', body)).toMatchObject({
          status: 400,
          json: { error: 'Bad Request', path: '/consumers' },
        });
      },
    );
  });

  describe('menus', () => {
    it.each(['12', '12.3', '12.34', '0.00'])('take the price "%s"', async (price) => {
      const menu = { menuItemDTOs: [{ id: '1', name: 'Chicken Vindaloo', price }] };
      expect(await simulator.post('/restaurants', { ...AJANTA, menu })).toMatchObject({
        status: 200,
      });
    });

    it.each(['12,34', '$12', '', ' 12', 'twelve', '1e3'])(
      'refuse the price "%s"',
      async (price) => {
        const menu = { menuItemDTOs: [{ id: '1', name: 'Chicken Vindaloo', price }] };
        expect(await simulator.post('/restaurants', { ...AJANTA, menu })).toMatchObject({
          status: 400,
        });
      },
    );

    it('may be empty, and then nobody can order anything of it', async () => {
      const menu = { menuItemDTOs: [] };
      const { json } = await simulator.post<{ id: number }>('/restaurants', { ...AJANTA, menu });
      const lineItems = [{ menuItemId: '1', quantity: 1 }];
      const { consumerId } = oakland;
      expect(
        await simulator.post('/orders', { consumerId, restaurantId: json.id, lineItems }),
      ).toMatchObject({ status: 500, json: { message: 'Invalid menu item id 1' } });
    });

    it.each(['Oakland', 'America/Atlantis', '', '+25:00'])(
      'belong to no restaurant in the time zone "%s"',
      async (timeZone) => {
        expect(await simulator.post('/restaurants', { ...AJANTA, timeZone })).toMatchObject({
          status: 400,
        });
      },
    );
  });

  describe('couriers', () => {
    it('deliver what they were given, and plan it as a pickup and a dropoff', async () => {
      const orderId = await orderAfter('accept');
      const { json } = await simulator.get<{ assignedCourier: number }>(`/orders/${orderId}`);
      expect(json).toMatchObject({ courierActions: [{ type: 'PICKUP' }, { type: 'DROPOFF' }] });
      const courier = await simulator.get<{ plan: { actions: object[] } }>(
        `/couriers/${json.assignedCourier}`,
      );
      expect(courier.json).toMatchObject({ id: json.assignedCourier, available: true });
      expect(courier.json.plan.actions.length).toBeGreaterThanOrEqual(2);
    });

    it('are unavailable when nothing was said in the body', async () => {
      const { json } = await simulator.post<{ id: number }>('/couriers', JOHN);
      await simulator.post(`/couriers/${json.id}/availability`, {});
      expect((await simulator.get(`/couriers/${json.id}`)).json).toMatchObject({
        available: false,
      });
    });

    it.each([{ available: 'yes' }, { available: 1 }, { free: true }])(
      'are not made available by %j: 400',
      async (body) => {
        const path = `/couriers/${oakland.courierId}/availability`;
        expect(await simulator.post(path, body)).toMatchObject({ status: 400 });
      },
    );
  });
});
