import { parseInstant } from '../format/instant.js';
import { onlyDefined } from '../format/only-defined.js';
import type { Trace, TraceOrder } from '../trace.js';
import { traceOf } from '../trace-of.js';
import { Couriers } from './couriers.js';
import {
  closingEarly,
  drawEarlyClosings,
  type EarlyClosing,
  isStranded,
} from './early-closings.js';
import { type MadeEvening, madeEvenings } from './made-evenings.js';
import { type MadeRestaurant, madeRestaurants, pickByPopularity } from './made-restaurants.js';
import { type MadeOrder, strandedAt, withMishaps } from './mishaps.js';
import { draftOrder, type OrderDraft } from './order-draft.js';
import { SeededRandom } from './seeded-random.js';

/** The zone of the made trace's town. */
export const MADE_TIME_ZONE = 'America/Los_Angeles';

/** What the made trace is when nothing else is asked for: one dinner. */
export const MADE_TRACE_DEFAULTS = { seed: 1, orders: 240, from: '2026-10-02' } as const;

const CONSUMERS_PER_ORDER = 0.48;
const FEWEST_CONSUMERS = 2_500;

/** What to make. */
export interface MadeTraceOptions {
  /** Any whole number; the same options with the same seed make the same trace. */
  readonly seed?: number;
  /** At least 1. More than one evening's worth are spread over several evenings. */
  readonly orders?: number;
  /** Local day of the first evening, `YYYY-MM-DD`. */
  readonly from?: string;
}

/**
 * Makes a trace of dinners in a made town, fitted to PUBLISHED_FIGURES: late orders as published,
 * and by MADE_MISHAPS cancellations and restaurants that close early. Throws a RangeError for
 * options that make no trace.
 */
export function madeTrace(options: MadeTraceOptions = {}): Trace {
  const { seed, orders, from } = { ...MADE_TRACE_DEFAULTS, ...options };
  if (!Number.isInteger(seed)) throw new RangeError(`seed must be a whole number, found ${seed}`);
  if (!Number.isInteger(orders) || orders < 1) {
    throw new RangeError(`orders must be a whole number from 1, found ${orders}`);
  }
  if (parseInstant(`${from}T00:00:00Z`) === undefined) {
    throw new RangeError(`from must be a day such as 2026-10-02, found ${from}`);
  }
  return new TraceMaker(new SeededRandom(seed), orders).make(from);
}

class TraceMaker {
  private readonly restaurants: readonly MadeRestaurant[];
  private readonly consumers: number;
  private readonly closings = new Map<string, EarlyClosing>();

  constructor(
    private readonly random: SeededRandom,
    private readonly orders: number,
  ) {
    this.restaurants = madeRestaurants(random, orders, MADE_TIME_ZONE);
    this.consumers = Math.max(FEWEST_CONSUMERS, Math.round(orders * CONSUMERS_PER_ORDER));
  }

  make(firstDay: string): Trace {
    const evenings = madeEvenings(this.random, this.orders, firstDay, MADE_TIME_ZONE);
    const made = evenings.flatMap((evening) => this.makeEvening(evening));
    const busiest = Math.max(...evenings.map(({ createdAt }) => createdAt.length));
    const restaurants = this.restaurants.map(({ restaurant }) =>
      closingEarly(restaurant, this.closings.get(restaurant.restaurantId)),
    );
    return traceOf(this.withIds(made, busiest), restaurants);
  }

  private makeEvening({ startsAt, createdAt }: MadeEvening): MadeOrder[] {
    const drafts = createdAt.map((at) =>
      draftOrder(this.random, at, this.restaurants, this.consumers),
    );
    const mayClose = (restaurantId: string): boolean => !this.closings.has(restaurantId);
    const closings = drawEarlyClosings(this.random, startsAt, drafts, mayClose);
    for (const closing of closings) this.closings.set(closing.restaurantId, closing);
    return drafts.map((draft) => this.finish(this.movedFromClosing(draft, closings), closings));
  }

  // Nobody orders where the door is about to close.
  private movedFromClosing(draft: OrderDraft, closings: readonly EarlyClosing[]): OrderDraft {
    const closed = closings.find(
      ({ restaurantId, announcedAt }) =>
        restaurantId === draft.restaurantId && announcedAt <= draft.createdAt,
    );
    if (!closed) return draft;
    const open = this.restaurants.filter(({ restaurant }) =>
      closings.every(({ restaurantId }) => restaurantId !== restaurant.restaurantId),
    );
    const { restaurantId } = pickByPopularity(this.random, open).restaurant;
    return { ...draft, restaurantId };
  }

  private finish(draft: OrderDraft, closings: readonly EarlyClosing[]): MadeOrder {
    const stranding = closings.find((closing) => isStranded(draft, closing));
    if (stranding) return strandedAt(this.random, draft, stranding.closesAt);
    const made = this.restaurants[Number(draft.restaurantId) - 1];
    if (!made) throw new RangeError(`no restaurant ${draft.restaurantId} was made`);
    const closing = this.closings.get(draft.restaurantId);
    return withMishaps(this.random, draft, closingEarly(made.restaurant, closing));
  }

  private withIds(made: readonly MadeOrder[], ordersPerEvening: number): TraceOrder[] {
    const couriers = new Couriers(this.random, ordersPerEvening);
    return made.map((order, index) => {
      const orderId = String(index + 1);
      return onlyDefined({ ...order, orderId, courierId: couriers.assign(order) });
    });
  }
}
