import type { LedgerLine } from '../dispatcher-under-test/due-notices.js';

/** A message that the relay has: when it took it (`performance.now()`), and its Message-ID. */
export interface Copy {
  readonly atMs: number;
  readonly messageId: string;
}

/** What is known of one notice when all is over. */
export interface Account {
  readonly line: LedgerLine;
  readonly messageId: string;
  /** In the order of their coming. */
  readonly copies: readonly Copy[];
  /** How often the relay left the sender in doubt, on purpose. */
  readonly doubts: number;
}

/** How many copies there are, and why. */
export type Finding =
  | 'exactly once'
  | 'twice by injection'
  | 'twice by a kill'
  | 'never, and UNKNOWN after its repeat'
  | { readonly broken: string };

/** How soon after a message was taken a kill still explains that its sender wrote nothing down. */
const KILLED_WITHIN_MS = 2_500;
/** What a sender wrote before it was killed may be read a moment later. */
const READ_WITHIN_MS = 500;

/** Judges one notice (I5). @param kills when a sender was killed, as `performance.now()` */
export function judge(account: Account, kills: readonly number[]): Finding {
  const { line, copies, messageId, doubts } = account;
  const order = `order ${line.orderId}`;
  if (!line.isSettled) return { broken: `${order}: ${line.state}, and still waiting` };
  if (copies.some((copy) => copy.messageId !== messageId)) {
    return { broken: `${order}: a copy with another Message-ID` };
  }
  if (doubts > line.ambiguousSends) {
    return { broken: `${order}: ${doubts} times in doubt, ${line.ambiguousSends} in the ledger` };
  }
  if (copies.length > 2) return { broken: `${order}: ${copies.length} copies` };
  const [first, second] = copies;
  if (first === undefined) {
    return line.state === 'UNKNOWN' && line.ambiguousSends >= 2
      ? 'never, and UNKNOWN after its repeat'
      : { broken: `${order}: lost, and ${line.state}` };
  }
  if (line.state !== 'SENT' && line.state !== 'UNKNOWN') {
    return { broken: `${order}: ${line.state}, though the relay has it` };
  }
  if (second === undefined) return 'exactly once';
  if (doubts > 0) return 'twice by injection';
  const sinceFirst = kills.filter((kill) => kill < second.atMs).map((kill) => kill - first.atMs);
  const isKilled = sinceFirst.some((ms) => ms > -READ_WITHIN_MS && ms < KILLED_WITHIN_MS);
  if (isKilled && line.ambiguousSends > 0) return 'twice by a kill';
  const apart = Math.round(second.atMs - first.atMs);
  const known = `${apart} ms apart, ${line.ambiguousSends} ambiguous sends, ${line.cause ?? 'no cause'}`;
  return { broken: `${order}: twice, and nothing explains it (${known})` };
}
