import { setTimeout as pause } from 'node:timers/promises';

/** Looks until `holds` is true. @throws Error that names `what` when `withinMs` has passed. */
export async function waitUntil(
  what: string,
  holds: () => Promise<boolean>,
  { withinMs = 120_000, everyMs = 100 } = {},
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain: ${what}`);
    await pause(everyMs);
  }
}
