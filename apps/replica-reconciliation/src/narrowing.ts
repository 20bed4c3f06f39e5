import type { RangeDigest } from '@ftgo/monolith-tables';

/** A span of ids. */
export interface Span {
  readonly from: number;
  /** The first id beyond. */
  readonly to: number;
}

/** Cuts a span into chunks of whole ranges, so that no answer is large. Pure. */
export function chunksOf({ from, to }: Span, rangeSize: number, rangesInChunk = 20): Span[] {
  const step = rangeSize * rangesInChunk;
  const chunks: Span[] = [];
  for (let at = Math.floor(from / rangeSize) * rangeSize; at < to; at += step) {
    chunks.push({ from: Math.max(at, from), to: Math.min(at + step, to) });
  }
  return chunks;
}

/** The ranges whose digests differ, or that only one side has, as spans within `chunk`. Pure. */
export function differingSpans(
  monolith: readonly RangeDigest[],
  replica: readonly RangeDigest[],
  chunk: Span,
  rangeSize: number,
): Span[] {
  const digests = new Map(replica.map(({ range, digest }) => [range, digest]));
  const ranges = new Set([...monolith, ...replica].map(({ range }) => range));
  const theirs = new Map(monolith.map(({ range, digest }) => [range, digest]));
  return [...ranges]
    .filter((range) => digests.get(range) !== theirs.get(range))
    .sort((a, b) => a - b)
    .map((range) => ({
      from: Math.max(range * rangeSize, chunk.from),
      to: Math.min((range + 1) * rangeSize, chunk.to),
    }));
}
