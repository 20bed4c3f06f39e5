import { z } from 'zod';

// Asking Intl costs more than everything else about a message; there are some hundred zones.
const known = new Set<string>();
const MOST_KNOWN = 1_000;
const LONGEST = 64;

/** True for an IANA time zone that this runtime knows; an offset such as "+05:30" names no zone. */
export function isTimeZone(zone: string): boolean {
  if (known.has(zone)) return true;
  const isZone = zone.length <= LONGEST && /^[A-Za-z]/.test(zone) && asksIntl(zone);
  if (isZone && known.size < MOST_KNOWN) known.add(zone);
  return isZone;
}

export const TimeZone = z
  .string()
  .max(LONGEST)
  .refine(isTimeZone, 'must be an IANA time zone such as America/Los_Angeles');

function asksIntl(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
