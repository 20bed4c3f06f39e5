/**
 * Thrown when a slot of our name is there and is not ours to use: of another plugin or another
 * database. Only a person can tell whose it is.
 */
export class ForeignSlotError extends Error {
  readonly code = 'SLOT.FOREIGN';

  constructor(
    readonly slot: string,
    readonly difference: string,
  ) {
    super(`the slot ${slot} ${difference}; give LOG_TAILER_SLOT another name, or drop that one`);
    this.name = 'ForeignSlotError';
  }
}

/** Thrown while the server still makes the slot; that ends when the transactions before it have. */
export class SlotInTheMakingError extends Error {
  readonly code = 'SLOT.IN_THE_MAKING';

  constructor(readonly slot: string) {
    super(`the slot ${slot} is still being made: the server waits for running transactions to end`);
    this.name = 'SlotInTheMakingError';
  }
}
