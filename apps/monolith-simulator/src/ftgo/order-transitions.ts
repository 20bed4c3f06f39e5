import { FtgoError } from './ftgo.errors.js';
import type { OrderChange } from './order-step.js';

/** FTGO's OrderState. */
export type OrderState =
  | 'APPROVED'
  | 'ACCEPTED'
  | 'PREPARING'
  | 'READY_FOR_PICKUP'
  | 'PICKED_UP'
  | 'DELIVERED'
  | 'CANCELLED';

const NEEDED: Readonly<
  Record<Exclude<OrderChange['kind'], 'cancelled' | 'rescheduled'>, OrderState>
> = {
  accepted: 'APPROVED',
  preparing: 'ACCEPTED',
  ready: 'PREPARING',
  'picked-up': 'READY_FOR_PICKUP',
  delivered: 'PICKED_UP',
};

/**
 * Refuses what an order's state doesn't allow. A consumer cancels only what is APPROVED; the
 * restaurant's cancellation and a new promise, which FTGO lacks, fit any order that is open.
 * Pure. @throws FtgoError
 */
export function refuseUnlessAllowed(state: OrderState, change: OrderChange): void {
  if (!isAllowed(state, change)) throw new FtgoError(`current state: ${state}`);
}

/** Whether the consumer may still change what was ordered. */
export function isRevisable(state: OrderState): boolean {
  return state === 'APPROVED';
}

function isAllowed(state: OrderState, change: OrderChange): boolean {
  switch (change.kind) {
    case 'cancelled':
      return change.cancelledBy === 'CONSUMER' ? state === 'APPROVED' : isOpen(state);
    case 'rescheduled':
      return isOpen(state);
    default:
      return state === NEEDED[change.kind];
  }
}

function isOpen(state: OrderState): boolean {
  return state !== 'DELIVERED' && state !== 'CANCELLED';
}
