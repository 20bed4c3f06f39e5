import type { z } from 'zod';
import { UnreadBody } from './ftgo/unread-body.js';

/** A request to `/simulator/…` that can't be understood: 400, which fields and what was expected. */
export class BadControlRequestError extends Error {
  readonly code = 'SIMULATOR.BAD_REQUEST';

  constructor(message: string) {
    super(message);
    this.name = 'BadControlRequestError';
  }
}

/** Reads the body of a control request. @throws BadControlRequestError */
export function readControl<Value>(schema: z.ZodType<Value>, body: unknown): Value {
  if (body instanceof UnreadBody) throw new BadControlRequestError(body.reason);
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || '(body)'}: ${message}`,
  );
  throw new BadControlRequestError(issues.join('; '));
}
