import { PostgresReconciliationRuns, PostgresReplica } from '@ftgo/delayed-orders-persistence';
import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { serviceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import type { Ran } from './testing/run.js';
import { run, runForJson } from './testing/run.js';
import type { Answer, Asked, TinyProgram } from './testing/tiny-program.js';
import { problem, tinyProgram } from './testing/tiny-program.js';

const SNAPSHOT = {
  id: 's-1',
  table: 'orders',
  state: 'running',
  rowsDone: 10,
  rowsTotal: 30,
  requestedBy: 'ada',
  requestedAt: '2026-10-03T18:00:00Z',
};

describe('ops beside real programs and a real database', () => {
  let service: ServiceDatabase;
  let program: TinyProgram;
  let answer: (asked: Asked) => Answer | Promise<Answer>;
  let environment: Record<string, string>;

  const ops = (...args: string[]): Promise<Ran> => run(environment, args);
  const json = (...args: string[]) => runForJson(environment, ...args);
  const audit = () => json('audit') as Promise<{ action: string; detail: object }[]>;
  const asked = (): string[] => program.asked.map(({ method, url }) => `${method} ${url}`);

  beforeAll(async () => {
    service = await serviceDatabase();
  });
  beforeEach(async () => {
    await service.database.query(
      'truncate operator_action, reconciliation_run, feed_watermark, feed_notice, order_replica',
    );
    program = await tinyProgram((one) => answer(one));
    environment = {
      DATABASE_URL: service.url,
      LOG_TAILER_URL: program.url,
      RECONCILIATION_URL: program.url,
      OPERATOR: 'ada',
    };
  });
  afterEach(() => program.close());
  afterAll(() => service.drop());

  describe('backfill', () => {
    it('lists what was asked for, to people and to scripts', async () => {
      const troubled = { ...SNAPSHOT, id: 's-2', state: 'paused', trouble: 'no such column' };
      const { rowsTotal: _, ...unsized } = SNAPSHOT;
      answer = () => ({ body: { snapshots: [unsized, troubled] } });
      expect(await json('backfill', 'list')).toEqual([unsized, troubled]);
      const { out } = await ops('backfill', 'list');
      expect(out).toMatch(/s-1 +orders +running +10 of \? +ada/);
      expect(out).toMatch(/s-2 .*no such column/);
      expect(await audit()).toEqual([]);
    });

    it.each([
      ['pause', 'paused'],
      ['resume', 'running'],
      ['cancel', 'cancelled'],
    ])('%ss one, says what it is now, and leaves an audit row', async (verb, state) => {
      answer = () => ({ body: { ...SNAPSHOT, state } });
      expect((await ops('backfill', verb, 's-1')).out).toBe(`It is ${state}: 10 rows are done.\n`);
      expect(asked()).toEqual([`POST /log-tailer/snapshots/s-1/${verb}`]);
      expect(await json('backfill', verb, 's-1')).toEqual({ ...SNAPSHOT, state });
      expect(await audit()).toMatchObject([
        { action: `backfill ${verb}`, detail: { id: 's-1' } },
        { action: `backfill ${verb}`, detail: { id: 's-1' } },
      ]);
    });

    it.each(['pause', 'resume', 'cancel'])(
      'I12: tells why it cannot %s one, and leaves no audit row',
      async (verb) => {
        answer = () => problem(409, 'it is done already');
        expect(await ops('backfill', verb, 's-1')).toMatchObject({
          code: 2,
          out: '',
          err: 'refused with 409: it is done already\n',
        });
        expect(await audit()).toEqual([]);
      },
    );

    it('asks for an id with odd characters as for any other', async () => {
      answer = () => problem(404, 'there is no such snapshot');
      expect(await ops('backfill', 'pause', '../../metrics?x')).toMatchObject({ code: 2 });
      expect(asked()).toEqual(['POST /log-tailer/snapshots/..%2F..%2Fmetrics%3Fx/pause']);
    });

    it.each(['done', 'paused', 'cancelled'])('follows one until it is %s', async (state) => {
      let looks = 0;
      answer = () => {
        looks += 1;
        return {
          body: { ...SNAPSHOT, rowsDone: 10 * looks, state: looks > 2 ? state : 'running' },
        };
      };
      const { code, out } = await ops('backfill', 'follow', 's-1');
      expect(code).toBe(0);
      expect(out).toMatch(/33 % 10 of 30\n.* 66 % 20 of 30\n.* 100 % 30 of 30\n/);
      expect(out).toMatch(new RegExp(`It is ${state}\\.\n$`));
    });

    it('draws over one line on a terminal, also when there are more rows than were foreseen', async () => {
      answer = () => ({ body: { ...SNAPSHOT, rowsDone: 45, state: 'done' } });
      const args = ['backfill', 'follow', 's-1'];
      const { out } = await run(environment, args, { isTerminal: true });
      expect(out).toMatch(/^\r\u001b\[2Krows \[#+\] 100 % 45 of 45\nIt is done\.\n$/);
    });

    it.each([
      ['orders', 'orders'],
      ['restaurants', 'restaurants'],
      ['opening-hours', 'restaurant_opening_hours'],
      ['closures', 'restaurant_closures'],
      ['courier-actions', 'courier_actions'],
    ])(
      'asks for %s by the name of FTGO’s table, and for scripts does not wait',
      async (name, table) => {
        answer = () => ({ body: { ids: ['s-1', 's-2'] } });
        expect(await json('backfill', name)).toEqual({ ids: ['s-1', 's-2'] });
        expect(program.asked).toHaveLength(1);
        expect(JSON.parse(program.asked[0]?.body ?? '')).toEqual({ table, requestedBy: 'ada' });
        expect(await audit()).toMatchObject([{ detail: { table, ids: ['s-1', 's-2'] } }]);
      },
    );

    it('does not wait where it is told not to', async () => {
      answer = () => ({ body: { ids: ['s-1'] } });
      const { out } = await ops('backfill', 'orders', '--no-follow');
      expect(out).toBe('Backfill s-1 has begun; Ctrl-C leaves it running.\n');
      expect(program.asked).toHaveLength(1);
    });

    it.each([
      [['restaurants', '--since', '2026-10-03T00:00:00Z'], /unknown option '--since'/],
      [['orders', '--since', '2026-10-03'], /must be an instant/],
      [['orders', '--restaurant', '0'], /whole number/],
      [['dishes'], /unknown command|too many arguments/],
    ])('refuses %j before it asks anybody', async (args, reason) => {
      const { code, err } = await ops('backfill', ...args);
      expect(code).toBe(2);
      expect(err).toMatch(reason);
      expect(program.asked).toEqual([]);
    });

    it.each<[string, Answer]>([
      ['an older program’s snapshot', { body: { id: 's-1' } }],
      ['something else', { body: 42 }],
      ['nothing', { body: '' }],
    ])('I12: fails without a stack trace when %s is answered', async (_, said) => {
      answer = () => said;
      for (const args of [['list'], ['follow', 's-1'], ['pause', 's-1']]) {
        const { code, err } = await ops('backfill', ...args);
        expect(code).not.toBe(0);
        expect(err.trim()).not.toBe('');
        expect(err).not.toMatch(/ at .*\.(ts|js):/);
      }
      expect(await audit()).toEqual([]);
    });
  });

  describe('reconcile', () => {
    const RESULT = { compared: 500, drifted: 3, repaired: 3 };
    let runs: PostgresReconciliationRuns;

    /** The program's part, with the real table of runs; `end` is what becomes of the sweep. */
    const sweeping =
      (end: (runId: number) => Promise<void>) =>
      async ({ body }: Asked): Promise<Answer> => {
        const { dryRun } = JSON.parse(body) as { dryRun: boolean };
        const runId = await runs.begin(dryRun);
        if (runId === undefined) return problem(409, 'another sweep is under way');
        setTimeout(() => void end(runId), 100);
        return { status: 202, body: { runId } };
      };

    beforeEach(() => {
      runs = new PostgresReconciliationRuns(service.database);
    });

    it('begins a sweep, waits for its end and tells what came of it', async () => {
      answer = sweeping((runId) => runs.finish(runId, RESULT));
      const { code, out } = await ops('reconcile');
      expect(code).toBe(0);
      expect(out).toMatch(/^Sweep \d+ has begun/);
      expect(out).toMatch(/Compared one by one: 500\. Drifted: 3, repaired: 3\.\n$/);
      expect(await audit()).toMatchObject([{ action: 'reconcile' }]);
    });

    it('only counts in a dry run, which leaves no audit row', async () => {
      answer = sweeping((runId) => runs.finish(runId, { ...RESULT, repaired: 0 }));
      expect((await ops('reconcile', '--dry-run')).out).toMatch(
        /Drifted: 3, would be repaired\.\n$/,
      );
      expect(await audit()).toEqual([]);
    });

    it('prints nothing but the result to scripts', async () => {
      answer = sweeping((runId) => runs.finish(runId, RESULT));
      expect(await json('reconcile')).toEqual({
        runId: expect.any(Number),
        startedAt: expect.any(String),
        finishedAt: expect.any(String),
        ...RESULT,
        dryRun: false,
      });
    });

    it('I12: says with 2 that another sweep is under way', async () => {
      await runs.begin(false);
      answer = sweeping(() => Promise.resolve());
      expect(await ops('reconcile')).toMatchObject({
        code: 2,
        err: 'refused with 409: another sweep is under way\n',
      });
      expect(await audit()).toEqual([]);
    });

    it('I12: says with 2 that the sweep failed, and where the reason stands', async () => {
      answer = sweeping((runId) => runs.abandon(runId));
      const { code, err } = await ops('reconcile');
      expect(code).toBe(2);
      expect(err).toMatch(/the sweep failed; the program’s log says why/);
    });

    it('lists the latest sweeps without asking the program, one that goes on among them', async () => {
      await runs.finish((await runs.begin(true)) ?? 0, { ...RESULT, repaired: 0 });
      await runs.begin(false);
      const { out } = await ops('reconcile', '--list');
      expect(out.split('\n')).toHaveLength(4);
      expect(out).toMatch(/-\s+0\s+0\s+0\n/);
      expect(out).toMatch(/500 +3 +0 +dry run/);
      expect(await json('reconcile', '--list')).toMatchObject([
        { finishedAt: null, dryRun: false },
        { ...RESULT, repaired: 0, dryRun: true },
      ]);
      expect(program.asked).toEqual([]);
    });
  });

  describe('feeds', () => {
    it('tells scripts everything at once', async () => {
      await new PostgresReplica(service.database, { name: 'events', worker: 'spec' }).apply({
        orders: [{ id: 1, version: 0, fields: { restaurantId: 404 } }],
        restaurants: [],
        heardAt: new Date(),
        notices: [{ cause: 'unknown-column', detail: 'orders.tip' }],
      });
      expect(await json('feeds')).toMatchObject({
        freshness: { isStale: false, staleFeeds: [] },
        watermarks: [{ feed: 'events', heardAt: expect.any(String) }],
        notices: [{ feed: 'events', cause: 'unknown-column', detail: 'orders.tip', times: 1 }],
        ordersWithoutRestaurant: 1,
        quarantined: [],
      });
    });

    it('I7: names the feeds that are stale among those that are expected', async () => {
      environment['EXPECTED_FEEDS'] = 'events,tram';
      await new PostgresReplica(service.database, { name: 'tram', worker: 'spec' }).apply({
        orders: [],
        restaurants: [],
      });
      expect((await ops('feeds')).out).toMatch(/^STALE: events\. /);
    });
  });

  describe('audit', () => {
    it('tells no more than asked for, newest first, a long detail cut for people only', async () => {
      const why = 'x'.repeat(500);
      for (const action of ['first', 'second', 'third']) {
        await service.database.query(
          'insert into operator_action (operator, action, detail) values ($1, $2, $3)',
          ['ada', action, JSON.stringify({ why })],
        );
      }
      const told = (await json('audit', '--limit', '2')) as { action: string }[];
      expect(told.map(({ action }) => action)).toEqual(['third', 'second']);
      expect(told[0]).toMatchObject({ operator: 'ada', detail: { why } });
      const { out } = await ops('audit');
      for (const line of out.split('\n')) expect(line.length).toBeLessThan(200);
    });
  });

  it.each([
    ['feeds', []],
    ['quarantine', ['list']],
    ['audit', []],
    ['reconcile', ['--list']],
  ])('I12: %s says something and exits with 1 when the database is away', async (name, more) => {
    for (const host of ['127.0.0.1', 'localhost']) {
      environment['DATABASE_URL'] = `postgres://ada:vindaloo@${host}:9/nowhere`;
      const { code, err } = await ops(name, ...more);
      expect(code).toBe(1);
      expect(err.trim()).not.toBe('');
      expect(err).not.toContain('vindaloo');
    }
  });
});
