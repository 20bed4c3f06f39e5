import type { TraceRestaurant } from '../trace.js';
import { nextLocalTime, wallClock } from './local-time.js';

/** The next instant after `at` at which the restaurant closes; undefined when it never does. */
export function closingAfter(restaurant: TraceRestaurant, at: Date): Date | undefined {
  const { opens, closes, closesEarlyAt, timeZone } = restaurant;
  const regular = opens === closes ? undefined : nextLocalTime(at, closes, timeZone);
  if (!closesEarlyAt || closesEarlyAt <= at) return regular;
  return regular && regular < closesEarlyAt ? regular : closesEarlyAt;
}

/** The next regular opening after `at`; for a restaurant open all day, the next local midnight. */
export function openingAfter(restaurant: TraceRestaurant, at: Date): Date {
  return nextLocalTime(at, restaurant.opens, restaurant.timeZone);
}

/** Whether the restaurant is open at an instant; it is at its opening, and no longer at its closing. */
export function isOpenAt(restaurant: TraceRestaurant, at: Date): boolean {
  const { opens, closes, closesEarlyAt } = restaurant;
  if (closesEarlyAt && at >= closesEarlyAt && at < openingAfter(restaurant, closesEarlyAt)) {
    return false;
  }
  if (opens === closes) return true;
  const now = wallClock(at, restaurant.timeZone).toISOString().slice(11, 16);
  return opens < closes ? opens <= now && now < closes : opens <= now || now < closes;
}
