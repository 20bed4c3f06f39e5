import { instantOfLocalTime, localTimeOf } from './local-time.js';

/** A stretch of each day in which customers are left alone; past midnight where it ends earlier. */
export interface QuietHours {
  /** "HH:mm", in the restaurant's zone. */
  readonly from: string;
  readonly to: string;
}

const DAY_MS = 86_400_000;

/** When the quiet hours that `now` lies in will be over; undefined when it lies in none. */
export function quietUntil(hours: QuietHours, timeZone: string, now: Date): Date | undefined {
  const [from, to] = [timeOfDayMs(hours.from), timeOfDayMs(hours.to)];
  if (from === to) return undefined;
  const local = localTimeOf(now.getTime(), timeZone);
  const midnight = Math.floor(local / DAY_MS) * DAY_MS;
  // Those that began yesterday may not be over yet.
  for (const day of [midnight - DAY_MS, midnight]) {
    const start = instantOfLocalTime(day + from, timeZone);
    const end = instantOfLocalTime(day + (to > from ? to : to + DAY_MS), timeZone);
    if (start <= now.getTime() && now.getTime() < end) return new Date(end);
  }
  return undefined;
}

function timeOfDayMs(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 60_000;
}
