import { randomUUID } from 'node:crypto';

/** A name for a queue or exchange that no other test run has: test files share one broker. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomUUID().slice(0, 8)}`;
}
