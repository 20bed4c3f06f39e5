import type { Trace } from '../trace.js';

/** How long before the first order, and after every jump, business time runs without one. */
export const LEAD_IN_MINUTES = 5;

/** The instant of business time at which a replay begins; the epoch for a trace without orders. */
export function replayStart(trace: Trace): Date {
  const first = trace.orders[0]?.createdAt.getTime() ?? 0;
  return new Date(first - LEAD_IN_MINUTES * 60_000);
}
