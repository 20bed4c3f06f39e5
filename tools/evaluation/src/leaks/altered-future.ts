import type { Trace, TraceOrder } from '@ftgo/monolith-traces';
import type { SeededDraws } from '../measures/seeded-draws.js';

const MINUTE_MS = 60_000;
const LOST_SHARE = 0.3;
const FURTHEST_MINUTES = 90;
const STAGES = ['acceptedAt', 'preparingAt', 'readyAt', 'pickedUpAt', 'deliveredAt'] as const;

type StageTime = (typeof STAGES)[number];
type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * The same trace up to an instant, and quite another one after it: later events are lost or come at
 * other times, deliveries become cancellations, other couriers come, later orders go elsewhere or
 * are never placed.
 */
export function alteredAfter(trace: Trace, instant: Date, draws: SeededDraws): Trace {
  const orders = trace.orders.flatMap((order) =>
    order.createdAt > instant ? laterOrder(order, draws) : [openOrder(order, instant, draws)],
  );
  return { ...trace, orders };
}

function laterOrder(order: TraceOrder, draws: SeededDraws): TraceOrder[] {
  if (draws.uniform() < LOST_SHARE) return [];
  const { acceptedAt: _a, preparingAt: _b, readyAt: _c, pickedUpAt: _d, ...rest } = order;
  return [{ ...rest, area: 'elsewhere', orderTotalCents: draws.below(20_000) }];
}

/** Keeps what had happened by the instant; draws anew what had not. */
function openOrder(order: TraceOrder, instant: Date, draws: SeededDraws): TraceOrder {
  const endedAt = order.deliveredAt ?? order.cancelledAt;
  if (endedAt !== undefined && endedAt <= instant) return order;
  const altered: Writable<TraceOrder> = { ...order };
  let after = instant.getTime();
  for (const stage of STAGES) {
    const at = altered[stage];
    if (at !== undefined && at <= instant) continue;
    delete altered[stage];
    if (draws.uniform() < LOST_SHARE) continue;
    after += 1 + draws.below(FURTHEST_MINUTES * MINUTE_MS);
    altered[stage] = new Date(after);
  }
  return withOtherEnd(altered, order, draws);
}

function withOtherEnd(
  altered: Writable<TraceOrder>,
  { pickedUpAt }: TraceOrder,
  draws: SeededDraws,
): TraceOrder {
  const wasPickedUp = altered.pickedUpAt !== undefined && altered.pickedUpAt === pickedUpAt;
  if (!wasPickedUp && altered.courierId !== undefined) altered.courierId = `x${draws.below(50)}`;
  delete altered.cancelledAt;
  if (altered.deliveredAt === undefined || draws.uniform() >= LOST_SHARE) return altered;
  altered.cancelledAt = altered.deliveredAt;
  delete altered.deliveredAt;
  return altered;
}

/** The instants of an order that lie after another; for tests of this very alteration. */
export function stagesAfter(order: TraceOrder, instant: Date): StageTime[] {
  return STAGES.filter((stage) => (order[stage] ?? instant) > instant);
}
