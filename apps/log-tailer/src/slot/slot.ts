import type { Lsn } from '../log/lsn.js';

/** A replication slot as the server describes it. */
export interface Slot {
  readonly plugin: string;
  readonly isOfThisDatabase: boolean;
  /** A tailer streams from it now. */
  readonly isActive: boolean;
  /** Everything before it was confirmed; undefined while the slot is being made. */
  readonly confirmedLsn: Lsn | undefined;
  /** `lost`, or why the server invalidated it; undefined while the slot is well. */
  readonly loss: string | undefined;
  /** Log that was written and not yet confirmed. */
  readonly lagBytes: number;
  /** Log that the server keeps because of this slot. */
  readonly retainedBytes: number;
}

/** What is remembered of a slot that was made. */
export interface SlotRecord {
  readonly createdAt: Date;
  /** Every commit up to here is in every snapshot from now on. */
  readonly visibleLsn: Lsn;
  /** Why the server cannot read the log through the slot, though it is there. */
  readonly unusableBecause: string | undefined;
  /** Who asked for a new slot in place of this one; undefined while nobody does. */
  readonly recreationRequestedBy: string | undefined;
}

/**
 * Why nothing can be read through the slot any more and only a new one helps; undefined while it
 * can. A slot that was never made is not lost.
 */
export function lossOf(slot: Slot | undefined, record: SlotRecord | undefined): string | undefined {
  if (record === undefined) return undefined;
  if (slot === undefined) return 'it is gone';
  return slot.loss ?? record.unusableBecause;
}

/** What operators are told of a slot that is lost. */
export const lostSlotSentence = (name: string, because: string): string =>
  `the slot ${name} is lost: ${because}. What happened since is missing until a new slot and a ` +
  'snapshot of everything are asked for: POST /log-tailer/slot/recreate {"requestedBy": "..."}; ' +
  'see docs/runbooks/log-tailer-slot-lost.md';
