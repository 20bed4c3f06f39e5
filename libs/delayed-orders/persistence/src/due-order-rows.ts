import type { Taught, ToldNotice } from '@ftgo/delayed-orders-domain';
import type { OrderRow } from './order-row.js';

/** A claimed row of `order_replica`, with what the estimate was taught of it. */
export interface DueOrderRow extends OrderRow {
  readonly taught: Taught;
}

/** What the ladder needs of a row of `delayed_order_notification`. */
export interface ToldNoticeRow {
  readonly order_id: number;
  readonly promise_generation: number;
  readonly condition: ToldNotice['condition'];
  readonly audience: ToldNotice['audience'];
  readonly expected_from: Date | null;
  readonly expected_to: Date | null;
  readonly decided_at: Date;
  readonly is_withdrawn: boolean;
}

export function toToldNotice(row: ToldNoticeRow): ToldNotice {
  const { expected_from: from, expected_to: to } = row;
  return {
    promiseGeneration: row.promise_generation,
    condition: row.condition,
    audience: row.audience,
    expected: from === null || to === null ? undefined : { from, to },
    decidedAt: row.decided_at,
    isWithdrawn: row.is_withdrawn,
  };
}
