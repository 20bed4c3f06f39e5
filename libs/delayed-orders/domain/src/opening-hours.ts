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
  const horizon = after.getTime() + (HORIZON_DAYS - 1) * DAY_MS;
  const closing = openSpans(hours, after.getTime()).find(({ to }) => to > after.getTime());
  return closing === undefined || closing.to > horizon ? undefined : new Date(closing.to);
}

/** True when the restaurant is open at `at`; unknown hours count as open. */
export function isOpenAt(hours: OpeningHours, at: Date): boolean {
  const instant = at.getTime();
  return (
    hours.intervals.length === 0 ||
    openSpans(hours, instant).some(({ from, to }) => from <= instant && instant < to)
  );
}

/** When it is open, from the day before `around` to the horizon: joined, closures taken out. */
function openSpans(hours: OpeningHours, around: number): Span[] {
  const midnight = Math.floor(localTimeOf(around, hours.timeZone) / DAY_MS) * DAY_MS;
  const spans: Span[] = [];
  for (let day = -1; day <= HORIZON_DAYS; day += 1) {
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
