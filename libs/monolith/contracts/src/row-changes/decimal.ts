import { isJsonObject } from '../json.js';

/** Scale of the monolith's money columns, `decimal(19,2)`; base64 carries no scale of its own. */
const SCALE = 2;
const LARGEST_SCALE = 10;
const LARGEST_CENTS = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * The cents of a decimal column, in any of Debezium's three ways to write one: `string` ("61.70"),
 * `double` (61.7), `precise` (base64 of the unscaled bytes, or `{scale, value}`).
 * @returns undefined for what is none of these, is negative, or is no whole number of cents.
 */
export function decimalToCents(value: unknown): number | undefined {
  if (typeof value === 'number') return fromNumber(value);
  if (typeof value === 'string') {
    // Base64 that begins with a digit has its sign bit set: as an amount it can only be text.
    return /^\d/.test(value) ? fromText(value) : fromBytes(value, SCALE);
  }
  if (!isJsonObject(value)) return undefined;
  const { scale, value: bytes } = value;
  return typeof scale === 'number' && typeof bytes === 'string'
    ? fromBytes(bytes, scale)
    : undefined;
}

function fromNumber(value: number): number | undefined {
  const cents = Math.round(value * 100);
  // A quotient is rounded to the nearest double, and so is a decimal fraction when it is parsed.
  const isExact = cents / 100 === value;
  return isExact && value >= 0 && Number.isSafeInteger(cents) ? cents : undefined;
}

function fromText(text: string): number | undefined {
  const match = /^(\d{1,13})(?:\.(\d{1,2})0*)?$/.exec(text);
  return match === null
    ? undefined
    : Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** Two's complement, most significant byte first, as Java's BigInteger writes it. */
function fromBytes(base64: string, scale: number): number | undefined {
  if (!/^[A-Za-z0-9+/]{1,24}={0,2}$/.test(base64) || base64.length % 4 !== 0) return undefined;
  if (!Number.isInteger(scale) || scale < 0 || scale > LARGEST_SCALE) return undefined;
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const isNegative = ((bytes[0] ?? 0) & 0x80) !== 0;
  if (isNegative) return undefined;
  const unscaled = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const divisor = 10n ** BigInt(Math.max(0, scale - SCALE));
  const cents = (unscaled * 10n ** BigInt(Math.max(0, SCALE - scale))) / divisor;
  const isExact = unscaled % divisor === 0n;
  return isExact && cents <= LARGEST_CENTS ? Number(cents) : undefined;
}
