import { PostgresQuarantine } from '@ftgo/delayed-orders-persistence';
import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { quarantinedMessage, serviceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { orderCreated, orderRow, rowMessage, tramMessage } from '@ftgo/monolith-contracts/testing';
import type { Ran } from './testing/run.js';
import { run, runForJson } from './testing/run.js';

interface Listed {
  readonly key: string;
  readonly cause: string;
}

describe('ops quarantine on a real database', () => {
  let service: ServiceDatabase;
  let environment: Record<string, string>;

  const ops = (...args: string[]): Promise<Ran> => run(environment, ['quarantine', ...args]);
  const json = (...args: string[]) => runForJson(environment, 'quarantine', ...args);
  const keep = (
    messageId: string,
    body: unknown,
    overrides: Parameters<typeof quarantinedMessage>[1] = {},
  ) =>
    new PostgresQuarantine(service.database).keep(
      quarantinedMessage(messageId, {
        body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
        ...overrides,
      }),
    );
  const states = async (): Promise<Record<string, number>> => {
    const rows = await service.database.query<{ state: string; n: number }>(
      'select state, count(*)::int as n from quarantined_message group by 1',
    );
    return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
  };
  const orders = async (): Promise<number[]> => {
    const rows = await service.database.query<{ order_id: number }>(
      'select order_id from order_replica order by 1',
    );
    return rows.map(({ order_id }) => order_id);
  };
  const audit = () => runForJson(environment, 'audit') as Promise<{ detail: object }[]>;
  const several = async (count: number): Promise<void> => {
    for (let n = 1; n <= count; n += 1) await keep(`m-${n}`, orderCreated({ orderId: n }));
  };

  beforeAll(async () => {
    service = await serviceDatabase();
    environment = { DATABASE_URL: service.url, OPERATOR: 'ada' };
  });
  beforeEach(() =>
    service.database.query('truncate quarantined_message, order_replica, operator_action'),
  );
  afterAll(() => service.drop());

  describe('list', () => {
    it('says in words that nothing is quarantined, and to scripts by an empty list', async () => {
      expect(await ops('list')).toMatchObject({ code: 0, out: 'Nothing is quarantined.\n' });
      expect(await json('list')).toEqual([]);
      expect(await json('list', '--all')).toEqual([]);
    });

    it('gives scripts the groups with their counts', async () => {
      await several(2);
      expect(await json('list')).toEqual([
        {
          feed: 'events',
          cause: 'unknown-type',
          messages: 2,
          times: 2,
          oldest: expect.any(String),
          newest: expect.any(String),
        },
      ]);
    });

    it('I8: gives scripts each message without its body', async () => {
      await keep('m-1', 'Chicken Vindaloo');
      const [entry] = (await json('list', '--all')) as object[];
      expect(Object.keys(entry ?? {}).sort()).toEqual(
        'bodySize cause detail feed key quarantinedAt queue times'.split(' '),
      );
    });

    it.each([
      [['--limit', '3'], 3],
      [['--limit', '1000'], 5],
      [['--feed', 'cdc'], 0],
      [['--cause', 'unknown-type', '--limit', '1'], 1],
    ])('I11: lists with %j no more than %i', async (args, count) => {
      await several(5);
      expect(await json('list', '--all', ...args)).toHaveLength(count);
    });

    it.each(['0', '-1', '1.5', 'many', '9007199254740993'])(
      'I12: refuses a limit of %s before it asks the database',
      async (limit) => {
        environment['DATABASE_URL'] = 'postgres://nobody@127.0.0.1:9/nowhere';
        const { code, err } = await ops('list', '--all', '--limit', limit);
        environment['DATABASE_URL'] = service.url;
        expect(code).toBe(2);
        expect(err).toMatch(/whole number/);
      },
    );

    it('prints nothing that would command the terminal, whatever the sender called it', async () => {
      await keep('\u001b]0;owned\u0007', 'x', { detail: '\u009b31mred' });
      const { out } = await ops('list', '--all');
      expect(out).not.toMatch(/[\u001b\u0007\u009b]/);
      const { out: rehearsal } = await ops('replay', '--all', '--dry-run');
      expect(rehearsal).not.toMatch(/[\u001b\u0007\u009b]/);
    });
  });

  describe('show', () => {
    const onlyKey = async (): Promise<string> =>
      ((await json('list', '--all')) as Listed[])[0]?.key ?? '';

    it('tells scripts everything but the bytes that no script can take', async () => {
      await keep('m-1', 'Chicken Vindaloo');
      expect(await json('show', await onlyKey())).toMatchObject({
        cause: 'unknown-type',
        routingKey: 'ftgo.order.eaten.v1',
        headers: { 'x-dish': 'Chicken Vindaloo' },
        body: 'Chicken Vindaloo',
        bodySize: 16,
      });
    });

    it('I11: shows no more than the first 10,000 characters', async () => {
      await keep('m-1', 'x'.repeat(200_000));
      expect((await ops('show', await onlyKey())).out.length).toBeLessThan(12_000);
    });

    it('says of a body that was too large that it was not kept', async () => {
      await keep('m-1', 'x'.repeat(1024 * 1024 + 1));
      expect((await ops('show', await onlyKey())).out).toMatch(/too large to be kept/);
      expect(await json('show', await onlyKey())).toMatchObject({ body: null });
    });

    it('shows eight-bit commands in headers as harmless text', async () => {
      await keep('m-1', 'x', { headers: { evil: '\u009b2J' } });
      expect((await ops('show', await onlyKey())).out).not.toContain('\u009b');
    });
  });

  describe('replay', () => {
    it('I2: applies the neighbours of a message that the database refuses, which stays', async () => {
      await keep('m-1', orderCreated({ orderId: 1 }));
      await keep('m-2', orderCreated({ orderId: 2, area: 'Oak\0land' }), {
        cause: 'refused-by-database',
      });
      await keep('m-3', orderCreated({ orderId: 3 }));
      const { code, out } = await ops('replay', '--all');
      expect(out).toMatch(/2 applied, 1 stay/);
      expect(out).toMatch(/refused/);
      expect(code).toBe(0);
      expect(await orders()).toEqual([1, 3]);
      expect(await states()).toEqual({ QUARANTINED: 1, REPLAYED: 2 });
    });

    it('reads each message as its own feed means it', async () => {
      const reading = { cause: 'wrong-schema' };
      await keep('m-1', orderCreated({ orderId: 1 }), reading);
      await keep('m-2', rowMessage('orders', orderRow({ id: 2 })), {
        ...reading,
        feed: 'cdc',
        routingKey: 'ftgo.public.orders',
      });
      await keep('m-3', tramMessage('Order', 3, 'OrderAuthorized'), { ...reading, feed: 'tram' });
      const readings = (await json('replay', '--all')) as { outcome: string }[];
      expect(readings.map(({ outcome }) => outcome)).toEqual(Array(3).fill('understood'));
      expect(await orders()).toEqual([1, 2, 3]);
    });

    it('takes no more than asked for, and the rest the next time', async () => {
      await several(5);
      expect(await json('replay', '--all', '--limit', '2', '--rate', '1000')).toHaveLength(2);
      expect(await states()).toEqual({ QUARANTINED: 3, REPLAYED: 2 });
      await ops('replay', '--all', '--rate', '1000');
      expect(await orders()).toEqual([1, 2, 3, 4, 5]);
    });

    it('replays one by its key and leaves its neighbours', async () => {
      await several(3);
      const listed = (await json('list', '--all')) as Listed[];
      const key = listed.find((each) => each.key.includes(':m-2:'))?.key ?? '';
      expect(await json('replay', '--key', key)).toEqual([
        { key, outcome: 'understood', detail: 'order' },
      ]);
      expect(await orders()).toEqual([2]);
    });

    it('says why a message is still not understood, to people and to scripts', async () => {
      await keep('m-1', 'Chicken Vindaloo');
      expect(await json('replay', '--all', '--dry-run')).toMatchObject([
        { outcome: 'not-understood', detail: expect.stringMatching(/^not-json/) },
      ]);
      expect((await ops('replay', '--all')).out).toMatch(/0 applied, 1 stay[^]*not-understood/);
      expect(await audit()).toEqual([]);
    });

    it('draws its progress over one line on a terminal, and prints nothing else to scripts', async () => {
      await several(120);
      const args = ['quarantine', 'replay', '--all', '--rate', '1000'];
      const { out } = await run(environment, args, { isTerminal: true });
      expect(out).toContain('\r\u001b[2K');
      expect(out).toMatch(/100 % 120 of 120\n120 applied, 0 stay/);
    });
  });

  describe('discard', () => {
    it.each([
      [['--all'], 5],
      [['--all', '--limit', '2'], 2],
      [['--cause', 'not-json'], 1],
      [['--feed', 'cdc'], 0],
    ])('rehearses %j without changing anything, and then does just that', async (args, count) => {
      await several(4);
      await keep('m-5', 'Chicken Vindaloo', { cause: 'not-json' });
      expect(await json('discard', ...args, '--dry-run')).toEqual({
        discarded: 0,
        selected: count,
      });
      expect(await states()).toEqual({ QUARANTINED: 5 });
      expect(await audit()).toEqual([]);
      expect(await json('discard', ...args)).toEqual({ discarded: count, selected: count });
      expect((await states())['DISCARDED'] ?? 0).toBe(count);
    });

    it('I11: discards many in portions, each with its audit row, never all in one go', async () => {
      await several(130);
      expect(await ops('discard', '--all', '--why', 'poison')).toMatchObject({
        out: '130 discarded.\n',
      });
      const keys = (await audit()).map(({ detail }) => (detail as { keys: string[] }).keys);
      expect(keys.flat()).toHaveLength(130);
      for (const portion of keys) expect(portion.length).toBeLessThanOrEqual(100);
    });

    it('discards nothing twice, and changes nothing of what was replayed', async () => {
      await several(2);
      await ops('replay', '--all');
      expect(await json('discard', '--all')).toEqual({ discarded: 0, selected: 0 });
      expect(await states()).toEqual({ REPLAYED: 2 });
    });
  });
});
