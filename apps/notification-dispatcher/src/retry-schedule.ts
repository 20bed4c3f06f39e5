const FIRST_MS = 2_000;
const LONGEST_MS = 120_000;

/** Before an attempt whose answer was lost is repeated, the receiver gets this long to settle. */
export const AMBIGUOUS_PAUSE_MS = 30_000;

/**
 * How long to wait after the given number of failures: doubling from 2 s to 2 min, jittered by
 * half so that many notices do not come back at once. @param random in [0, 1), handed in.
 */
export function retryAfterMs(failures: number, random: number): number {
  const full = Math.min(FIRST_MS * 2 ** Math.max(0, failures - 1), LONGEST_MS);
  return Math.round(full * (0.5 + random));
}
