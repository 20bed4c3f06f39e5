import type { Restaurant } from '@ftgo/delayed-orders-domain';
import { restaurantId } from '@ftgo/delayed-orders-domain';
import type { Trace, TraceRestaurant } from '@ftgo/monolith-traces';
import { traceNumbers } from '@ftgo/monolith-traces';

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
/** An early closing lasts until the next regular opening: it is over by then. */
const CLOSED_MS = 12 * 3_600_000;

/** A restaurant as it is known before and after it says that it closes early. */
interface KnownRestaurant {
  readonly usual: Restaurant;
  readonly announced?: { readonly at: Date; readonly restaurant: Restaurant };
}

/** The restaurants of a trace as the service would know them at an instant, and not before. */
export class TraceRestaurants {
  private readonly byId = new Map<number, KnownRestaurant>();
  /** When hours change, by time. */
  readonly changes: readonly { readonly at: Date; readonly restaurantId: number }[];

  constructor(trace: Trace) {
    const numbers = traceNumbers(trace).restaurants;
    for (const each of trace.restaurants) {
      const id = numbers.numberOf(each.restaurantId);
      this.byId.set(id, known(each, id));
    }
    this.changes = [...this.byId]
      .flatMap(([id, { announced }]) =>
        announced === undefined ? [] : [{ at: announced.at, restaurantId: id }],
      )
      .sort((a, b) => a.at.getTime() - b.at.getTime());
  }

  /** Undefined for one of which the trace tells nothing. */
  at(id: number | undefined, now: Date): Restaurant | undefined {
    const found = id === undefined ? undefined : this.byId.get(id);
    if (found?.announced !== undefined && found.announced.at <= now) {
      return found.announced.restaurant;
    }
    return found?.usual;
  }
}

function known(traced: TraceRestaurant, id: number): KnownRestaurant {
  const { name, timeZone, opens, closes, closesEarlyAt, closesEarlyAnnouncedAt } = traced;
  const intervals = EVERY_DAY.map((dayOfWeek) => ({ dayOfWeek, opens, closes }));
  const openingHours = { timeZone, intervals, closures: [] };
  const usual = { id: restaurantId(id), version: 0, name, openingHours };
  if (closesEarlyAt === undefined || closesEarlyAnnouncedAt === undefined) return { usual };
  const to = new Date(closesEarlyAt.getTime() + CLOSED_MS);
  const early = { ...openingHours, closures: [{ from: closesEarlyAt, to }] };
  const restaurant = { ...usual, version: 1, openingHours: early };
  return { usual, announced: { at: closesEarlyAnnouncedAt, restaurant } };
}
