/** A wrong header must not silence us for an evening. */
const MAX_RETRY_AFTER_MS = 300_000;

/**
 * Reads a Retry-After header, in seconds or as a date.
 * @returns milliseconds to wait from `nowMs` (since the epoch), at most five minutes; undefined
 *   when there is nothing to wait for.
 */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) {
    return undefined;
  }
  const text = header.trim();
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - nowMs;
  return waitMs > 0 ? Math.min(waitMs, MAX_RETRY_AFTER_MS) : undefined;
}
