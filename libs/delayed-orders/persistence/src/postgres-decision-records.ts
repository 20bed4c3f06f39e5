import type { DecisionRecord } from '@ftgo/delayed-orders-domain';
import type { Queryable } from '@ftgo/platform-postgres';

/** JSON has no instants. */
type Stored = Omit<DecisionRecord, 'decidedAt' | 'promisedAt' | 'expected' | 'dueAt'> & {
  readonly decidedAt: string;
  readonly promisedAt?: string;
  readonly expected?: { readonly from: string; readonly to: string };
  readonly dueAt?: string;
};

/** Why an order stood as it did, in the order of time, by both policies. */
export async function decisionsAbout(
  database: Queryable,
  orderId: number,
): Promise<DecisionRecord[]> {
  const rows = await database.query<{ record: Stored }>(
    'select record from decision_record where order_id = $1 order by record_id',
    [orderId],
  );
  return rows.map(({ record }) => toDecisionRecord(record));
}

function toDecisionRecord(stored: Stored): DecisionRecord {
  const { decidedAt, promisedAt, expected, dueAt } = stored;
  return {
    ...stored,
    decidedAt: new Date(decidedAt),
    promisedAt: instant(promisedAt),
    expected: expected && { from: new Date(expected.from), to: new Date(expected.to) },
    dueAt: instant(dueAt),
  };
}

const instant = (text: string | undefined): Date | undefined =>
  text === undefined ? undefined : new Date(text);

/**
 * Forgets what was decided long ago, some at a time. Idempotent.
 * @returns true when there may be more.
 */
export async function forgetDecisions(
  database: Queryable,
  olderThanDays: number,
): Promise<boolean> {
  const forgotten = await database.query(
    `delete from decision_record where (order_id, record_id) in (
       select order_id, record_id from decision_record
       where decided_at < app_now() - $1::int * interval '1 day'
       order by decided_at limit 1000 for update skip locked)
     returning record_id`,
    [olderThanDays],
  );
  return forgotten.length === 1_000;
}
