/**
 * Thrown while the log is read, when it holds what this version cannot read. Nothing is passed
 * over: the slot stays where it is, and the log is kept, until a version that can read it runs.
 */
export class UnreadableLogError extends Error {
  readonly code = 'LOG.UNREADABLE';

  constructor(cause: unknown) {
    super('the log holds a message that cannot be read; the slot stays before it', { cause });
    this.name = 'UnreadableLogError';
  }
}

/** Ends a stream of the log whose server has gone silent, so that it is opened anew. */
export class SilentServerError extends Error {
  readonly code = 'LOG.SILENT_SERVER';

  constructor(readonly silentMs: number) {
    super(`the server has sent nothing for ${silentMs} ms, though it was asked to`);
    this.name = 'SilentServerError';
  }
}
