import type { SendOutcome } from '@ftgo/delayed-orders-domain';
import type { HttpAnswer } from './http-post.js';
import { HttpFailure } from './http-post.js';

/** Asked too early or too often: the request is good, and comes again. */
const COME_AGAIN = new Set([408, 425, 429, 503]);

/**
 * What an exchange means for the ledger.
 * @param isIdempotent whether the other side takes the same id for the same thing: then what may
 *   have arrived is simply sent again; otherwise it is UNKNOWN (I5).
 */
export function outcomeOfAnswer(
  channel: string,
  { status, retryAfterMs }: HttpAnswer,
  isIdempotent: boolean,
): SendOutcome {
  const cause = `${channel}.${status}`;
  if (status >= 200 && status < 300) return { kind: 'SENT' };
  // In 409 an idempotent receiver says that the same request is under way.
  const again = COME_AGAIN.has(status) || (isIdempotent && status === 409);
  if (again) return { kind: 'RETRY', cause, ...(retryAfterMs && { retryAfterMs }) };
  if (status < 500) return { kind: 'FAILED', cause };
  return { kind: isIdempotent ? 'RETRY' : 'UNKNOWN', cause };
}

/** @throws whatever is no HttpFailure. */
export function outcomeOfFailure(
  channel: string,
  error: unknown,
  isIdempotent: boolean,
): SendOutcome {
  if (!(error instanceof HttpFailure)) throw error;
  const cause = `${channel}.${error.code}`;
  return { kind: error.wasSent && !isIdempotent ? 'UNKNOWN' : 'RETRY', cause };
}
