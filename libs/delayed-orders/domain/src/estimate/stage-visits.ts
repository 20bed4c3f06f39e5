import type { Order } from '../order.js';
import { enteredMs, PICKED_UP, PLACED } from './curve-stage.js';
import type { StageVisit } from './stage-history.js';

const MINUTE_MS = 60_000;

/** A visit, and the exact minutes from entering the stage to the delivery. */
export interface TimedVisit extends StageVisit {
  readonly minutes: number;
}

/**
 * The stages that a delivered order is known to have passed through, last first. Clocks gone wrong
 * are put right: an event lies between the creation and the delivery, or it is left out (it then
 * counts as missing). Empty for an order that was not delivered, or before it was created.
 */
export function stageVisitsOf(order: Order): TimedVisit[] {
  const deliveredMs = order.deliveredAt?.getTime() ?? Number.NaN;
  const visits: TimedVisit[] = [];
  let nextMs = Number.NaN;
  for (let stage = PICKED_UP; stage >= PLACED; stage--) {
    const entered = enteredMs(order, stage);
    if (!(entered <= deliveredMs)) continue;
    const minutes = (deliveredMs - entered) / MINUTE_MS;
    const stayed = Math.max(0, Math.floor((nextMs - entered) / MINUTE_MS));
    visits.push({
      stage,
      stayed: Number.isNaN(nextMs) ? undefined : stayed,
      total: Math.floor(minutes),
      minutes,
    });
    nextMs = entered;
  }
  return visits.at(-1)?.stage === PLACED ? visits : [];
}
