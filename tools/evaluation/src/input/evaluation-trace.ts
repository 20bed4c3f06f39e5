import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { Trace } from '@ftgo/monolith-traces';
import {
  importBayArea,
  importWolt,
  madeTrace,
  parseTrace,
  readTrace,
  traceOf,
} from '@ftgo/monolith-traces';
import { RefusedInput } from './refused-input.js';

/** A trace to be evaluated, and what it is called. */
export interface EvaluationTrace {
  readonly name: string;
  readonly trace: Trace;
}

/** Columns by which a published set is known; a trace has none of them. */
const PUBLISHED_SETS = [
  { mark: 'placed_with_restaurant_s', importSet: importBayArea },
  { mark: 'venue_id', importSet: importWolt },
] as const;
const GZIP_MARK = Buffer.from([0x1f, 0x8b]);

/**
 * Reads a trace, or a published set, which is imported on the fly; either may be compressed by gzip.
 * Throws TraceError for what is neither and RefusedInput for a file that can't be read.
 */
export async function readEvaluationTrace(path: string): Promise<EvaluationTrace> {
  const { text, isPacked } = await readText(path);
  const header = text.slice(0, text.indexOf('\n')).trim().split(',');
  const published = PUBLISHED_SETS.find(({ mark }) => header.includes(mark));
  if (published !== undefined) {
    return { name: path, trace: published.importSet(text, path).trace };
  }
  const trace = isPacked ? traceOf(parseTrace(text, path), []) : await readTrace(path);
  return { name: path, trace };
}

/** The project's own made trace. */
export function madeEvaluationTrace(orders: number, seed: number): EvaluationTrace {
  return { name: `made trace, ${orders} orders, seed ${seed}`, trace: madeTrace({ orders, seed }) };
}

async function readText(path: string): Promise<{ text: string; isPacked: boolean }> {
  try {
    const bytes = await readFile(path);
    const isPacked = bytes.subarray(0, 2).equals(GZIP_MARK);
    return { text: (isPacked ? gunzipSync(bytes) : bytes).toString('utf8'), isPacked };
  } catch (error) {
    throw new RefusedInput(`${path}: expected a readable file: ${String(error)}`, { cause: error });
  }
}
