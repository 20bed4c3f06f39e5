import { readFile, writeFile } from 'node:fs/promises';
import { formatTrace } from './format/format-trace.js';
import { formatTraceRestaurants } from './format/format-trace-restaurants.js';
import { parseTrace } from './format/parse-trace.js';
import { parseTraceRestaurants } from './format/parse-trace-restaurants.js';
import { firstOrders } from './first-orders.js';
import { TraceError } from './trace.errors.js';
import type { Trace } from './trace.js';
import { traceOf } from './trace-of.js';

/** What part of a trace to read. */
export interface ReadTraceOptions {
  /** Only the first so many orders by creation. */
  readonly limit?: number;
}

/** Where a trace's file about restaurants stands: `orders.csv` -> `orders.restaurants.csv`. */
export function restaurantsPath(tracePath: string): string {
  return `${tracePath.replace(/\.csv$/i, '')}.restaurants.csv`;
}

/**
 * Reads a trace and, where there is one, the file about its restaurants. Throws a TraceError when
 * either can't be read or holds anything that can't be replayed.
 */
export async function readTrace(path: string, options: ReadTraceOptions = {}): Promise<Trace> {
  const text = await readText(path);
  if (text === undefined) {
    throw new TraceError([{ file: path, expected: 'a file that exists' }]);
  }
  const besides = restaurantsPath(path);
  const restaurantsText = await readText(besides);
  const restaurants =
    restaurantsText === undefined ? [] : parseTraceRestaurants(restaurantsText, besides);
  const trace = traceOf(parseTrace(text, path), restaurants);
  return options.limit === undefined ? trace : firstOrders(trace, options.limit);
}

/** Writes a trace as two files that `readTrace` reads back; overwrites what is there. */
export async function writeTrace(path: string, trace: Trace): Promise<void> {
  await writeFile(path, formatTrace(trace.orders));
  await writeFile(restaurantsPath(path), formatTraceRestaurants(trace.restaurants));
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const found = errorCode(error);
    if (found === 'ENOENT') return undefined;
    throw new TraceError([{ file: path, expected: 'a readable file', found }]);
  }
}

function errorCode(error: unknown): string {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  return hasCode ? String(error.code) : String(error);
}
