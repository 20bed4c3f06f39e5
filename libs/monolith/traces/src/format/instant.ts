const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/**
 * Reads an ISO 8601 instant; undefined when it is none. The offset is required: a local time would
 * mean another instant on every machine.
 */
export function parseInstant(value: string): Date | undefined {
  const day = INSTANT.exec(value)?.[1];
  if (day === undefined || !isCalendarDay(day)) return undefined;
  const instant = new Date(value);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

/** Writes an instant in UTC, without milliseconds where there are none. */
export function formatInstant(instant: Date | undefined): string {
  return instant === undefined ? '' : instant.toISOString().replace('.000Z', 'Z');
}

// Date.parse turns 30 February into 2 March instead of refusing it.
function isCalendarDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
