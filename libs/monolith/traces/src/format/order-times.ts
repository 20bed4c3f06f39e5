import type { TraceOrder } from '../trace.js';
import { formatInstant } from './instant.js';
import type { RowReader } from './row-reader.js';

interface NamedInstant {
  readonly column: string;
  readonly at: Date | undefined;
}

/**
 * Notes every time that can't be: a stage before the one it follows, a promise before the order,
 * anything after a cancellation, or both endings at once.
 */
export function checkOrderTimes(order: TraceOrder, reader: RowReader): void {
  const created = { column: 'created_at', at: order.createdAt };
  const stages = [
    created,
    { column: 'accepted_at', at: order.acceptedAt },
    { column: 'preparing_at', at: order.preparingAt },
    { column: 'ready_at', at: order.readyAt },
    { column: 'picked_up_at', at: order.pickedUpAt },
    { column: 'delivered_at', at: order.deliveredAt },
  ];
  checkAscending([created, { column: 'promised_at', at: order.promisedAt }], reader);
  if (order.deliveredAt && order.cancelledAt) {
    checkAscending(stages, reader);
    reader.reject('cancelled_at', 'nothing, since delivered_at is given');
  } else {
    checkAscending([...stages, { column: 'cancelled_at', at: order.cancelledAt }], reader);
  }
}

function checkAscending(instants: readonly NamedInstant[], reader: RowReader): void {
  let latest: NamedInstant | undefined;
  for (const instant of instants) {
    if (!instant.at) continue;
    if (latest?.at && instant.at < latest.at) {
      const earliest = `${latest.column} (${formatInstant(latest.at)})`;
      reader.reject(instant.column, `an instant not before ${earliest}`);
    } else {
      latest = instant;
    }
  }
}
