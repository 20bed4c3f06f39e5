import { eventually } from '@ftgo/platform-observability/testing';
import { CdcTap } from '../testing/cdc-tap.js';
import { foldRows } from '../testing/folded-rows.js';
import type { TailerProgram } from '../testing/tailer-process.js';
import { buildTailer, TailerProcess } from '../testing/tailer-process.js';
import type { TestMonolith } from '../testing/test-monolith.js';
import { createTestMonolith } from '../testing/test-monolith.js';

interface Shown {
  readonly role: string;
}

interface Listed {
  readonly snapshots: readonly {
    readonly table: string;
    readonly state: string;
    readonly rowsDone: number;
  }[];
}

describe('a tailer that is killed with kill -9', () => {
  let program: TailerProgram;
  let monolith: TestMonolith;
  let tap: CdcTap;
  let processes: TailerProcess[];

  const start = (environment: Record<string, string> = {}): TailerProcess => {
    const started = new TailerProcess(program, monolith, tap.exchange, environment);
    processes.push(started);
    return started;
  };
  const untilRole = (tailer: TailerProcess, role: string): Promise<void> =>
    eventually(async () => expect(await tailer.get<Shown>('/log-tailer')).toMatchObject({ role }), {
      withinMs: 60_000,
    });
  /** Until it streams and its snapshots are done. */
  const untilSettled = (tailer: TailerProcess): Promise<void> =>
    eventually(
      async () => {
        expect(await tailer.get<object>('/readyz')).toMatchObject({ status: 'ready' });
        const { snapshots } = await tailer.get<Listed>('/log-tailer/snapshots');
        expect(snapshots.map(({ state }) => state)).toEqual(snapshots.map(() => 'done'));
      },
      { withinMs: 90_000 },
    );
  const copiesOfRows = (): number => tap.copiesOf('orders', 'r').length;
  const ids = (): unknown[] => foldRows(tap.changes, 'orders').map(({ id }) => id);
  const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

  beforeAll(async () => {
    program = await buildTailer();
  });

  afterAll(() => program.remove());

  beforeEach(async () => {
    monolith = await createTestMonolith();
    tap = await CdcTap.open();
    processes = [];
  });

  afterEach(async () => {
    await Promise.all(processes.map((each) => each.kill()));
    await tap.close();
    await monolith.drop();
  });

  it('is replaced by its standby, and no change is left out (I2)', async () => {
    const first = start();
    await untilRole(first, 'active');
    const second = start();
    await untilRole(second, 'standby');
    let placed = 0;
    let isOver = false;
    const placing = (async () => {
      while (!isOver) await monolith.placeOrders([(placed += 1)]);
    })();
    await eventually(() => expect(ids().length).toBeGreaterThan(20));
    await first.kill();
    await untilRole(second, 'active');
    const third = start();
    await untilRole(third, 'standby');
    await second.kill();
    await untilRole(third, 'active');
    isOver = true;
    await placing;
    await eventually(() => expect(ids()).toEqual(numbers(placed)), { withinMs: 60_000 });
  });

  it('repeats with the same message ids what the slot had not heard of', async () => {
    const first = start();
    await untilSettled(first);
    await monolith.placeOrders(numbers(50));
    await eventually(() => expect(ids()).toHaveLength(50));
    await first.kill();
    const second = start();
    await untilRole(second, 'active');
    await monolith.placeOrders([51]);
    await eventually(() => expect(ids()).toHaveLength(51));
    const messageIds = tap.rowMessages
      .filter(({ routingKey }) => routingKey.endsWith('.orders'))
      .map(({ messageId }) => messageId)
      .filter((id) => id.startsWith(monolith.slot));
    expect(new Set(messageIds).size).toBe(51);
  });

  it('in the middle of its first snapshot leaves a half that the next one goes on with', async () => {
    await monolith.placeOrders(numbers(1_500));
    const first = start();
    await eventually(() => expect(copiesOfRows()).toBeGreaterThan(100));
    await first.kill();
    const soFar = await ordersDone();
    await eventually(() => expect(copiesOfRows()).toBeGreaterThanOrEqual(soFar));
    const beforeTheSecond = copiesOfRows();
    expect(soFar).toBeLessThan(1_500);
    await untilSettled(start());
    await eventually(() => expect(ids()).toEqual(numbers(1_500)));
    // It has not begun anew: what was confirmed and remembered is not read again.
    const bySecond = tap.copiesOf('orders', 'r').slice(beforeTheSecond);
    expect(bySecond.filter(({ after }) => Number(after?.['id']) <= soFar)).toEqual([]);
    const messageIds = new Set(tap.rowMessages.map(({ messageId }) => messageId));
    expect(messageIds.size).toBe(1_500);
  });

  const ordersDone = async (): Promise<number> => {
    const [row] = await monolith.database.query<{ rows_done: number }>(
      `select rows_done from log_tailer.snapshots where table_name = 'orders'`,
    );
    return row?.rows_done ?? 0;
  };

  it('ends in order when it is only asked to, and says nothing that it should not', async () => {
    const tailer = start();
    await untilRole(tailer, 'active');
    await monolith.database.query(
      `insert into orders (id, notes) values (1, 'Chicken Vindaloo for John Doe')`,
    );
    await eventually(() => expect(ids()).toEqual([1]));
    expect(await tailer.kill('SIGTERM')).toBe(0);
    expect(tailer.output).toContain('"msg":"stopped"');
    expect(tailer.output).not.toMatch(/Vindaloo|John Doe/);
  });

  it('does not start with a bad configuration, and names what is bad (I12)', async () => {
    const tailer = start({ LOG_TAILER_SLOT: 'Chicken Vindaloo' });
    expect(await tailer.ended).toBe(78);
    expect(tailer.output).toContain('LOG_TAILER_SLOT: ');
    expect(tailer.output).not.toContain('Vindaloo');
  });
});
