/** Longer batches hold their orders, and the budget, for too long; shorter ones cost more each. */
const AIM_MS = 300;
const LEAST = 20;

/**
 * How many orders the next batch takes: as many as are decided in about the time aimed at. It
 * doubles while batches are quick and full, and halves as soon as one is slow, so that a database
 * under strain is spared and a backlog is still worked off in large batches.
 */
export function nextBatchSize(
  size: number,
  most: number,
  last: { readonly assessed: number; readonly tookMs: number },
): number {
  if (last.tookMs > AIM_MS) return Math.min(most, Math.max(LEAST, Math.floor(size / 2)));
  const isFull = last.assessed >= size;
  return isFull && last.tookMs < AIM_MS / 2 ? Math.min(most, size * 2) : size;
}
