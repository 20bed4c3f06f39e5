import { madeTrace, monolithMoments, traceNumbers, writeTrace } from '@ftgo/monolith-traces';
import { ORDER_EVENTS, RESTAURANT_EVENTS, translateDomainEvent } from '@ftgo/monolith-contracts';
import { eventually } from '@ftgo/platform-rabbitmq/testing';
import {
  ajanta,
  chickenVindaloo,
  forgottenOrder,
  minute,
  traceFromAjanta,
} from '../testing/mothers.js';
import { eventsIn } from '../testing/event-tap.js';
import type { TestSimulator } from '../testing/test-simulator.js';
import { startSimulator } from '../testing/test-simulator.js';
import type { ReplayedOrder } from './replayed-orders.js';

const inUtc = (wallClockMs: number): number => wallClockMs;
const FAR = '2030-01-01T00:00:00Z';

interface Begun {
  readonly moments: number;
  readonly businessFrom: string;
  readonly endsAt: string;
  readonly clock: { readonly segments: readonly { readonly businessFrom: string }[] };
}

interface Progress {
  readonly businessNow: string;
  readonly orders: { readonly created: number };
  readonly moments: { readonly applied: number };
  readonly outboxBacklog: number;
}

describe('a replay', () => {
  let simulator: TestSimulator;

  beforeAll(async () => {
    simulator = await startSimulator();
  });
  afterAll(() => simulator.stop());
  afterEach(() => simulator.post('/simulator/replay/stop'));

  const begin = (traceFile: string, options: object = {}) =>
    simulator.post<Begun>('/simulator/replay', { traceFile, fresh: true, ...options });
  const advance = (to: Date | string, more: object = {}) =>
    simulator.post('/simulator/replay/advance', {
      to: typeof to === 'string' ? to : to.toISOString(),
      ...more,
    });
  const progress = async () => (await simulator.get<Progress>('/simulator/replay')).json;

  describe('stepped', () => {
    it('publishes every moment of a trace in the words of the catalogue', async () => {
      const trace = madeTrace({ orders: 120 });
      const heardBefore = (await simulator.settledMessages()).length;
      await begin(await simulator.traceFile(trace), { stepped: true });
      const moments = monolithMoments(trace);
      expect((await advance(FAR)).json).toEqual({ applied: moments.length, remaining: 0 });

      const events = (await simulator.settledMessages()).slice(heardBefore).map(({ body }) => body);
      expect(events).toHaveLength(moments.length);
      const schemas: Record<string, { parse(data: unknown): unknown }> = {
        ...ORDER_EVENTS,
        ...RESTAURANT_EVENTS,
      };
      for (const event of events as { type: string; data: unknown }[]) {
        expect(() => schemas[event.type]?.parse(event.data)).not.toThrow();
        expect(translateDomainEvent(event, inUtc)).toMatchObject({ understood: true });
      }
    });

    it("leaves in the tables what the trace's orders came to", async () => {
      const trace = madeTrace({ orders: 60, seed: 2 });
      await begin(await simulator.traceFile(trace), { stepped: true });
      await advance(FAR);
      const numbers = traceNumbers(trace);
      const listed = (await simulator.get('/simulator/orders')).json;
      const iso = (at: Date | undefined) => at?.toISOString() ?? null;
      expect(listed).toEqual(
        trace.orders.map((order, index) =>
          expect.objectContaining({
            orderId: index + 1,
            traceOrderId: order.orderId,
            restaurantId: numbers.restaurants.numberOf(order.restaurantId),
            createdAt: iso(order.createdAt),
            promisedAt: iso(order.promisedAt),
            acceptedAt: iso(order.acceptedAt),
            pickedUpAt: iso(order.pickedUpAt),
            deliveredAt: iso(order.deliveredAt),
            cancelledAt: iso(order.cancelledAt),
          }),
        ),
      );
    });

    it('applies what is due and nothing of the time after', async () => {
      await begin(await simulator.traceFile(traceFromAjanta()), { stepped: true });
      expect((await advance(minute(3))).json).toEqual({ applied: 3, remaining: 0 });
      expect((await advance(minute(3))).json).toEqual({ applied: 0, remaining: 0 });
      expect((await advance(minute(5))).json).toEqual({ applied: 1, remaining: 0 });
      expect(await progress()).toMatchObject({
        state: 'running',
        stepped: true,
        businessNow: minute(5).toISOString(),
        moments: { total: 7, applied: 4 },
        orders: { total: 1, created: 1, open: 1, delivered: 0, cancelled: 0 },
      });
    });

    it('applies one moment of each order a call when asked to', async () => {
      const other = forgottenOrder();
      await begin(await simulator.traceFile(traceFromAjanta([chickenVindaloo(), other])), {
        stepped: true,
      });
      const answers = [];
      for (let call = 0; call < 6; call += 1) {
        answers.push((await advance(minute(60), { onePerOrder: true })).json);
      }
      expect(answers).toEqual([
        { applied: 3, remaining: 5 },
        ...[4, 3, 2, 1, 0].map((remaining) => ({ applied: 1, remaining })),
      ]);
    });

    it('refuses to go back in time', async () => {
      await begin(await simulator.traceFile(traceFromAjanta()), { stepped: true });
      await advance(minute(10));
      expect(await advance(minute(9))).toMatchObject({ status: 400 });
    });

    it("lives in the replay's time", async () => {
      await begin(await simulator.traceFile(traceFromAjanta()), { stepped: true });
      await advance(minute(1));
      const orders = await simulator.post('/orders/1/accept', { readyBy: '2026-10-03T01:02:00' });
      expect(orders).toMatchObject({ status: 200 });
      const late = await simulator.post('/orders/1/accept', { readyBy: '2026-10-03T01:00:00' });
      expect(late).toMatchObject({ status: 500 });
    });

    it('passes over the moments of an order that somebody cancelled meanwhile', async () => {
      const heardBefore = (await simulator.settledMessages()).length;
      await begin(await simulator.traceFile(traceFromAjanta()), { stepped: true });
      await advance(minute(1));
      await simulator.post('/orders/1/cancel');
      expect((await advance(FAR)).json).toEqual({ applied: 5, remaining: 0 });
      const events = (await simulator.settledMessages()).slice(heardBefore);
      expect(events.map(({ routingKey }) => routingKey).sort()).toEqual([
        'ftgo.order.cancelled.v1',
        'ftgo.order.created.v1',
        'ftgo.restaurant.created.v1',
      ]);
    });

    it('tells of a restaurant that closes early and of the order that it stopped', async () => {
      const closesAt = minute(60);
      const early = ajanta({ closesEarlyAnnouncedAt: minute(10), closesEarlyAt: closesAt });
      const trace = traceFromAjanta([chickenVindaloo(), forgottenOrder()], early);
      await begin(await simulator.traceFile(trace), { stepped: true });
      await advance(minute(90));
      const closed = eventsIn(await simulator.settledMessages()).findLast(
        ({ type }) => type === 'ftgo.restaurant.opening-hours-revised.v1',
      );
      expect(closed).toMatchObject({
        time: minute(10).toISOString(),
        data: { version: 1, closures: [{ from: closesAt.toISOString() }] },
      });
      const orders = (await simulator.get<ReplayedOrder[]>('/simulator/orders')).json;
      expect(orders.map(({ stoppedByClosingAt }) => stoppedByClosingAt)).toEqual([
        null,
        closesAt.toISOString(),
      ]);
    });

    it('does not let acceptance know when the meal will really be ready', async () => {
      await begin(await simulator.traceFile(traceFromAjanta()), { stepped: true });
      await advance(minute(3));
      const accepted = eventsIn(await simulator.settledMessages()).at(-1);
      expect(accepted?.data).toMatchObject({
        readyBy: minute(18).toISOString(),
        courierId: 3,
        version: 1,
      });
    });
  });

  describe('on a clock', () => {
    it('tells the segments, starts a second later and replays the whole trace', async () => {
      const trace = madeTrace({ orders: 40 });
      const { status, json } = await begin(await simulator.traceFile(trace), { speed: 20_000 });
      expect(status).toBe(202);
      expect(json).toMatchObject({
        orders: 40,
        stepped: false,
        clock: { segments: [{ realOffsetMs: 0, rate: 20_000 }], endsAt: json.endsAt },
      });
      expect(json.clock.segments[0]?.businessFrom).toBe(json.businessFrom);
      await eventually(async () => expect(await progress()).toMatchObject({ state: 'finished' }));
      const { orders, moments, outboxBacklog } = await progress();
      expect(moments.applied).toBe(json.moments);
      expect(orders.created).toBe(40);
      expect(outboxBacklog).toBeGreaterThanOrEqual(0);
    });

    it('refuses a second one while it runs, and to be moved by hand', async () => {
      const path = await simulator.traceFile(traceFromAjanta());
      await begin(path, { speed: 1 });
      expect(await begin(path)).toMatchObject({ status: 409, json: { error: expect.any(String) } });
      expect(await advance(minute(3))).toMatchObject({ status: 409 });
    });

    it('stops, however often it is asked to, and goes back to the present', async () => {
      await begin(await simulator.traceFile(traceFromAjanta()), { speed: 1 });
      for (const _ of [1, 2]) {
        const { json } = await simulator.post<Progress>('/simulator/replay/stop');
        expect(json).toMatchObject({ state: 'idle', endsAt: null });
        expect(Math.abs(Date.parse(json.businessNow) - Date.now())).toBeLessThan(60_000);
      }
    });
  });

  describe('before it begins', () => {
    it("names the trace's problems by file, line and column, with 422", async () => {
      const path = await simulator.traceFile(traceFromAjanta());
      await writeTrace(path, traceFromAjanta([chickenVindaloo({ promisedAt: minute(-5) })]));
      const { status, json } = await begin(`${path}.gone`);
      expect(status).toBe(422);
      expect(json).toMatchObject({
        problems: [{ file: `${path}.gone`, expected: expect.any(String) }],
        omitted: 0,
      });
    });

    it.each([{}, { traceFile: 7 }, { traceFile: 'x', speed: -1 }, { traceFile: 'x', sped: 60 }])(
      'answers 400 for %j',
      async (body) => {
        expect(await simulator.post('/simulator/replay', body)).toMatchObject({
          status: 400,
          json: { error: expect.any(String) },
        });
      },
    );

    it('refuses a monolith that holds something, unless it may be emptied', async () => {
      const traceFile = await simulator.traceFile(traceFromAjanta());
      await begin(traceFile, { stepped: true });
      await simulator.post('/simulator/replay/stop');
      expect(await simulator.post('/simulator/replay', { traceFile })).toMatchObject({
        status: 409,
        json: { error: expect.stringContaining('fresh') },
      });
      expect(await begin(traceFile, { stepped: true })).toMatchObject({ status: 202 });
    });

    it('invents consumers whom one can reach, but for the share that was asked for', async () => {
      const orders = [1, 2, 3, 4, 5, 6].map((n) =>
        chickenVindaloo({ orderId: `order ${n}`, consumerId: String(n) }),
      );
      const path = await simulator.traceFile(traceFromAjanta(orders));
      await begin(path, { stepped: true, withoutEmailEvery: 2, unknownEvery: 5 });
      const answers = await Promise.all(
        [1, 2, 5].map((n) => simulator.get<{ email: string | null }>(`/consumers/${n}`)),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 404]);
      expect(answers[0]?.json.email).toBe('consumer-1@customers.example');
      expect(answers[1]?.json.email).toBeNull();
    });

    it("gives what REST creates beside it ids behind the trace's", async () => {
      await begin(await simulator.traceFile(traceFromAjanta()), { stepped: true });
      const { json } = await simulator.post<{ consumerId: number }>('/consumers', { name: null });
      expect(json.consumerId).toBe(8);
    });
  });
});
