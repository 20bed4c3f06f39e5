import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { PostgresQuarantine, PostgresReplica } from '@ftgo/delayed-orders-persistence';
import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { serviceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { orderAccepted, orderCreated } from '@ftgo/monolith-contracts/testing';
import { testBrokerUrl } from '@ftgo/platform-rabbitmq/testing';
import { loadOpsConfig } from './ops.config.js';
import { runOps } from './run-ops.js';

const QUEUE = 'replica-ingestion.events.v1';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

describe('ops on a real database and a real broker', () => {
  let service: ServiceDatabase;
  let environment: Record<string, string>;

  const ops = async (...args: string[]): Promise<Ran> => {
    let [out, err] = ['', ''];
    const output = {
      print: (text: string) => void (out += text),
      printError: (text: string) => void (err += text),
      isTerminal: false,
    };
    const code = await runOps(args, output, () => loadOpsConfig(environment));
    return { code, out, err };
  };
  const json = async (...args: string[]): Promise<unknown> =>
    JSON.parse((await ops(...args, '--json')).out) as unknown;
  const quarantine = (messageId: string, body: unknown, more: object = {}): Promise<void> =>
    new PostgresQuarantine(service.database).keep({
      queue: QUEUE,
      feed: 'events',
      routingKey: 'ftgo.order.created.v1',
      messageId,
      cause: 'unknown-type',
      detail: 'no event of this type is in the catalogue',
      body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      ...more,
    });
  const orders = () =>
    service.database.query('select order_id, version, state from order_replica order by 1');
  const states = () =>
    service.database.query(
      'select state, count(*)::int as n from quarantined_message group by 1 order by 1',
    );

  beforeAll(async () => {
    service = await serviceDatabase();
    environment = {
      DATABASE_URL: service.url,
      RABBITMQ_URL: testBrokerUrl(),
      OPERATOR: 'ada',
    };
  });
  beforeEach(() =>
    service.database.query(
      'truncate quarantined_message, order_replica, operator_action, feed_watermark, feed_notice',
    ),
  );
  afterAll(() => service.drop());

  describe('quarantine', () => {
    beforeEach(async () => {
      await quarantine('m-1', orderCreated());
      await quarantine('m-2', orderAccepted());
      await quarantine('m-3', 'Chicken Vindaloo', { cause: 'not-json' });
    });

    it('is grouped by feed and cause, and listed message by message when asked', async () => {
      const grouped = await ops('quarantine', 'list');
      expect(grouped.out).toMatch(/events +unknown-type +2 +2/);
      expect(grouped.out).toMatch(/events +not-json +1 +1/);
      const all = (await json('quarantine', 'list', '--cause', 'unknown-type')) as object[];
      expect(all).toHaveLength(2);
    });

    it('rehearses a replay without changing anything', async () => {
      const { out } = await ops('quarantine', 'replay', '--all', '--dry-run');
      expect(out).toMatch(/^2 would be applied, 1 stay/);
      expect(await orders()).toEqual([]);
      expect(await states()).toEqual([{ state: 'QUARANTINED', n: 3 }]);
      expect(await json('audit')).toEqual([]);
    });

    it('replays what is understood now, leaves the rest, and says who did it', async () => {
      const { out, code } = await ops('quarantine', 'replay', '--all');
      expect(code).toBe(0);
      expect(out).toMatch(/2 applied, 1 stay/);
      expect(await orders()).toEqual([{ order_id: 42, version: 1, state: 'ACCEPTED' }]);
      expect(await states()).toEqual([
        { state: 'QUARANTINED', n: 1 },
        { state: 'REPLAYED', n: 2 },
      ]);
      expect(await json('audit')).toMatchObject([{ operator: 'ada', action: 'quarantine replay' }]);
    });

    it('does nothing twice when it is replayed twice, nor when two operators do it at once', async () => {
      await Promise.all([
        ops('quarantine', 'replay', '--all'),
        ops('quarantine', 'replay', '--all'),
      ]);
      await ops('quarantine', 'replay', '--all');
      expect(await orders()).toEqual([{ order_id: 42, version: 1, state: 'ACCEPTED' }]);
      const actions = (await json('audit')) as { detail: { keys: string[] } }[];
      expect(actions.flatMap(({ detail }) => detail.keys)).toHaveLength(2);
    });

    it('never lets an old message overwrite what newer ones told (I1)', async () => {
      await new PostgresReplica(service.database, undefined).apply({
        orders: [{ id: 42, version: 5, fields: { state: 'DELIVERED' } }],
        restaurants: [],
      });
      await ops('quarantine', 'replay', '--all');
      expect(await orders()).toEqual([{ order_id: 42, version: 5, state: 'DELIVERED' }]);
    });

    it('replays many at a limited rate, each once, and shows how far it is', async () => {
      for (let n = 100; n < 220; n += 1) {
        await quarantine(`many-${n}`, orderCreated({ orderId: n }));
      }
      const { out } = await ops('quarantine', 'replay', '--cause', 'unknown-type', '--rate', '400');
      expect(out).toMatch(/replayed \[#+\] 100 % 122 of 122/);
      expect(await orders()).toHaveLength(121);
    });

    it('discards what is named, with the reason in the audit', async () => {
      const refused = await ops('quarantine', 'discard');
      expect(refused).toMatchObject({ code: 2 });
      expect(refused.err).toMatch(/--key, --cause, --feed or --all/);
      await ops('quarantine', 'discard', '--cause', 'not-json', '--why', 'somebody’s lunch');
      expect(await states()).toContainEqual({ state: 'DISCARDED', n: 1 });
      expect(await json('audit')).toMatchObject([{ detail: { why: 'somebody’s lunch' } }]);
    });

    it('shows one message whole, without what would command the terminal', async () => {
      await quarantine('m-4', '\u001b[2Jevil\u0007', { cause: 'not-json' });
      const listed = (await json('quarantine', 'list', '--all')) as { key: string }[];
      const key = listed.find((each) => each.key.includes('m-4'))?.key ?? '';
      const { out } = await ops('quarantine', 'show', key);
      expect(out).toContain('?[2Jevil?');
      expect(await ops('quarantine', 'show', 'nothing')).toMatchObject({ code: 2 });
    });

    it('says why a message cannot be replayed: too large to be kept, or no message of a feed', async () => {
      await quarantine('m-5', 'x'.repeat(1024 * 1024 + 1), { cause: 'too-large' });
      await quarantine('m-6', '{}', { feed: 'commands' });
      const { out } = await ops('quarantine', 'replay', '--all', '--dry-run');
      expect(out).toMatch(/no-body/);
      expect(out).toMatch(/no-feed/);
    });

    it('takes a message up again that comes back after its replay', async () => {
      await ops('quarantine', 'replay', '--all');
      await quarantine('m-1', orderCreated());
      expect(await json('quarantine', 'list')).toMatchObject(
        expect.arrayContaining([expect.objectContaining({ cause: 'unknown-type', times: 2 })]),
      );
    });
  });

  describe('feeds', () => {
    it('tells what is stale, and what was odd in what was understood', async () => {
      expect((await ops('feeds')).out).toMatch(/^STALE: events/);
      await new PostgresReplica(service.database, { name: 'events', worker: 'spec' }).apply({
        orders: [{ id: 1, version: 0, fields: { restaurantId: 404 } }],
        restaurants: [],
        heardAt: new Date(),
        notices: [{ cause: 'unknown-column', detail: 'orders.tip' }],
      });
      const { out } = await ops('feeds');
      expect(out).toMatch(/^Fresh/);
      expect(out).toMatch(/unknown-column +orders\.tip +1/);
      expect(out).toMatch(/restaurant was never told: 1/);
    });
  });

  describe('backfill', () => {
    let tailer: Server;
    const asked: { method: string; url: string; body: string }[] = [];
    let looks = 0;

    beforeAll(async () => {
      tailer = createServer((request, response) => {
        let body = '';
        request.on('data', (chunk) => (body += chunk));
        request.on('end', () => {
          asked.push({ method: request.method ?? '', url: request.url ?? '', body });
          looks += 1;
          const snapshot = {
            ...{
              id: 's-1',
              table: 'orders',
              requestedBy: 'ada',
              requestedAt: '2026-10-03T18:00:00Z',
            },
            ...{ state: looks > 2 ? 'done' : 'running', rowsDone: looks * 10, rowsTotal: 30 },
          };
          const isRequest = request.method === 'POST' && request.url === '/log-tailer/snapshots';
          response.setHeader('content-type', 'application/json');
          response.end(JSON.stringify(isRequest ? { ids: ['s-1'] } : snapshot));
        });
      });
      await new Promise<void>((resolve) => tailer.listen(0, '127.0.0.1', resolve));
      const address = tailer.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      environment['LOG_TAILER_URL'] = `http://127.0.0.1:${port}`;
    });
    afterAll(() => tailer.close());

    it('asks the log tailer for a part of a table and follows it to its end', async () => {
      const since = '2026-10-03T00:00:00Z';
      const { out } = await ops('backfill', 'orders', '--since', since, '--restaurant', '1');
      expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
        table: 'orders',
        since: '2026-10-03T00:00:00.000Z',
        restaurantId: 1,
        requestedBy: 'ada',
      });
      expect(out).toMatch(/100 % 30 of 30/);
      expect(out).toMatch(/It is done/);
      expect(await json('audit')).toMatchObject([{ action: 'backfill', detail: { ids: ['s-1'] } }]);
    });

    it('refuses a moment without an offset before it asks anybody', async () => {
      const before = asked.length;
      const { code, err } = await ops('backfill', 'orders', '--since', '2026-10-03 18:00');
      expect(code).toBe(2);
      expect(err).toMatch(/must be an instant/);
      expect(asked).toHaveLength(before);
    });
  });

  it('says which variable names a program that it needs, and what cannot be reached', async () => {
    expect((await ops('reconcile')).err).toMatch(/RECONCILIATION_URL is not set/);
    environment['RECONCILIATION_URL'] = 'http://127.0.0.1:9';
    expect((await ops('reconcile')).err).toMatch(/RECONCILIATION_URL cannot be reached/);
  });
});
