import { DEFAULT_OFFER_POLICY } from '@ftgo/delayed-orders-domain';
import { at } from '@ftgo/delayed-orders-domain/testing';
import { businessTime, PostgresDelayedOrders } from './postgres-delayed-orders.js';
import { PostgresReplica } from './postgres-replica.js';
import type { ServiceDatabase } from './testing/index.js';
import {
  ALWAYS_FRESH,
  commandFor,
  decideEagerly,
  decideWith,
  orderUpdate,
  serviceDatabase,
} from './testing/index.js';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);

describe('PostgresDelayedOrders', () => {
  let service: ServiceDatabase;
  let replica: PostgresReplica;

  const scanner = (
    limitCents = 100_000,
    toCommand = commandFor,
    freshness = ALWAYS_FRESH,
  ): PostgresDelayedOrders =>
    new PostgresDelayedOrders(
      service.connect(),
      toCommand,
      { name: 'offers', limitCents },
      freshness,
    );
  const rows = <Row extends object>(sql: string): Promise<Row[]> => service.database.query(sql);
  const count = async (what: string): Promise<number> =>
    (await rows<{ count: number }>(`select count(*)::int as count from ${what}`))[0]?.count ?? -1;
  const hear = (...orders: ReturnType<typeof orderUpdate>[]) =>
    replica.apply({ orders, restaurants: [], asOf: undefined });
  const scanUntilDone = async (
    each: PostgresDelayedOrders,
    decide = decideWith(),
  ): Promise<void> => {
    while ((await each.countDue()) > 0) await each.assessDue(25, decide);
  };

  beforeEach(async () => {
    service = await serviceDatabase();
    replica = new PostgresReplica(service.database, { name: 'events', worker: 'test' });
    await service.setClock(at('18:20'));
  });
  afterEach(() => service.drop());

  it.each([1, 4])(
    'I3: tells each audience of 200 late orders exactly once with %i scanners',
    async (count_) => {
      await hear(...numbers(200).map((id) => orderUpdate(id)));
      await service.setClock(at('19:05'));
      const scanners = numbers(count_).map(() => scanner());
      await Promise.all(scanners.map((each) => scanUntilDone(each)));
      expect(await count('delayed_order_notification')).toBe(400);
      expect(
        await count(
          `(select distinct order_id, audience from delayed_order_notification
            where condition = 'LATE' and promise_generation = 1) as told`,
        ),
      ).toBe(400);
      expect(await count('outbox')).toBe(400);
    },
  );

  it('I3: assesses each due order once, however many scanners share the work', async () => {
    await hear(...numbers(200).map((id) => orderUpdate(id)));
    await service.setClock(at('19:05'));
    let assessed = 0;
    const scan = async (each: PostgresDelayedOrders): Promise<void> => {
      while ((await each.countDue()) > 0) {
        const saved = await each.assessDue(25, decideWith());
        assessed += saved.assessed;
      }
    };
    await Promise.all(numbers(8).map(() => scan(scanner())));
    expect(assessed).toBe(200);
  });

  it('I3: tells nothing twice though the same orders are made due again and again', async () => {
    await hear(orderUpdate(42));
    await service.setClock(at('19:05'));
    const one = scanner();
    const first = await one.assessDue(10, decideWith());
    await rows('update order_replica set next_assessment_at = app_now()');
    const second = await one.assessDue(10, decideWith());
    expect([first.notifications.length, second.notifications.length]).toEqual([2, 0]);
  });

  it('I3: leaves out what has been told, though its condition was forgotten', async () => {
    await hear(orderUpdate(42));
    await service.setClock(at('19:05'));
    const one = scanner();
    await one.assessDue(10, decideWith());
    await rows('delete from delayed_order');
    await rows('update order_replica set next_assessment_at = app_now()');
    expect((await one.assessDue(10, decideWith())).notifications).toEqual([]);
    expect(await count('outbox')).toBe(2);
  });

  it('I3: tells of a second lateness after the promise has been changed', async () => {
    await hear(orderUpdate(42, { acceptedAt: at('18:05') }));
    await service.setClock(at('19:05'));
    const one = scanner();
    await one.assessDue(10, decideWith());
    await hear({ id: 42, version: 1, fields: { promisedAt: at('19:20') } });
    await service.setClock(at('19:25'));
    expect((await one.assessDue(10, decideWith())).notifications).toMatchObject([
      { promiseGeneration: 2 },
      { promiseGeneration: 2 },
    ]);
  });

  it('is kept waiting by no other batch, however slow: it decides about all the rest', async () => {
    await hear(...numbers(30).map((id) => orderUpdate(id)));
    await service.setClock(at('19:05'));
    await service.database.transaction(async (slow) => {
      await slow.query('select from order_replica where order_id <= 10 for update');
      const saved = await scanner().assessDue(100, decideWith());
      expect(saved.assessed).toBe(20);
    });
    expect((await scanner().assessDue(100, decideWith())).assessed).toBe(10);
  });

  it('I4: leaves nothing of a decision whose message cannot be written', async () => {
    await hear(orderUpdate(42));
    await service.setClock(at('18:55'));
    const one = scanner(100_000, (notification) => ({
      ...commandFor(notification),
      messageId: 'no UUID',
    }));
    await one.openBudget();
    await expect(one.assessDue(10, decideEagerly())).rejects.toThrow();
    for (const table of ['delayed_order', 'delayed_order_notification', 'offer', 'outbox']) {
      expect([table, await count(table)]).toEqual([table, 0]);
    }
    expect(await one.remainingBudgetCents()).toBe(100_000);
    expect(await one.countDue()).toBe(1);
  });

  it('I9: never passes the budget with 8 scanners, and still tells everybody', async () => {
    await hear(...numbers(160).map((id) => orderUpdate(id)));
    await service.setClock(at('18:55'));
    const scanners = numbers(8).map(() => scanner(5_050));
    await scanners[0]?.openBudget();
    await Promise.all(scanners.map((each) => scanUntilDone(each, decideEagerly())));
    const [sums] = await rows<{ offered: number; reserved: number }>(
      `select (select sum(amount_cents)::bigint from offer) as offered,
         (select reserved_cents from offer_budget) as reserved`,
    );
    expect(sums?.offered).toBe(sums?.reserved);
    expect(sums?.offered).toBeLessThanOrEqual(5_050);
    expect(sums?.offered).toBeGreaterThan(4_000);
    expect(await count('delayed_order_notification')).toBe(320);
    expect(await count('delayed_order_notification where offer_id is not null')).toBe(
      2 * (await count('offer')),
    );
  });

  it('I9: gives back what an expired offer had reserved, once, and nothing of an accepted one', async () => {
    await hear(orderUpdate(42), orderUpdate(43));
    await service.setClock(at('18:58'));
    const one = scanner();
    await one.openBudget();
    await one.assessDue(10, decideEagerly());
    expect(await count('offer')).toBe(2);
    await rows('update offer set accepted_at = app_now() where order_id = 43');
    await rows("update offer set expires_at = app_now() - interval '1 second'");
    const released = [await one.releaseExpiredOffers(), await one.releaseExpiredOffers()];
    expect(released).toEqual([1, 0]);
    const [row] = await rows<{ accepted: number; reserved: number }>(
      `select (select sum(amount_cents)::int from offer where order_id = 43) as accepted,
         (select reserved_cents from offer_budget) as reserved`,
    );
    expect(row?.reserved).toBe(row?.accepted);
  });

  it('I9: offers nothing where no budget was opened', async () => {
    await hear(orderUpdate(42));
    await service.setClock(at('18:55'));
    const saved = await scanner().assessDue(10, decideEagerly());
    expect(saved).toMatchObject({ offersGranted: 0, offersRefused: 1 });
    expect(saved.notifications.map(({ offerId }) => offerId)).toEqual([undefined, undefined]);
  });

  it('I9: offers an order no second credit in its next promise generation', async () => {
    await hear(orderUpdate(42, { pickedUpAt: at('18:30') }));
    await service.setClock(at('18:55'));
    const one = scanner();
    await one.openBudget();
    await one.assessDue(10, decideEagerly());
    await hear({ id: 42, version: 1, fields: { promisedAt: at('19:01') } });
    const saved = await one.assessDue(10, decideEagerly(DEFAULT_OFFER_POLICY));
    expect(saved.notifications).toHaveLength(2);
    expect([saved.offersGranted, await count('offer')]).toEqual([0, 1]);
  });

  it('never lowers the budget below what is reserved', async () => {
    await hear(orderUpdate(42));
    await service.setClock(at('18:55'));
    const one = scanner();
    await one.openBudget();
    await one.assessDue(10, decideEagerly());
    const lower = scanner(0);
    await lower.openBudget();
    expect(await lower.remainingBudgetCents()).toBe(0);
  });

  it('writes the outcome of an order once, and learns from it once', async () => {
    await hear(orderUpdate(42, { deliveredAt: at('18:50'), state: 'DELIVERED' }));
    await service.setClock(at('19:10'));
    const one = scanner();
    expect((await one.assessDue(10, decideWith())).outcomes).toHaveLength(1);
    await rows('update order_replica set next_assessment_at = app_now()');
    expect((await one.assessDue(10, decideWith())).outcomes).toEqual([]);
    const taught = await rows('select taught from order_replica');
    expect(taught).toEqual([{ taught: 'ENDED' }]);
    const lessons = await rows<{ lessons: { kind: string }[] }>(
      'select lessons from estimate_lesson',
    );
    expect(lessons.flatMap((each) => each.lessons.map(({ kind }) => kind))).toEqual([
      'OPENED',
      'ENDED',
    ]);
    expect(await one.countDue()).toBe(0);
  });

  it('sets the next due time to where the assessment said', async () => {
    await hear(orderUpdate(42));
    await service.setClock(at('18:55'));
    await scanner().assessDue(10, decideWith());
    expect(await rows('select next_assessment_at from order_replica')).toEqual([
      { next_assessment_at: at('19:02') },
    ]);
  });

  it('I10: app_clock moves business time, faster than the machine where a rate says so', async () => {
    expect(await businessTime(service.database)).toEqual(at('18:20'));
    await service.setClock(at('20:00'), 3_600_000);
    expect((await businessTime(service.database)).getTime()).toBeGreaterThan(at('20:00').getTime());
    await rows('delete from app_clock');
    const [row] = await rows<{ is_machine: boolean }>(
      `select app_now() between clock_timestamp() - interval '1 second' and clock_timestamp()
         + interval '1 second' as is_machine`,
    );
    expect(row?.is_machine).toBe(true);
  });

  describe('I7: while a feed is stale', () => {
    const events = { feeds: ['events'], staleAfterMs: 30_000 };
    const heartbeat = (secondsAgo: number) =>
      replica.apply({
        orders: [],
        restaurants: [],
        heardAt: new Date(Date.now() - secondsAgo * 1000),
      });

    it('nothing is decided, the orders stay due, and it says which feed and how old', async () => {
      await hear(orderUpdate(1), orderUpdate(2));
      await heartbeat(45);
      await service.setClock(at('19:10'));
      const held = await scanner(100_000, commandFor, events).assessDue(10, decideWith());
      expect(held).toMatchObject({ assessed: 0, heldBy: { staleFeeds: ['events'] } });
      expect(held.heldBy?.ageMs).toBeGreaterThanOrEqual(45_000);
      expect(await count('delayed_order_notification')).toBe(0);
      expect(await scanner().countDue()).toBe(2);
    });

    it('nobody is told afterwards what stopped being true meanwhile', async () => {
      await hear(orderUpdate(1), orderUpdate(2));
      await heartbeat(45);
      await service.setClock(at('19:10'));
      const waiting = scanner(100_000, commandFor, events);
      await waiting.assessDue(10, decideWith());
      await hear(orderUpdate(1, { state: 'DELIVERED', deliveredAt: at('18:58') }, 5));
      await heartbeat(1);
      const { notifications } = await waiting.assessDue(10, decideWith());
      expect(new Set(notifications.map(({ orderId }) => orderId))).toEqual(new Set([2]));
    });

    it('a feed that was never heard holds everything back', async () => {
      await service.database.query('truncate feed_watermark');
      const waiting = scanner(100_000, commandFor, events);
      expect((await waiting.assessDue(10, decideWith())).heldBy).toMatchObject({ isStale: true });
    });
  });

  it('waits with the orders of a restaurant whose hours are being rewritten, and no others', async () => {
    await hear(orderUpdate(1), orderUpdate(2, { restaurantId: 2 }));
    await service.database.query(
      `insert into restaurant_replica (restaurant_id, version, field_versions, hours_settle_at)
       values (1, 0, '{}', clock_timestamp() + interval '1 hour'), (2, 0, '{}', clock_timestamp())`,
    );
    expect((await scanner().assessDue(10, decideWith())).assessed).toBe(1);
    await service.database.query(
      'update restaurant_replica set hours_settle_at = clock_timestamp()',
    );
    expect((await scanner().assessDue(10, decideWith())).assessed).toBe(1);
  });
});
