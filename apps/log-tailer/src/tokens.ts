/** Injection tokens of the tailer's own parts. */
export const SLOT = Symbol('SLOT');
export const SNAPSHOTS = Symbol('SNAPSHOTS');
export const STATUS = Symbol('STATUS');
export const TAILER_METRICS = Symbol('TAILER_METRICS');
export const WORK = Symbol('WORK');
