import { z } from 'zod';

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

/**
 * A moment as the monolith writes it: ISO 8601 with an offset, or its `LocalDateTime` without
 * one. Which it is can only be resolved with the monolith's time zone: see {@link toInstant}.
 */
export const Moment = z
  .string()
  .max(40)
  .refine((text) => ISO.test(text), 'must be ISO 8601 such as 2026-10-03T18:40:00Z');

/** The earliest and latest instants that a delivery service can mean; others are typing errors. */
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

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
  const milliseconds = Math.trunc(Number(`0.${fraction}`) * 1000);
  const wallClock = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    milliseconds,
  );
  // Date.UTC carries month 13 or second 75 over; only what reads back unchanged was a date.
  const isCalendarDate =
    new Date(wallClock).toISOString().slice(0, 19) ===
    `${year}-${month}-${day}T${hour}:${minute}:${second.padStart(2, '0')}`;
  const instant = offset === undefined ? readLocalTime(wallClock) : wallClock - offsetMs(offset);
  if (!isCalendarDate || !(instant >= EARLIEST && instant < LATEST)) {
    throw new AbsurdMomentError(moment);
  }
  return new Date(instant);
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const sign = offset.startsWith('-') ? -1 : 1;
  return sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6))) * 60_000;
}
