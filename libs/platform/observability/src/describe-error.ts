import { scrub } from './scrub.js';

/** What may be logged of an error. */
export interface ErrorDescription {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: ErrorDescription;
}

const LONGEST = 500;

/**
 * Describes an error by an allow-list: name, code, message and stack frames, with everything
 * that looks like an e-mail address or a phone number taken out. Fields that libraries hang on
 * their errors (nodemailer's `envelope`, pg's `detail` and `parameters`) are left behind.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error, message: shortened(error) };
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: shortened(name),
    message: shortened(message),
    ...(code === undefined ? {} : { code: shortened(code) }),
    ...(frames === undefined ? {} : { stack: framesOf(frames) }),
    ...(cause === undefined || depth > 3 ? {} : { cause: describeError(cause, depth + 1) }),
  };
}

/** Scrubs before it cuts: half an address is not recognized, and is still somebody's. */
const shortened = (text: unknown): string => scrub(String(text)).slice(0, LONGEST);

/** A line of the message that begins with "at" passes for a frame, so frames are scrubbed too. */
const framesOf = (lines: readonly string[]): string => lines.slice(0, 12).map(shortened).join('\n');
