import { nameOf } from './translation.js';

/**
 * The states of FTGO's monolith and of its later application in the monolith's words. What is
 * pending there is open here; a rejected order has ended as a cancelled one has.
 */
const STATES: Readonly<Record<string, string>> = {
  APPROVAL_PENDING: 'APPROVED',
  APPROVED: 'APPROVED',
  CANCEL_PENDING: 'APPROVED',
  REVISION_PENDING: 'APPROVED',
  ACCEPTED: 'ACCEPTED',
  PREPARING: 'PREPARING',
  READY_FOR_PICKUP: 'READY_FOR_PICKUP',
  PICKED_UP: 'PICKED_UP',
  DELIVERED: 'DELIVERED',
  CANCELLED: 'CANCELLED',
  REJECTED: 'CANCELLED',
};

/** A state in the replica's words; one that nobody knows is kept as a name and decides nothing. */
export const translateState = (state: string): string =>
  Object.hasOwn(STATES, state) ? (STATES[state] ?? state) : nameOf(state);

/** Whether the translation of a state is known. */
export const isKnownState = (state: string): boolean => Object.hasOwn(STATES, state);
