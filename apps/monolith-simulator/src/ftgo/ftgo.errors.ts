/**
 * A broken rule of FTGO's. The monolith maps none of them to a status of its own, so every one is
 * a 500 with Spring's default error body, its message in it.
 */
export class FtgoError extends Error {
  readonly code = 'FTGO.RULE_BROKEN';

  constructor(message: string) {
    super(message);
    this.name = 'FtgoError';
  }
}

/** A request that Spring can't read: 400 or 415 with its default error body. */
export class UnreadableRequestError extends Error {
  readonly code = 'FTGO.UNREADABLE_REQUEST';

  constructor(
    message: string,
    readonly status: 400 | 415 = 400,
  ) {
    super(message);
    this.name = 'UnreadableRequestError';
  }
}

/** FTGO's explicit "not found": 404 with an empty body. */
export class NothingFoundError extends Error {
  readonly code = 'FTGO.NOTHING_FOUND';

  constructor() {
    super('nothing of this id');
    this.name = 'NothingFoundError';
  }
}

/** A failure that was asked for, with Spring's default error body. */
export class SimulatedFailureError extends Error {
  readonly code = 'FTGO.SIMULATED_FAILURE';

  constructor(readonly status: 500 | 503) {
    super('a fault that was asked for by PUT /simulator/faults');
    this.name = 'SimulatedFailureError';
  }
}
