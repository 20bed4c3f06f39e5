/** Thrown to whoever waits at a window when it is closed: nothing more is published through it. */
export class WindowClosedError extends Error {
  readonly code = 'PUBLISHING.WINDOW_CLOSED';

  constructor() {
    super('nothing more is published here');
    this.name = 'WindowClosedError';
  }
}
