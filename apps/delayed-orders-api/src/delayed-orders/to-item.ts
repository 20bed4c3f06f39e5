import type { DelayedOrderItem } from '@ftgo/delayed-orders-contracts';
import type { DelayedOrderView, ToldView } from '@ftgo/delayed-orders-persistence';
import type { z } from 'zod';

type Item = z.infer<typeof DelayedOrderItem>;

/** One row of the view in the shape of our contract; `told` may hold other orders' notices too. */
export function toItem(row: DelayedOrderView, told: readonly ToldView[]): Item {
  return {
    orderId: row.order_id,
    consumerId: row.consumer_id,
    restaurantId: row.restaurant_id,
    restaurantName: row.restaurant_name,
    condition: row.condition,
    reason: row.reason,
    since: row.since.toISOString(),
    promisedAt: row.promised_at?.toISOString() ?? null,
    minutesLate: minutesLate(row),
    expectedFrom: row.expected_from?.toISOString() ?? null,
    expectedTo: row.expected_to?.toISOString() ?? null,
    told: told
      .filter((notice) => notice.order_id === row.order_id)
      .map(({ condition, audience, channel, state, receipt, settled_at: at }) => ({
        condition,
        audience,
        channel,
        state,
        at: at?.toISOString() ?? null,
        receipt,
      })),
  };
}

function minutesLate({ promised_at: promisedAt, now }: DelayedOrderView): number | null {
  if (promisedAt === null || now <= promisedAt) return null;
  return Math.floor((now.getTime() - promisedAt.getTime()) / 60_000);
}
