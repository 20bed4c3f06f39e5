import type { LedgerEntry, SimulatedOrder } from '@ftgo/system-stack';

const MINUTE_MS = 60_000;

/**
 * Notices to customers that were sent although what they say had stopped being true, by more than
 * the slack. Pure.
 * @param sentAt business time of sending, by notification id.
 */
export function untrueNotices(
  orders: readonly SimulatedOrder[],
  ledger: readonly LedgerEntry[],
  sentAt: ReadonlyMap<string, Date>,
  slackMinutes: number,
): string[] {
  const byId = new Map(orders.map((order) => [order.orderId, order]));
  return ledger
    .filter(({ state, audience }) => state === 'SENT' && audience === 'CUSTOMER')
    .flatMap((entry) => {
      const [order, at] = [byId.get(entry.orderId), sentAt.get(entry.notificationId)];
      if (order === undefined || at === undefined) return [];
      const overAt = truthEnds(order, entry.condition);
      const minutes = (at.getTime() - overAt) / MINUTE_MS;
      return minutes > slackMinutes
        ? [`order ${entry.orderId}: ${entry.condition} was sent ${minutes.toFixed(1)} min too late`]
        : [];
    });
}

/** Until when a notice of this condition is true, at the most (epoch ms). */
function truthEnds(order: SimulatedOrder, condition: LedgerEntry['condition']): number {
  const { deliveredAt, cancelledAt, cancelledBy, pickedUpAt } = order;
  const ends = [deliveredAt];
  if (condition === 'UNDELIVERABLE') ends.push(pickedUpAt);
  if (condition !== 'UNDELIVERABLE' || cancelledBy !== 'RESTAURANT') ends.push(cancelledAt);
  return Math.min(...ends.map((at) => (at === null ? Infinity : Date.parse(at))));
}
