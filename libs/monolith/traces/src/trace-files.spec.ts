import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatTrace } from './format/format-trace.js';
import { madeTrace } from './made/made-trace.js';
import { ajanta, chickenVindaloo, minute, placedOrder } from './testing.js';
import { readTrace, restaurantsPath, writeTrace } from './trace-files.js';
import { traceOf } from './trace-of.js';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traces of dinners-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('restaurantsPath', () => {
  it('puts the restaurants beside the orders', () => {
    expect(restaurantsPath('a/orders.csv')).toBe('a/orders.restaurants.csv');
    expect(restaurantsPath('a.b/orders')).toBe('a.b/orders.restaurants.csv');
  });
});

describe('readTrace', () => {
  it('reads what writeTrace wrote', async () => {
    const path = join(folder, 'made.csv');
    await writeTrace(path, madeTrace());
    await expect(readTrace(path)).resolves.toEqual(madeTrace());
  });

  it('sorts by creation and takes the first orders when told a limit', async () => {
    const path = join(folder, 'unsorted.csv');
    await writeFile(path, formatTrace([placedOrder({ createdAt: minute(9) }), chickenVindaloo()]));
    const { orders } = await readTrace(path, { limit: 1 });
    expect(orders).toEqual([chickenVindaloo()]);
  });

  it('does without the file about restaurants', async () => {
    const path = join(folder, 'alone.csv');
    await writeFile(path, formatTrace([chickenVindaloo()]));
    await expect(readTrace(path)).resolves.toEqual(traceOf([chickenVindaloo()]));
  });

  it('names the file about restaurants when that one is bad', async () => {
    const path = join(folder, 'bad.csv');
    await writeTrace(path, traceOf([chickenVindaloo()], [ajanta({ opens: 'noon' })]));
    await expect(readTrace(path)).rejects.toThrow(/bad\.restaurants\.csv:2: column opens: /);
  });

  it('tells a missing file and an unreadable one as it tells bad input', async () => {
    const missing = join(folder, 'missing.csv');
    const directory = join(folder, 'folder.csv');
    await mkdir(directory);
    await expect(readTrace(missing)).rejects.toThrow(`${missing}: expected a file that exists`);
    await expect(readTrace(directory)).rejects.toThrow(
      `${directory}: expected a readable file, found "EISDIR"`,
    );
  });
});
