import { instantOfLocalTime, localTimeOf } from './local-time.js';

/** One interval of a weekday in the restaurant's zone. */
export interface OpeningInterval {
  /** 1 = Monday … 7 = Sunday. */
  readonly dayOfWeek: number;
  /** "HH:mm". */
  readonly opens: string;
  /** "HH:mm"; at or before `opens` it lies on the next day, so 00:00-00:00 is the whole day. */
  readonly closes: string;
}

/** A one-off closure, such as closing early today. */
export interface Closure {
  readonly from: Date;
  readonly to: Date;
}

/** The book's OpeningHours (fig. 13.14), in the restaurant's own zone. */
export interface OpeningHours {
  readonly timeZone: string;
  readonly intervals: readonly OpeningInterval[];
  readonly closures: readonly Closure[];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const DAY_MS = 86_400_000;
/** A week and a day show every weekly interval; who is open longer never closes. */
const HORIZON_DAYS = 8;

/**
 * The first instant after `after` at which the open restaurant closes.
 * @returns undefined when it never closes within a week, or when its hours are not known.
 */
export function closingAfter(hours: OpeningHours, after: Date): Date | undefined {
  const closesMs = closingMsAfter(hours, after.getTime());
  return Number.isNaN(closesMs) ? undefined : new Date(closesMs);
}

/** The same in ms since the epoch, NaN for never: a scanner asks a million times a second. */
export function closingMsAfter(hours: OpeningHours, afterMs: number): number {
  const horizon = afterMs + (HORIZON_DAYS - 1) * DAY_MS;
  if (Number.isNaN(afterMs)) return afterMs;
  const spans = openSpans(hours, afterMs);
  for (let i = 0; i < spans.length; i++) {
    const to = spans[i]?.to ?? Number.NaN;
    if (to > afterMs) return to > horizon ? Number.NaN : to;
  }
  return Number.NaN;
}

/** True when the restaurant is open at `at`; unknown hours count as open. */
export function isOpenAt(hours: OpeningHours, at: Date): boolean {
  const instant = at.getTime();
  return (
    hours.intervals.length === 0 ||
    openSpans(hours, instant).some(({ from, to }) => from <= instant && instant < to)
  );
}

interface DrawnDays {
  /** The day that was asked for last: nearly always the one that is asked for next. */
  day: number;
  spans: readonly Span[];
  readonly others: Map<number, readonly Span[]>;
}

// A restaurant's orders ask about the same evening again and again, and calendars are slow.
const drawn = new WeakMap<OpeningHours, DrawnDays>();
const DAYS_KEPT = 32;

/** When it is open around an instant: what was drawn for a day shows it for all of that day. */
function openSpans(hours: OpeningHours, around: number): readonly Span[] {
  const day = Math.floor(around / DAY_MS);
  const days = drawn.get(hours) ?? newDays(hours);
  if (days.day === day) return days.spans;
  days.spans = days.others.get(day) ?? drawSpans(hours, day * DAY_MS);
  days.day = day;
  if (days.others.size >= DAYS_KEPT) days.others.clear();
  days.others.set(day, days.spans);
  return days.spans;
}

function newDays(hours: OpeningHours): DrawnDays {
  const days: DrawnDays = { day: Number.NaN, spans: [], others: new Map() };
  drawn.set(hours, days);
  return days;
}

/** From two days before `around` to beyond the horizon: joined, closures taken out. */
function drawSpans(hours: OpeningHours, around: number): Span[] {
  const midnight = Math.floor(localTimeOf(around, hours.timeZone) / DAY_MS) * DAY_MS;
  const spans: Span[] = [];
  for (let day = -2; day <= HORIZON_DAYS + 2; day += 1) {
    const date = midnight + day * DAY_MS;
    const dayOfWeek = new Date(date).getUTCDay() || 7;
    for (const interval of hours.intervals) {
      if (interval.dayOfWeek === dayOfWeek) spans.push(spanOn(date, interval, hours.timeZone));
    }
  }
  return hours.closures.reduce(withoutClosure, joined(spans));
}

function spanOn(date: number, { opens, closes }: OpeningInterval, timeZone: string): Span {
  const [start, end] = [timeOfDayMs(opens), timeOfDayMs(closes)];
  const nextDay = end <= start ? DAY_MS : 0;
  return {
    from: instantOfLocalTime(date + start, timeZone),
    to: instantOfLocalTime(date + nextDay + end, timeZone),
  };
}

function timeOfDayMs(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 60_000;
}

function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last !== undefined && span.from <= last.to) {
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    } else {
      result.push(span);
    }
  }
  return result;
}

function withoutClosure(spans: readonly Span[], closure: Closure): Span[] {
  const from = closure.from.getTime();
  const to = closure.to.getTime();
  return spans.flatMap((span) =>
    [
      { from: span.from, to: Math.min(span.to, from) },
      { from: Math.max(span.from, to), to: span.to },
    ].filter((rest) => rest.from < rest.to),
  );
}
