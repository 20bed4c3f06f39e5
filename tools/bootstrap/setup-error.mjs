/** Exit codes of the bootstrap, after sysexits(3). A target's own exit code is passed on unchanged. */
export const EXIT = Object.freeze({ usage: 64, unavailable: 69, busy: 75 });

/**
 * An end of the set-up that the reader can do something about: what failed, why, and what to do next.
 * Printed without a stack trace; `exitCode` becomes the process's own.
 */
export class SetupError extends Error {
  constructor({ what, why, next, exitCode = EXIT.unavailable }) {
    super([what, why && `  why:  ${why}`, next && `  next: ${next}`].filter(Boolean).join('\n'));
    this.name = 'SetupError';
    this.exitCode = exitCode;
  }
}

/** Thrown by whatever was under way when the run was interrupted (Ctrl-C, SIGTERM, SIGHUP). */
export class InterruptedError extends Error {
  constructor() {
    super('interrupted');
    this.name = 'InterruptedError';
  }
}
