import { setTimeout as pause } from 'node:timers/promises';

const POLL_INTERVAL_MS = 50;

/**
 * Repeats `assertion` until it no longer throws and returns what it returned; after `withinMs`
 * throws its last failure. The limit is generous on purpose: it only costs time when it fails.
 */
export async function eventually<T>(
  assertion: () => T | Promise<T>,
  { withinMs = 45_000 }: { readonly withinMs?: number } = {},
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await assertion();
    } catch (failure) {
      if (performance.now() > deadline) throw failure;
      await pause(POLL_INTERVAL_MS);
    }
  }
}
