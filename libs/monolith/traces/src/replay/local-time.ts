const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The zone's wall clock at an instant, written as if it were UTC. */
export function wallClock(at: Date, timeZone: string): Date {
  const parts = formatFor(timeZone).formatToParts(at);
  const read = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value);
  return new Date(
    Date.UTC(
      read('year'),
      read('month') - 1,
      read('day'),
      read('hour'),
      read('minute'),
      read('second'),
    ),
  );
}

/**
 * The instant at which the zone's clock shows `localTime` (`HH:mm`) on `localDay` (`YYYY-MM-DD`):
 * the first where it shows that twice; where summer time skips it, as long after the gap's end as
 * it lies in the gap.
 */
export function instantOf(localDay: string, localTime: string, timeZone: string): Date {
  const shown = new Date(`${localDay}T${localTime}:00Z`).getTime();
  const offsetAt = (ms: number): number => wallClock(new Date(ms), timeZone).getTime() - ms;
  const guess = shown - offsetAt(shown);
  // Around a change of summer time the offset at the guess is the one that counts.
  const instant = shown - offsetAt(guess);
  const isSkipped = offsetAt(instant) !== shown - instant;
  return new Date(isSkipped ? Math.max(guess, instant) : instant);
}

/** The next instant after `at` at which the zone's clock shows `localTime` (`HH:mm`). */
export function nextLocalTime(at: Date, localTime: string, timeZone: string): Date {
  const today = wallClock(at, timeZone).getTime();
  for (const days of [0, 1]) {
    const localDay = new Date(today + days * DAY_MS).toISOString().slice(0, 10);
    const instant = instantOf(localDay, localTime, timeZone);
    if (instant > at) return instant;
  }
  return instantOf(new Date(today + 2 * DAY_MS).toISOString().slice(0, 10), localTime, timeZone);
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    calendar: 'gregory',
    hourCycle: 'h23',
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
