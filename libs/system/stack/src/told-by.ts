import type { LedgerEntry } from './verdict.js';

/** What a ledger told whom, a line per effect key, in a form that two runs can be compared by. */
export function toldBy(ledger: readonly LedgerEntry[]): string[] {
  return ledger
    .map((entry) => {
      const { orderId, promiseGeneration, condition, audience, reason, state, cause } = entry;
      // An ambiguous send may have arrived: it was told, as far as anybody can know. What waits for
      // its incident’s message will be.
      const isTold = state === 'SENT' || state === 'UNKNOWN' || state === 'GROUPED';
      const end = isTold ? 'told' : `${state} ${cause ?? ''}`;
      const at = entry.decidedAt.toISOString();
      return `order ${orderId}.${promiseGeneration} ${condition} ${audience} ${reason} ${at} ${end}`;
    })
    .sort();
}

/** The lines that only one of the two has. */
export function differences(one: readonly string[], other: readonly string[]): string[] {
  const [inOne, inOther] = [new Set(one), new Set(other)];
  return [
    ...one.filter((line) => !inOther.has(line)).map((line) => `only in the first: ${line}`),
    ...other.filter((line) => !inOne.has(line)).map((line) => `only in the second: ${line}`),
  ];
}
