const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
const LOCK_NOT_AVAILABLE = '55P03';

const REPEATABLE = new Set([SERIALIZATION_FAILURE, DEADLOCK_DETECTED, LOCK_NOT_AVAILABLE]);

/** True when the same transaction, run again, may well succeed. */
export function isWorthRepeating(error: unknown): boolean {
  return REPEATABLE.has(sqlStateOf(error));
}

/**
 * True when the statement itself is at fault (SQLSTATE classes 22 and 23: data, constraints) and
 * the server is well: repeating it can never help, other rows may still go through.
 */
export function isFaultOfTheRow(error: unknown): boolean {
  return /^2[23]/.test(sqlStateOf(error));
}

function sqlStateOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
