import { madeTrace } from '@ftgo/monolith-traces';
import { localTimeIn, placeOrder, settleOakland } from '../testing/ajanta-over-rest.js';
import type { Oakland } from '../testing/ajanta-over-rest.js';
import { ajanta, chickenVindaloo, minute, traceFromAjanta } from '../testing/mothers.js';
import type { TestSimulator } from '../testing/test-simulator.js';
import { startSimulator } from '../testing/test-simulator.js';

interface Counted {
  readonly versions: number;
  readonly rowsOfHours: number;
}

const LUNCH = { dayOfWeek: 5, opens: '11:00', closes: '14:00' };
const DINNER = { dayOfWeek: 5, opens: '18:00', closes: '02:00' };
const CLOSURE = { from: '2030-10-05T20:00:00Z', to: '2030-10-06T11:00:00Z' };

describe('what a replica must have heard to be complete', () => {
  let simulator: TestSimulator;

  beforeAll(async () => {
    simulator = await startSimulator();
  });
  beforeEach(() =>
    simulator.database.query(
      `truncate restaurants, orders, courier, restaurant_opening_hours, restaurant_closures,
         outbox cascade`,
    ),
  );
  afterAll(() => simulator.stop());

  const counted = async (): Promise<Counted> => {
    const { json } = await simulator.get<Counted>('/simulator/replay');
    return { versions: json.versions, rowsOfHours: json.rowsOfHours };
  };
  const versions = async (): Promise<number> => (await counted()).versions;
  const revise = ({ restaurantId }: Oakland, hours: object) =>
    simulator.put(`/simulator/restaurants/${restaurantId}/opening-hours`, hours);
  interface HoursRow {
    readonly id: number;
    readonly opens: string;
  }
  const rowsOfHours = (): Promise<HoursRow[]> =>
    simulator.database.query<HoursRow>(
      `select id, to_char(opens, 'HH24:MI') as opens from restaurant_opening_hours order by id`,
    );

  it('is nothing while the monolith is empty', async () => {
    expect(await counted()).toEqual({ versions: 0, rowsOfHours: 0 });
  });

  it('is a version for each restaurant and each order, from their first on (I1)', async () => {
    const oakland = await settleOakland(simulator);
    expect(await versions()).toBe(1);
    for (const count of [2, 3, 4]) {
      await placeOrder(simulator, oakland);
      expect(await versions()).toBe(count);
    }
  });

  it('is a version more with each change of an order (I1)', async () => {
    const oakland = await settleOakland(simulator);
    const orderId = await placeOrder(simulator, oakland);
    const before = await versions();
    await simulator.post(`/simulator/orders/${orderId}/reschedule`, {
      promisedAt: '2030-10-03T20:00:00Z',
    });
    await simulator.post(`/orders/${orderId}/revise`, { revisedLineItemQuantities: { 1: 2 } });
    await simulator.post(`/orders/${orderId}/accept`, { readyBy: localTimeIn(20) });
    for (const path of ['preparing', 'ready', 'pickedup', 'delivered']) {
      await simulator.post(`/orders/${orderId}/${path}`);
    }
    expect(await versions()).toBe(before + 7);
  });

  it('is not more after what was refused', async () => {
    const oakland = await settleOakland(simulator);
    const orderId = await placeOrder(simulator, oakland);
    const before = await counted();
    await simulator.post(`/orders/${orderId}/delivered`);
    await simulator.post(`/orders/${orderId}/revise`, { revisedLineItemQuantities: {} });
    await revise({ ...oakland, restaurantId: 999_999 }, { openingHours: [LUNCH] });
    expect(await counted()).toEqual(before);
  });

  it.each([
    ['nothing', [], [], 0],
    ['lunch', [LUNCH], [], 1],
    ['lunch and dinner', [LUNCH, DINNER], [], 2],
    ['lunch, dinner and a closure', [LUNCH, DINNER], [CLOSURE], 3],
    ['a closure only', [], [CLOSURE], 1],
  ])('is each row of hours and of closures: %s', async (_what, openingHours, closures, rows) => {
    const oakland = await settleOakland(simulator);
    await revise(oakland, { openingHours, closures });
    expect(await counted()).toEqual({ versions: 2, rowsOfHours: rows });
  });

  it('is the rows that there are now, not those that were replaced', async () => {
    const oakland = await settleOakland(simulator);
    for (const openingHours of [[LUNCH, DINNER], [DINNER], [LUNCH]]) {
      await revise(oakland, { openingHours, closures: [CLOSURE] });
    }
    expect(await counted()).toEqual({ versions: 4, rowsOfHours: 2 });
  });

  it('is as many versions as a replay publishes events (I1)', async () => {
    const traceFile = await simulator.traceFile(madeTrace({ orders: 40, seed: 8 }));
    await simulator.post('/simulator/replay', { traceFile, stepped: true, fresh: true });
    const heardBefore = (await simulator.settledMessages()).length;
    for (const to of [minute(-60), minute(60), '2030-01-01T00:00:00Z']) {
      await simulator.post('/simulator/replay/advance', { to });
    }
    const heard = (await simulator.settledMessages()).length - heardBefore;
    // The restaurants were told when the first moments were applied.
    expect(await versions()).toBe(heard);
    await simulator.post('/simulator/replay/stop');
  });

  it('grows with the replay, moment by moment', async () => {
    const trace = traceFromAjanta([chickenVindaloo()], ajanta());
    const traceFile = await simulator.traceFile(trace);
    await simulator.post('/simulator/replay', { traceFile, stepped: true, fresh: true });
    const seen: number[] = [];
    for (const at of [0, 3, 5, 15, 18, 40]) {
      await simulator.post('/simulator/replay/advance', { to: minute(at) });
      seen.push(await versions());
    }
    expect(seen).toEqual([2, 3, 4, 5, 6, 7]);
    await simulator.post('/simulator/replay/stop');
    expect(await versions()).toBe(7);
  });

  describe('of opening hours', () => {
    it('are new rows after each revision: not one id of before is left', async () => {
      const oakland = await settleOakland(simulator);
      await revise(oakland, { openingHours: [LUNCH, DINNER] });
      const before = await rowsOfHours();
      await revise(oakland, { openingHours: [LUNCH, DINNER] });
      const after = await rowsOfHours();
      expect(after.map(({ opens }) => opens)).toEqual(['11:00', '18:00']);
      expect(before.map(({ opens }) => opens)).toEqual(['11:00', '18:00']);
      const ids = new Set(before.map(({ id }) => id));
      expect(after.filter(({ id }) => ids.has(id))).toEqual([]);
    });

    it('are those of the restaurant that was revised; its neighbour keeps its own', async () => {
      const [one, other] = [await settleOakland(simulator), await settleOakland(simulator)];
      await revise(one, { openingHours: [LUNCH] });
      const kept = await rowsOfHours();
      await revise(other, { openingHours: [DINNER] });
      await revise(other, { openingHours: [LUNCH, DINNER] });
      expect(await rowsOfHours()).toEqual(expect.arrayContaining(kept));
      expect(await counted()).toEqual({ versions: 5, rowsOfHours: 3 });
    });

    it('are rewritten by two at once as if one came after the other (I4)', async () => {
      const oakland = await settleOakland(simulator);
      const sets = [[LUNCH], [DINNER], [LUNCH, DINNER], [DINNER]];
      const answers = await Promise.all(
        sets.map((openingHours) => revise(oakland, { openingHours })),
      );
      const told = answers.map(({ json }) => (json as { version: number }).version);
      expect(told.toSorted()).toEqual([1, 2, 3, 4]);
      const last = sets[told.indexOf(4)] ?? [];
      expect((await rowsOfHours()).map(({ opens }) => opens)).toEqual(
        last.map(({ opens }) => opens),
      );
    });

    it.each([
      [{ openingHours: [{ ...LUNCH, dayOfWeek: 0 }] }],
      [{ openingHours: [{ ...LUNCH, dayOfWeek: 8 }] }],
      [{ openingHours: [{ ...LUNCH, opens: '24:00' }] }],
      [{ openingHours: [{ ...LUNCH, note: 'by appointment' }] }],
      [{ openingHours: [LUNCH], closures: [{ from: '2030-10-05T20:00:00', to: CLOSURE.to }] }],
      [{ closures: [CLOSURE] }],
      [{ openingHours: 'always' }],
    ])('stay as they were after a refusal: %j', async (hours) => {
      const oakland = await settleOakland(simulator);
      await revise(oakland, { openingHours: [LUNCH] });
      const before = [await rowsOfHours(), await counted()];
      expect(await revise(oakland, hours)).toMatchObject({
        status: 400,
        json: { error: expect.any(String) },
      });
      expect([await rowsOfHours(), await counted()]).toEqual(before);
    });
  });
});
