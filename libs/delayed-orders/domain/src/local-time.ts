const DAY_MS = 86_400_000;

/**
 * The instant (epoch ms) at which clocks in `timeZone` show `wallClockMs`, which is given as
 * epoch ms as if it were UTC. An hour that a clock change repeats counts as its first pass, one
 * that it skips as shifted by the skip.
 */
export function instantOfLocalTime(wallClockMs: number, timeZone: string): number {
  // The offsets a day before and after cover every clock change between them.
  const [before, after] = [wallClockMs - DAY_MS, wallClockMs + DAY_MS].map(
    (near) => wallClockMs - offsetMs(timeZone, near),
  ) as [number, number];
  // On nearly every day no clock changes, and asking the format is what costs.
  if (before === after) return before;
  const candidates = [before, after];
  const fitting = candidates.filter((instant) => localTimeOf(instant, timeZone) === wallClockMs);
  return fitting.length > 0 ? Math.min(...fitting) : Math.max(...candidates);
}

/** What clocks in `timeZone` show at `instantMs`, as epoch ms as if it were UTC. */
export function localTimeOf(instantMs: number, timeZone: string): number {
  return instantMs + offsetMs(timeZone, instantMs);
}

// Building a format costs more than a thousand uses of it; there are some dozen zones at most.
const formats = new Map<string, Intl.DateTimeFormat>();

function offsetMs(timeZone: string, instantMs: number): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatIn(timeZone).formatToParts(instantMs)) {
    parts[type] = Number(value);
  }
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instantMs / 1000) * 1000;
}

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const numeric = 'numeric' as const;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  });
  formats.set(timeZone, format);
  return format;
}
