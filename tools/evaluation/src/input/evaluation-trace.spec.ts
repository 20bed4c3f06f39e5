import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { formatTrace, madeTrace, TraceError, writeTrace } from '@ftgo/monolith-traces';
import { madeEvaluationTrace, readEvaluationTrace } from './evaluation-trace.js';
import { RefusedInput } from './refused-input.js';

const WOLT =
  'order_id,created_at,promised_at,delivered_at,venue_id,drop_area\n' +
  'W1,2020-09-01T15:00:00,2020-09-01T15:30:00,2020-09-01T15:41:00,V2,60.17:24.93\n';
const BAY_AREA =
  'order_id,created_s,placed_with_restaurant_s,driver_at_restaurant_s,delivered_s,driver_id,restaurant_id,consumer_id,region,asap,order_total\n' +
  'D1,60,240,300,2400,3,30,7,Palo Alto,1,61.70\n';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traces-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function given(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('what is evaluated', () => {
  it('is a trace with the restaurants beside it', async () => {
    const trace = madeTrace({ orders: 30 });
    const path = join(folder, 'made.csv');
    await writeTrace(path, trace);
    await expect(readEvaluationTrace(path)).resolves.toEqual({ name: path, trace });
  });

  it('may be compressed', async () => {
    const { orders } = madeTrace({ orders: 30 });
    const path = await given('made.csv.gz', gzipSync(formatTrace(orders)));
    const { trace } = await readEvaluationTrace(path);
    expect(trace.orders).toEqual(orders);
  });

  it('may be a published set, known by its columns, compressed or not', async () => {
    const wolt = await readEvaluationTrace(await given('wolt.csv.gz', gzipSync(WOLT)));
    expect(wolt.trace.orders).toMatchObject([{ orderId: 'W1', restaurantId: 'V2' }]);
    const bayArea = await readEvaluationTrace(await given('bay.csv', BAY_AREA));
    expect(bayArea.trace.orders).toMatchObject([{ orderId: 'D1', area: 'Palo Alto' }]);
  });

  it('is the made trace where nothing is given', () => {
    const { name, trace } = madeEvaluationTrace(40, 3);
    expect(trace).toEqual(madeTrace({ orders: 40, seed: 3 }));
    expect(name).toBe('made trace, 40 orders, seed 3');
  });

  it('is refused with line and column where it is no trace', async () => {
    const { orders } = madeTrace({ orders: 3 });
    const text = formatTrace(orders).replace('2026-10-03T', '2026-10-33T');
    const bad = readEvaluationTrace(await given('bad.csv', text));
    await expect(bad).rejects.toBeInstanceOf(TraceError);
    await expect(bad).rejects.toThrow(/bad\.csv:2: column created_at: expected an instant/);
  });

  it('is refused where it cannot be read', async () => {
    await expect(readEvaluationTrace(join(folder, 'none.csv'))).rejects.toBeInstanceOf(
      RefusedInput,
    );
    const broken = await given('broken.csv.gz', gzipSync(WOLT).subarray(0, 30));
    await expect(readEvaluationTrace(broken)).rejects.toThrow(/expected a readable file/);
  });
});
