import {
  AJANTA,
  JOHN,
  localTimeIn,
  placeOrder,
  settleOakland,
} from '../testing/ajanta-over-rest.js';
import type { Oakland } from '../testing/ajanta-over-rest.js';
import type { TestSimulator } from '../testing/test-simulator.js';
import { startSimulator } from '../testing/test-simulator.js';

describe("FTGO's REST as it really is", () => {
  let simulator: TestSimulator;
  let oakland: Oakland;

  beforeAll(async () => {
    simulator = await startSimulator();
    oakland = await settleOakland(simulator);
  });
  afterAll(() => simulator.stop());

  const accept = (orderId: number, readyBy = localTimeIn(20)) =>
    simulator.post(`/orders/${orderId}/accept`, { readyBy });

  describe('consumers', () => {
    it('answers 200 and the id when one is created', async () => {
      const { status, json } = await simulator.post('/consumers', JOHN);
      expect({ status, json }).toEqual({ status: 200, json: { consumerId: expect.any(Number) } });
    });

    it('tells a consumerId of 0, whoever is asked for', async () => {
      const { json } = await simulator.get(`/consumers/${oakland.consumerId}`);
      expect(json).toEqual({
        consumerId: 0,
        name: { firstName: 'John', lastName: 'Doe' },
        email: null,
        phone: null,
        locale: null,
      });
    });

    it('keeps contact data and locale, which are additions', async () => {
      const contact = { email: 'john@customers.example', phone: '+15105550100', locale: 'ko' };
      const { json } = await simulator.post<{ consumerId: number }>('/consumers', {
        ...JOHN,
        ...contact,
      });
      expect((await simulator.get(`/consumers/${json.consumerId}`)).json).toMatchObject(contact);
    });

    it('answers 404 without a body for an unknown consumer', async () => {
      expect(await simulator.get('/consumers/999999')).toMatchObject({ status: 404, text: '' });
    });

    it('answers 400 for an id that is no number', async () => {
      expect(await simulator.get('/consumers/seven')).toMatchObject({ status: 400 });
    });
  });

  describe('bodies', () => {
    it('refuses unknown properties with 400', async () => {
      const { status, json } = await simulator.post('/consumers', { ...JOHN, age: 41 });
      expect(status).toBe(400);
      expect(json).toMatchObject({ status: 400, error: 'Bad Request', path: '/consumers' });
    });

    it('refuses Money as a JSON number with 400', async () => {
      const menu = { menuItemDTOs: [{ id: '1', name: 'Chicken Vindaloo', price: 12.34 }] };
      expect(await simulator.post('/restaurants', { ...AJANTA, menu })).toMatchObject({
        status: 400,
      });
    });

    it('calls the menu menuItemDTOs, and refuses menuItems', async () => {
      const menu = { menuItems: AJANTA.menu.menuItemDTOs };
      expect(await simulator.post('/restaurants', { ...AJANTA, menu })).toMatchObject({
        status: 400,
      });
    });

    it('refuses a LocalDateTime with an offset with 400', async () => {
      const orderId = await placeOrder(simulator, oakland);
      for (const readyBy of ['2030-10-03T18:40:00Z', '2030-10-03T18:40:00+09:00']) {
        expect(await accept(orderId, readyBy)).toMatchObject({ status: 400 });
      }
    });

    it('refuses 31 February with 400', async () => {
      const orderId = await placeOrder(simulator, oakland);
      expect(await accept(orderId, '2030-02-31T18:40:00')).toMatchObject({ status: 400 });
    });

    it('answers 400 for what is no JSON and for no body at all', async () => {
      const json = { 'content-type': 'application/json' };
      expect(await simulator.send('POST', '/orders', json, '{"consumerId"')).toMatchObject({
        status: 400,
      });
      expect(await simulator.send('POST', '/orders', json)).toMatchObject({ status: 400 });
    });

    it('answers 415 for a body that is not called JSON', async () => {
      const text = { 'content-type': 'text/plain' };
      expect(await simulator.send('POST', '/orders', text, 'five')).toMatchObject({ status: 415 });
    });
  });

  describe('errors', () => {
    it("answers a broken rule with 500 and Spring's default body", async () => {
      const { status, json } = await simulator.post('/orders/999999/preparing');
      expect(status).toBe(500);
      expect(json).toEqual({
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
        status: 500,
        error: 'Internal Server Error',
        message: 'Order not found with id 999999',
        path: '/orders/999999/preparing',
      });
    });

    it('answers an unknown path with the same body', async () => {
      const { status, json } = await simulator.get('/tickets?of=ajanta');
      expect(status).toBe(404);
      expect(json).toMatchObject({ status: 404, error: 'Not Found', path: '/tickets' });
    });
  });

  describe('restaurants', () => {
    it('tells id and name, and neither address nor menu nor hours', async () => {
      const { json } = await simulator.get(`/restaurants/${oakland.restaurantId}`);
      expect(json).toEqual({ id: oakland.restaurantId, name: 'Ajanta' });
    });

    it('answers 404 without a body for an unknown restaurant', async () => {
      expect(await simulator.get('/restaurants/999999')).toMatchObject({ status: 404, text: '' });
    });

    it('fails with 500 on a restaurant without a menu', async () => {
      expect(await simulator.post('/restaurants', { name: 'Ajanta' })).toMatchObject({
        status: 500,
      });
    });

    it('takes a time zone and opening hours, which are additions', async () => {
      const openingHours = [{ dayOfWeek: 5, opens: '18:00', closes: '02:00' }];
      const hours = { timeZone: 'Asia/Seoul', openingHours };
      const { json } = await simulator.post<{ id: number }>('/restaurants', {
        ...AJANTA,
        ...hours,
      });
      const event = (await simulator.settledMessages()).at(-1);
      expect(event?.body).toMatchObject({
        type: 'ftgo.restaurant.created.v1',
        data: { restaurantId: json.id, ...hours },
      });
    });
  });

  describe('orders', () => {
    it('tells no time, no consumer and no restaurant id, and null before acceptance', async () => {
      const orderId = await placeOrder(simulator, oakland);
      expect((await simulator.get(`/orders/${orderId}`)).json).toEqual({
        orderId,
        state: 'APPROVED',
        orderTotal: '61.70',
        restaurantName: 'Ajanta',
        assignedCourier: null,
        courierActions: null,
      });
    });

    it('answers 404 without a body for an unknown order, and 500 where it is accepted', async () => {
      expect(await simulator.get('/orders/999999')).toMatchObject({ status: 404, text: '' });
      expect(await simulator.post('/orders/999999/cancel')).toMatchObject({ status: 404 });
      expect(await accept(999999)).toMatchObject({ status: 500 });
    });

    it('fails with 500 on an unknown consumer, restaurant or menu item', async () => {
      const { consumerId, restaurantId } = oakland;
      const lineItems = [{ menuItemId: '1', quantity: 1 }];
      const good = { consumerId, restaurantId, lineItems };
      for (const bad of [
        { ...good, consumerId: 999999 },
        { ...good, restaurantId: 999999 },
        { ...good, lineItems: [{ menuItemId: 'haggis', quantity: 1 }] },
        { consumerId, restaurantId },
      ]) {
        expect(await simulator.post('/orders', bad)).toMatchObject({ status: 500 });
      }
    });

    it('lists the orders of a consumer, and wants to be told whose', async () => {
      const { consumerId } = (await simulator.post<{ consumerId: number }>('/consumers', JOHN))
        .json;
      const orderId = await placeOrder(simulator, { ...oakland, consumerId });
      const { json } = await simulator.get(`/orders?consumerId=${consumerId}`);
      expect(json).toMatchObject([{ orderId }]);
      expect(await simulator.get('/orders')).toMatchObject({ status: 400 });
    });

    it('goes from acceptance to delivery, one path a state, with empty answers', async () => {
      const orderId = await placeOrder(simulator, oakland);
      expect(await accept(orderId)).toMatchObject({ status: 200, text: '' });
      for (const path of ['preparing', 'ready', 'pickedup', 'delivered']) {
        expect(await simulator.post(`/orders/${orderId}/${path}`)).toMatchObject({
          status: 200,
          text: '',
        });
      }
      expect((await simulator.get(`/orders/${orderId}`)).json).toMatchObject({
        state: 'DELIVERED',
        assignedCourier: oakland.courierId,
        courierActions: [{ type: 'PICKUP' }, { type: 'DROPOFF' }],
      });
    });

    it('accepts only with a readyBy that is still to come', async () => {
      const orderId = await placeOrder(simulator, oakland);
      expect(await accept(orderId, localTimeIn(-1))).toMatchObject({ status: 500 });
      expect(await simulator.post(`/orders/${orderId}/accept`, {})).toMatchObject({ status: 500 });
      expect((await simulator.get(`/orders/${orderId}`)).json).toMatchObject({ state: 'APPROVED' });
    });

    it('fails with 500 to accept while no courier is available', async () => {
      const orderId = await placeOrder(simulator, oakland);
      const availability = `/couriers/${oakland.courierId}/availability`;
      await simulator.post(availability, { available: false });
      expect(await accept(orderId)).toMatchObject({ status: 500 });
      await simulator.post(availability, { available: true });
      expect(await accept(orderId)).toMatchObject({ status: 200 });
    });

    it('cancels an order that waits for the restaurant, whatever the body', async () => {
      const orderId = await placeOrder(simulator, oakland);
      const json = { 'content-type': 'application/json' };
      const { status } = await simulator.send('POST', `/orders/${orderId}/cancel`, json, 'please');
      expect(status).toBe(200);
      expect((await simulator.get(`/orders/${orderId}`)).json).toMatchObject({
        state: 'CANCELLED',
      });
    });

    it('neither cancels nor revises once the restaurant has accepted', async () => {
      const orderId = await placeOrder(simulator, oakland);
      await accept(orderId);
      expect(await simulator.post(`/orders/${orderId}/cancel`, {})).toMatchObject({
        status: 500,
        json: { message: 'current state: ACCEPTED' },
      });
      const revision = { revisedLineItemQuantities: { 1: 1 } };
      expect(await simulator.post(`/orders/${orderId}/revise`, revision)).toMatchObject({
        status: 500,
      });
    });

    it('revises quantities', async () => {
      const orderId = await placeOrder(simulator, oakland);
      const revision = { revisedLineItemQuantities: { 1: 10 } };
      expect((await simulator.post(`/orders/${orderId}/revise`, revision)).json).toMatchObject({
        orderTotal: '123.40',
      });
    });

    it('fails with 500 to revise past the "minimum", or with an item missing or unknown', async () => {
      const orderId = await placeOrder(simulator, oakland);
      for (const revisedLineItemQuantities of [{ 1: 200_000_000 }, {}, { 1: 1, haggis: 1 }]) {
        expect(
          await simulator.post(`/orders/${orderId}/revise`, { revisedLineItemQuantities }),
        ).toMatchObject({ status: 500 });
      }
    });
  });

  describe('couriers', () => {
    it('fails with 500 on one who was never said to be available or not', async () => {
      const { json } = await simulator.post<{ id: number }>('/couriers', JOHN);
      expect(await simulator.get(`/couriers/${json.id}`)).toMatchObject({ status: 500 });
      await simulator.post(`/couriers/${json.id}/availability`, { available: false });
      expect((await simulator.get(`/couriers/${json.id}`)).json).toEqual({
        id: json.id,
        plan: { actions: [] },
        available: false,
      });
    });

    it('fails with 500 on an unknown one', async () => {
      expect(await simulator.get('/couriers/999999')).toMatchObject({ status: 500 });
      expect(
        await simulator.post('/couriers/999999/availability', { available: true }),
      ).toMatchObject({ status: 500 });
    });
  });
});
