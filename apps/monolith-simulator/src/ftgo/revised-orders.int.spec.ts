import { translateDomainEvent } from '@ftgo/monolith-contracts';
import type { Oakland } from '../testing/ajanta-over-rest.js';
import { localTimeIn, placeOrder, settleOakland } from '../testing/ajanta-over-rest.js';
import type { TappedEvent } from '../testing/event-tap.js';
import { eventsIn } from '../testing/event-tap.js';
import type { TestSimulator } from '../testing/test-simulator.js';
import { startSimulator } from '../testing/test-simulator.js';

const THALI = {
  name: 'Ajanta',
  menu: {
    menuItemDTOs: [
      { id: 'vindaloo', name: 'Chicken Vindaloo', price: '12.34' },
      { id: 'naan', name: 'Garlic Naan', price: '0.05' },
      { id: 'water', name: 'Water', price: '0.00' },
    ],
  },
};

describe('an order whose quantities are revised', () => {
  let simulator: TestSimulator;
  let oakland: Oakland;

  beforeAll(async () => {
    simulator = await startSimulator();
    oakland = await settleOakland(simulator);
    const { json } = await simulator.post<{ id: number }>('/restaurants', THALI);
    oakland = { ...oakland, restaurantId: json.id };
  });
  afterAll(() => simulator.stop());

  const place = (lineItems: object = [{ menuItemId: 'vindaloo', quantity: 5 }]) =>
    placeOrder(simulator, oakland, { lineItems });
  const revise = (orderId: number, revisedLineItemQuantities: unknown) =>
    simulator.post(`/orders/${orderId}/revise`, { revisedLineItemQuantities });
  const rowOf = async (orderId: number) => {
    const [row] = await simulator.database.query<{ version: number; total: string }>(
      'select version, order_total::text as total from orders where id = $1',
      [orderId],
    );
    return row;
  };
  const eventsOf = async (orderId: number): Promise<TappedEvent[]> =>
    eventsIn(await simulator.settledMessages())
      .filter(({ subject }) => subject === `order/${orderId}`)
      .sort((a, b) => a.data.version - b.data.version);

  it('has its total in its row from the beginning', async () => {
    const orderId = await place();
    expect(await rowOf(orderId)).toEqual({ version: 0, total: '61.70' });
  });

  it('has the new total in its row, one version later (I1)', async () => {
    const orderId = await place();
    await revise(orderId, { vindaloo: 10 });
    expect(await rowOf(orderId)).toEqual({ version: 1, total: '123.40' });
  });

  it('tells the same total by its row, its event and its answer (I4)', async () => {
    const orderId = await place([
      { menuItemId: 'vindaloo', quantity: 1 },
      { menuItemId: 'naan', quantity: 1 },
    ]);
    const { json } = await revise(orderId, { vindaloo: 3, naan: 7 });
    expect(json).toMatchObject({ orderId, orderTotal: '37.37' });
    expect(await rowOf(orderId)).toEqual({ version: 1, total: '37.37' });
    const [, revised] = await eventsOf(orderId);
    expect(revised).toMatchObject({
      type: 'ftgo.order.revised.v1',
      data: { orderId, version: 1, orderTotal: '37.37' },
    });
  });

  it('is understood by the service as another total, and as nothing else', async () => {
    const orderId = await place();
    await revise(orderId, { vindaloo: 2 });
    const [, revised] = await eventsOf(orderId);
    const read = translateDomainEvent(revised, Number);
    expect(read).toMatchObject({
      understood: true,
      changes: [{ kind: 'order', orderId, version: 1, fields: { orderTotalCents: 2_468 } }],
    });
  });

  it.each<[string, object, string]>([
    ['nothing at all', { vindaloo: 0 }, '0.00'],
    ['a thousand', { vindaloo: 1_000 }, '12340.00'],
    ['as much as before', { vindaloo: 5 }, '61.70'],
    ['a number that is written as a text', { vindaloo: '2' }, '24.68'],
  ])('may come to %s', async (_what, quantities, total) => {
    const orderId = await place();
    expect(await revise(orderId, quantities)).toMatchObject({ status: 200 });
    expect(await rowOf(orderId)).toEqual({ version: 1, total });
  });

  it('may be revised again and again, a version each time', async () => {
    const orderId = await place();
    for (const quantity of [1, 2, 3]) await revise(orderId, { vindaloo: quantity });
    expect(await rowOf(orderId)).toEqual({ version: 3, total: '37.02' });
    const events = await eventsOf(orderId);
    expect(events.map(({ data }) => [data.version, data['orderTotal']])).toEqual([
      ...[[0, '61.70'] as const, [1, '12.34'] as const],
      ...[[2, '24.68'] as const, [3, '37.02'] as const],
    ]);
  });

  it('gets every version once when two revise it at the same time', async () => {
    const orderId = await place();
    const quantities = [1, 2, 3, 4, 6, 7, 8, 9];
    const answers = await Promise.all(
      quantities.map((quantity) => revise(orderId, { vindaloo: quantity })),
    );
    expect(answers.map(({ status }) => status)).toEqual(quantities.map(() => 200));
    const events = await eventsOf(orderId);
    expect(events.map(({ data }) => data.version)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const newest = events.at(-1)?.data;
    expect(await rowOf(orderId)).toEqual({ version: 8, total: newest?.['orderTotal'] });
  });

  it.each<[string, unknown]>([
    ['an unknown item', { vindaloo: 1, haggis: 1 }],
    ['an item missing', { naan: 1 }],
    ['no quantities', {}],
    ['null', null],
    ['more than the "minimum"', { vindaloo: 200_000_000 }],
  ])('stays as it was, and tells nothing, when it is refused with %s (I4)', async (_what, bad) => {
    const orderId = await place();
    expect(await revise(orderId, bad)).toMatchObject({ status: 500 });
    expect(await rowOf(orderId)).toEqual({ version: 0, total: '61.70' });
    expect(await eventsOf(orderId)).toHaveLength(1);
    const [item] = await simulator.database.query(
      'select quantity from order_line_items where order_id = $1',
      [orderId],
    );
    expect(item).toEqual({ quantity: 5 });
  });

  it.each(['accept', 'cancel', 'reject'])('cannot be revised any more after: %s', async (path) => {
    const orderId = await place();
    const prefix = path === 'reject' ? '/simulator/orders' : '/orders';
    await simulator.post(`${prefix}/${orderId}/${path}`, { readyBy: localTimeIn(20) });
    expect(await revise(orderId, { vindaloo: 1 })).toMatchObject({ status: 500 });
    expect(await rowOf(orderId)).toEqual({ version: 1, total: '61.70' });
  });

  it('is a 404 without a body when there is none', async () => {
    expect(await revise(999_999, { vindaloo: 1 })).toMatchObject({ status: 404, text: '' });
  });

  it('keeps its new total to the end of its delivery', async () => {
    const orderId = await place();
    await revise(orderId, { vindaloo: 1 });
    await simulator.post(`/orders/${orderId}/accept`, { readyBy: localTimeIn(20) });
    for (const path of ['preparing', 'ready', 'pickedup', 'delivered']) {
      await simulator.post(`/orders/${orderId}/${path}`);
    }
    expect(await rowOf(orderId)).toEqual({ version: 6, total: '12.34' });
    expect((await simulator.get(`/orders/${orderId}`)).json).toMatchObject({
      ...{ state: 'DELIVERED', orderTotal: '12.34' },
    });
  });
});
