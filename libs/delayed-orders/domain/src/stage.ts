import type { Order } from './order.js';

/** How far an order has come; each stage begins with the event of the same name. */
export const STAGES = ['PLACED', 'ACCEPTED', 'PREPARING', 'READY', 'PICKED_UP'] as const;
export type Stage = (typeof STAGES)[number];

/** A stage and the instant at which the order entered it. */
export interface StageEntry {
  readonly stage: Stage;
  readonly enteredAt: Date;
}

/**
 * The stages that an order is known to have entered, in order. A stage whose event never came is
 * left out: silence says nothing by itself.
 */
export function stageEntries(order: Order): StageEntry[] {
  const entries: [Stage, Date | undefined][] = [
    ['PLACED', order.createdAt],
    ['ACCEPTED', order.acceptedAt],
    ['PREPARING', order.preparingAt],
    ['READY', order.readyAt],
    ['PICKED_UP', order.pickedUpAt],
  ];
  return entries.flatMap(([stage, enteredAt]) =>
    enteredAt === undefined ? [] : [{ stage, enteredAt }],
  );
}
