import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { formatTrace } from '../format/format-trace.js';
import { parseTrace } from '../format/parse-trace.js';
import { PUBLISHED_FIGURES } from '../made/published-figures.js';
import type { Trace } from '../trace.js';
import { summarizeTrace } from '../trace-summary.js';
import { importBayArea } from './import-bay-area.js';
import { importWolt } from './import-wolt.js';

// The sets may not be passed on with the project; where they stand beside it, they are tried.
const SETS = new URL('../../../../../../shared/data/', import.meta.url);
const WOLT = new URL('wolt-helsinki-2020/orders.csv.gz', SETS);
const BAY_AREA = new URL('bay-area-stages/orders.csv.gz', SETS);

function textOf(set: URL): string {
  return gunzipSync(readFileSync(set)).toString('utf8');
}

function expectFitForFile({ orders }: Trace): void {
  expect(parseTrace(formatTrace(orders), 'orders.csv')).toEqual(orders);
}

describe('the published sets (skipped where ../shared/data is absent)', () => {
  const ifThere = (set: URL): typeof it => (existsSync(set) ? it : it.skip);

  ifThere(WOLT)('wolt-helsinki-2020 becomes a trace, late as often as published', () => {
    const { trace, rowsRead, changes } = importWolt(textOf(WOLT), 'wolt.csv');
    const { lateShare, lateOver10MinutesShare, ...summary } = summarizeTrace(trace);
    expect(rowsRead).toBe(13_761);
    expect(changes).toEqual([]);
    expect(summary).toMatchObject({ orders: 13_761, restaurants: 318, late: 5_976 });
    expect(lateShare).toBeCloseTo(PUBLISHED_FIGURES.promises.lateShare, 3);
    expect(lateOver10MinutesShare).toBeCloseTo(
      PUBLISHED_FIGURES.promises.lateOver10MinutesShare,
      3,
    );
    expectFitForFile(trace);
  });

  ifThere(BAY_AREA)('bay-area-stages becomes a trace, its clocks put right', () => {
    const { trace, rowsRead, changes } = importBayArea(textOf(BAY_AREA), 'bay-area.csv');
    expect(rowsRead).toBe(12_067);
    expect(changes).toEqual([
      { what: 'left out: ordered for a later time', rows: 2_400 },
      { what: 'driver_at_restaurant_s moved: before the event that it follows', rows: 66 },
      { what: 'placed_with_restaurant_s dropped: after the delivery', rows: 3 },
    ]);
    expect(summarizeTrace(trace)).toMatchObject({ orders: 9_667, restaurants: 285 });
    const missing = trace.orders.filter(({ pickedUpAt }) => !pickedUpAt).length;
    expect(missing / trace.orders.length).toBeCloseTo(
      PUBLISHED_FIGURES.stages.missingPickedUpShare,
      3,
    );
    expectFitForFile(trace);
  });
});
