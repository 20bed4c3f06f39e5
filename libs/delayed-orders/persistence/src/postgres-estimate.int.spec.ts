import { ESTIMATE_STATE_FORM } from '@ftgo/delayed-orders-domain';
import { anOrder, at, minutesAfter } from '@ftgo/delayed-orders-domain/testing';
import { PostgresDelayedOrders } from './postgres-delayed-orders.js';
import { PostgresEstimate, saveLessons } from './postgres-estimate.js';
import { PostgresReplica } from './postgres-replica.js';
import type { ServiceDatabase } from './testing/index.js';
import {
  ALWAYS_FRESH,
  commandFor,
  decideWith,
  orderUpdate,
  serviceDatabase,
} from './testing/index.js';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);

describe('PostgresEstimate', () => {
  let service: ServiceDatabase;

  const rows = <Row extends object>(sql: string): Promise<Row[]> => service.database.query(sql);
  const opened = (id: number, heardAt: Date) => ({
    kind: 'OPENED' as const,
    at: heardAt,
    order: { ...anOrder({ createdAt: heardAt }), id: id as ReturnType<typeof anOrder>['id'] },
  });
  const teach = (id: number, heardAt: Date) => saveLessons(service.database, [opened(id, heardAt)]);
  const revision = async (): Promise<number | undefined> =>
    (await rows<{ revision: number }>('select revision from estimate_state'))[0]?.revision;

  beforeEach(async () => {
    service = await serviceDatabase();
  });
  afterEach(() => service.drop());

  it('begins with the shipped weights where nothing was ever learnt', async () => {
    const estimator = await new PostgresEstimate(service.database).estimatorAt(at('18:20'));
    expect(estimator.version).toBe('S1.0');
    expect(estimator.probabilityLate(anOrder(), at('18:20'))).toBeGreaterThan(0);
  });

  it('learns what was heard in the minutes that are over, and nothing of the running one', async () => {
    await teach(1, at('18:18'));
    await teach(2, at('18:19'));
    await teach(3, at('18:20'));
    const estimate = new PostgresEstimate(service.database);
    expect((await estimate.estimatorAt(minutesAfter(at('18:20'), 0.5))).version).toBe('S1.2');
    expect(await rows('select heard_at from estimate_lesson')).toEqual([{ heard_at: at('18:20') }]);
    expect((await estimate.estimatorAt(at('18:21'))).version).toBe('S1.3');
  });

  it('learns each lesson exactly once with 8 scanners at the same instant, who all estimate alike', async () => {
    for (const id of numbers(40)) await teach(id, minutesAfter(at('18:00'), id / 4));
    const scanners = numbers(8).map(() => new PostgresEstimate(service.connect()));
    for (const minute of ['18:05', '18:06', '18:15']) {
      const estimators = await Promise.all(scanners.map((each) => each.estimatorAt(at(minute))));
      const probabilities = estimators.map((each) => each.probabilityLate(anOrder(), at('18:30')));
      expect(new Set(probabilities).size).toBe(1);
    }
    expect(await revision()).toBe(40);
    expect(await rows('select from estimate_lesson')).toEqual([]);
  });

  it('comes to the same whoever heard of the lessons first, and in whatever batches', async () => {
    const lessons = numbers(12).map((id) => opened(id, minutesAfter(at('18:00'), id % 3)));
    const learntFrom = async (batches: (typeof lessons)[]) => {
      await rows('truncate estimate_state, estimate_lesson');
      // A batch is heard at one instant; here only its place in the table differs.
      for (const batch of batches) await saveLessons(service.database, batch);
      await new PostgresEstimate(service.database).estimatorAt(at('18:30'));
      return rows('select state from estimate_state');
    };
    const forwards = await learntFrom(lessons.map((each) => [each]));
    const backwards = await learntFrom(lessons.map((each) => [each]).reverse());
    const together = await learntFrom([lessons]);
    expect(backwards).toEqual(forwards);
    expect(together).toEqual(forwards);
  });

  it('takes what moved twice at one instant in the order of its versions, however it was kept', async () => {
    const moved = (version: number, changes: Parameters<typeof anOrder>[0]) => ({
      kind: 'MOVED' as const,
      at: at('18:05'),
      order: anOrder({ createdAt: at('18:00'), version, ...changes }),
    });
    const accepted = moved(1, { acceptedAt: at('18:04') });
    const prepared = moved(2, { acceptedAt: at('18:04'), preparingAt: at('18:05') });
    const learntFrom = async (...lessons: (typeof accepted)[]) => {
      await rows('truncate estimate_state, estimate_lesson');
      await teach(42, at('18:00'));
      for (const lesson of lessons) await saveLessons(service.database, [lesson]);
      await new PostgresEstimate(service.database).estimatorAt(at('18:30'));
      return rows('select state from estimate_state');
    };
    expect(await learntFrom(prepared, accepted)).toEqual(await learntFrom(accepted, prepared));
  });

  it('takes what two feeds tell of one version as it was put together, wherever the rows lie', async () => {
    const moved = (changes: Parameters<typeof anOrder>[0]) => ({
      kind: 'MOVED' as const,
      at: at('18:05'),
      order: anOrder({ createdAt: at('18:00'), version: 1, ...changes }),
    });
    const part = moved({});
    const whole = moved({ acceptedAt: at('18:04') });
    const learntFrom = async (first: typeof part, second: typeof part, between?: string) => {
      await rows('truncate estimate_state, estimate_lesson');
      await teach(42, at('18:00'));
      await saveLessons(service.database, [first]);
      await saveLessons(service.database, [second]);
      if (between !== undefined) await rows(between);
      await new PostgresEstimate(service.database).estimatorAt(at('18:30'));
      return rows('select state from estimate_state');
    };
    const moveFirstBehind = `update estimate_lesson set heard_at = heard_at
      where lesson_id = (select max(lesson_id) - 1 from estimate_lesson)`;
    const expected = await learntFrom(part, whole);
    expect(await learntFrom(part, whole, moveFirstBehind)).toEqual(expected);
    expect(await learntFrom(whole, part)).not.toEqual(expected);
  });

  it('goes on after a restart where it was left', async () => {
    await teach(1, at('18:00'));
    await new PostgresEstimate(service.database).estimatorAt(at('18:05'));
    const restarted = await new PostgresEstimate(service.connect()).estimatorAt(at('18:05'));
    expect(restarted.version).toBe('S1.1');
  });

  it('lets time pass though nothing is heard: what did not happen is news, too', async () => {
    await teach(1, at('18:00'));
    const estimate = new PostgresEstimate(service.database);
    await estimate.estimatorAt(at('18:05'));
    await estimate.estimatorAt(at('18:40'));
    expect(await rows('select learnt_until from estimate_state')).toEqual([
      { learnt_until: at('18:40') },
    ]);
  });

  it('goes on with what it knows while one that learns has stopped, and waits for nobody long', async () => {
    const estimate = new PostgresEstimate(service.connect());
    await estimate.estimatorAt(at('18:20'));
    await teach(1, at('18:20'));
    await service.database.transaction(async (stopped) => {
      await stopped.query('select from estimate_state for update');
      expect((await estimate.estimatorAt(at('18:25'))).version).toBe('S1.0');
    });
    expect((await estimate.estimatorAt(at('18:25'))).version).toBe('S1.1');
  });

  it('leaves the state of another version of the programs as it is', async () => {
    await service.database.query(
      `insert into estimate_state values ($1, 7, '2026-10-03T18:00Z', '{"another": "form"}')`,
      [ESTIMATE_STATE_FORM + 1],
    );
    const estimator = await new PostgresEstimate(service.database).estimatorAt(at('18:20'));
    expect(estimator.version).toBe('S1.0');
    expect(await rows('select form, revision from estimate_state order by form')).toEqual([
      { form: ESTIMATE_STATE_FORM, revision: 0 },
      { form: ESTIMATE_STATE_FORM + 1, revision: 7 },
    ]);
  });

  it('is taught the opening and the end of each order once, though it is assessed again and again', async () => {
    await service.setClock(at('18:20'));
    const replica = new PostgresReplica(service.database, { name: 'events', worker: 'test' });
    const scanner = new PostgresDelayedOrders(
      service.connect(),
      commandFor,
      { name: 'offers', limitCents: 0 },
      ALWAYS_FRESH,
    );
    const look = async (minute: string, state: Parameters<typeof orderUpdate>[1] = {}) => {
      await replica.apply({ orders: [orderUpdate(42, state, 1)], restaurants: [] });
      await rows('update order_replica set next_assessment_at = app_now()');
      await service.setClock(at(minute));
      await scanner.assessDue(10, decideWith());
    };
    await look('18:20');
    await look('18:25', { acceptedAt: at('18:24') });
    await look('18:50', { state: 'DELIVERED', deliveredAt: at('18:49') });
    await look('18:55');
    // Opened, accepted, delivered; and of an order that has ended nothing more.
    expect(await revision()).toBe(3);
    expect(await rows('select from estimate_lesson')).toEqual([]);
  });
});
