import { isIPv4 } from 'node:net';

/** What may be logged of an error. */
export interface ErrorDescription {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: ErrorDescription;
}

const ADDRESS = /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g;
const PHONE = /\+?\d[\d\s().-]{7,}\d/g;

/**
 * Describes an error by an allow-list: name, code, message and stack frames, with everything
 * that looks like an e-mail address or a phone number taken out. Fields that libraries hang on
 * their errors (nodemailer's `envelope`, pg's `detail` and `parameters`) are left behind.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error, message: scrub(String(error)) };
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? String(error.code) : undefined;
  const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name,
    message: scrub(message),
    ...(code === undefined ? {} : { code }),
    ...(frames === undefined ? {} : { stack: frames.slice(0, 12).join('\n') }),
    ...(cause === undefined || depth > 3 ? {} : { cause: describeError(cause, depth + 1) }),
  };
}

const scrub = (text: string): string =>
  text.slice(0, 500).replace(ADDRESS, '[address]').replace(PHONE, hideNumber);

/** A server's IP address looks like a phone number, and tells an operator which server it was. */
const hideNumber = (text: string): string => (isIPv4(text) ? text : '[number]');
