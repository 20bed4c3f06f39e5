import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LedgerEntry, SimulatedOrder } from '@ftgo/system-stack';

const execute = promisify(execFile);

/** The orders whose decisions say most: a risk that came true, and a meal that could not come. */
export function tellingOrders(
  orders: readonly SimulatedOrder[],
  ledger: readonly LedgerEntry[],
): number[] {
  const lateAtLast = new Set(
    orders
      .filter(
        ({ promisedAt, deliveredAt }) => promisedAt && deliveredAt && deliveredAt > promisedAt,
      )
      .map(({ orderId }) => orderId),
  );
  const isSent = (entry: LedgerEntry): boolean =>
    entry.state === 'SENT' && entry.audience === 'CUSTOMER';
  const risk = ledger.find(
    (entry) => isSent(entry) && entry.condition === 'AT_RISK' && lateAtLast.has(entry.orderId),
  );
  const foreseen = ledger.find(
    (entry) =>
      isSent(entry) &&
      entry.condition === 'UNDELIVERABLE' &&
      entry.reason !== 'CANCELLED_BY_RESTAURANT',
  );
  return [risk, foreseen].flatMap((entry) => (entry === undefined ? [] : [entry.orderId]));
}

/** What `ops why` says of an order, run as an operator runs it. */
export async function explain(root: string, databaseUrl: string, orderId: number): Promise<string> {
  const main = join(root, 'dist', 'apps', 'ops', 'main.js');
  const { stdout } = await execute(process.execPath, [main, 'why', String(orderId)], {
    env: { PATH: '/usr/bin:/bin', DATABASE_URL: databaseUrl },
  });
  return stdout;
}
