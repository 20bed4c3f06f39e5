import { z } from 'zod';

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-](?:0\d|1[0-4])(?::[0-5]\d)?)?$/;
const LONGEST = 40;

/** Whether a text has the form of a {@link Moment}; it may still be 31 February. */
export const isMoment = (text: string): boolean => text.length <= LONGEST && ISO.test(text);

/**
 * A moment as the monolith writes it: ISO 8601 with an offset, or its `LocalDateTime` without
 * one. Which it is can only be resolved with the monolith's time zone: see {@link toInstant}.
 */
export const Moment = z
  .string()
  .max(LONGEST)
  .refine(isMoment, 'must be ISO 8601 such as 2026-10-03T18:40:00Z');

/** The earliest and latest instants that a delivery service can mean; others are typing errors. */
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** Whether epoch milliseconds lie between the years 2000 and 2100. */
export const isWithinReason = (ms: number): boolean => ms >= EARLIEST && ms < LATEST;

/** Thrown by {@link toInstant}; the message quarantines with this as its cause. */
export class AbsurdMomentError extends Error {
  readonly code = 'MESSAGE.ABSURD_MOMENT';

  constructor(readonly moment: string) {
    super('a moment is not a date of the calendar between the years 2000 and 2100');
    this.name = 'AbsurdMomentError';
  }
}

/**
 * Tells the instant (epoch ms) at which clocks in the monolith's zone show a wall-clock time,
 * given as epoch ms as if it were UTC. Handed in: contracts know no time zones.
 */
export type ReadLocalTime = (wallClockMs: number) => number;

/**
 * Reads a {@link Moment} as an instant; one without an offset through `readLocalTime`.
 * @throws AbsurdMomentError for 31 February and for years outside 2000 to 2100.
 */
export function toInstant(moment: string, readLocalTime: ReadLocalTime): Date {
  const match = ISO.exec(moment);
  if (match === null) throw new AbsurdMomentError(moment);
  const [, year, month, day, hour, minute, second = '0', fraction = '0', offset] = match;
  const parts = [year, month, day, hour, minute, second].map(Number) as CalendarParts;
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const wallClock = wallClockOf(parts, milliseconds);
  if (wallClock === undefined) throw new AbsurdMomentError(moment);
  const instant = offset === undefined ? readLocalTime(wallClock) : wallClock - offsetMs(offset);
  return withinReason(instant, moment);
}

type CalendarParts = [number, number, number, number, number, number];

/** Date.UTC carries month 13 or second 75 over; only what reads back unchanged was a date. */
function wallClockOf(parts: CalendarParts, milliseconds: number): number | undefined {
  const [year, month, day, hour, minute, second] = parts;
  const wallClock = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  const read = new Date(wallClock);
  const isUnchanged =
    read.getUTCFullYear() === year &&
    read.getUTCMonth() === month - 1 &&
    read.getUTCDate() === day &&
    read.getUTCHours() === hour &&
    read.getUTCMinutes() === minute &&
    read.getUTCSeconds() === second;
  return isUnchanged ? wallClock : undefined;
}

function withinReason(ms: number, moment: string): Date {
  if (!isWithinReason(ms)) throw new AbsurdMomentError(moment);
  return new Date(ms);
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const sign = offset.startsWith('-') ? -1 : 1;
  return sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6))) * 60_000;
}

/** Units in which a wall clock may be counted since 1970: so many make a millisecond. */
const UNITS_PER_MS = [1, 1e3, 1e6];

/**
 * Reads a local date-time that is written as a number: the wall clock counted from 1970 as if it
 * were UTC, in milliseconds, microseconds or nanoseconds. The unit is told by the size: between
 * the years 2000 and 2100 no number is a moment in two of them.
 * @throws AbsurdMomentError for a number that is none in any unit.
 */
export function instantOfWallClock(count: number, readLocalTime: ReadLocalTime): Date {
  for (const perMs of UNITS_PER_MS) {
    // Nanoseconds outgrow what a double counts exactly; half a microsecond makes up for it.
    const wallClock = Math.floor((count + perMs / 2_000) / perMs);
    if (isWithinReason(wallClock)) {
      return withinReason(readLocalTime(wallClock), String(count));
    }
  }
  throw new AbsurdMomentError(String(count));
}
