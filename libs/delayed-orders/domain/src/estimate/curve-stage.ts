import type { Order } from '../order.js';

/**
 * The stages that have a curve of their own, in order. PREPARING has none: the kitchen's start says
 * little, so an order that is being prepared is still ACCEPTED (and began so where the acceptance
 * itself was never heard of). READY is a refinement; a feed without it simply never enters it.
 */
export const CURVE_STAGES = ['PLACED', 'ACCEPTED', 'READY', 'PICKED_UP'] as const;
export type CurveStage = (typeof CURVE_STAGES)[number];

/** Positions in {@link CURVE_STAGES}; numbers, because they index tables in the hot path. */
export const PLACED = 0;
export const ACCEPTED = 1;
export const READY = 2;
export const PICKED_UP = 3;

/**
 * When the order entered a stage, in ms; NaN where its event is not known. Never before the
 * creation: a clock gone wrong must not make an order older than it is.
 */
export function enteredMs(order: Order, stage: number): number {
  const at = eventOf(order, stage);
  if (at === undefined) return Number.NaN;
  const ms = at.getTime();
  // Compared as numbers: comparing dates is ten times slower, and this is asked a million times.
  const createdMs = order.createdAt === undefined ? ms : order.createdAt.getTime();
  return ms < createdMs ? createdMs : ms;
}

/** The stage of an order by the furthest event heard of; -1 while nothing is known. */
export function curveStageOf(order: Order): number {
  if (order.pickedUpAt !== undefined) return PICKED_UP;
  if (order.readyAt !== undefined) return READY;
  if (order.acceptedAt !== undefined || order.preparingAt !== undefined) return ACCEPTED;
  return order.createdAt === undefined ? -1 : PLACED;
}

function eventOf(order: Order, stage: number): Date | undefined {
  if (stage === PLACED) return order.createdAt;
  if (stage === ACCEPTED) return order.acceptedAt ?? order.preparingAt;
  return stage === READY ? order.readyAt : order.pickedUpAt;
}
