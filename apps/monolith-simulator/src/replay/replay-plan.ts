import { randomUUID } from 'node:crypto';
import type {
  ReplayClock,
  Trace,
  TraceMoment,
  TraceNumbers,
  TraceOrder,
  TraceRestaurant,
} from '@ftgo/monolith-traces';
import { monolithMoments, replayClock, replayStart, traceNumbers } from '@ftgo/monolith-traces';
import type { ReplayOptions } from './replay-options.js';
import { DEFAULT_SPEED } from './replay-options.js';

/** A trace made ready for its replay: numbers, moments, clock. Pure. */
export interface ReplayPlan {
  readonly replayId: string;
  readonly options: ReplayOptions;
  readonly trace: Trace;
  readonly numbers: TraceNumbers;
  readonly orders: ReadonlyMap<string, TraceOrder>;
  readonly restaurants: ReadonlyMap<string, TraceRestaurant>;
  readonly moments: readonly TraceMoment[];
  /** Also laid out in stepped mode, where only its end counts. */
  readonly clock: ReplayClock;
  readonly businessFrom: Date;
}

/** Lays out a replay of `trace`. @throws RangeError for a speed that no clock can run at */
export function planReplay(trace: Trace, options: ReplayOptions): ReplayPlan {
  return {
    replayId: randomUUID(),
    options,
    trace,
    numbers: traceNumbers(trace),
    orders: new Map(trace.orders.map((order) => [order.orderId, order])),
    restaurants: new Map(trace.restaurants.map((each) => [each.restaurantId, each])),
    moments: monolithMoments(trace),
    clock: replayClock(trace, { speed: options.speed ?? DEFAULT_SPEED }),
    businessFrom: replayStart(trace),
  };
}

/** The trace's order of a moment. */
export function orderOf(plan: ReplayPlan, orderId: string): TraceOrder {
  const order = plan.orders.get(orderId);
  if (order === undefined) throw new RangeError(`the trace has no order ${orderId}`);
  return order;
}

/** The trace's restaurant of a moment or an order. */
export function restaurantOf(plan: ReplayPlan, restaurantId: string): TraceRestaurant {
  const restaurant = plan.restaurants.get(restaurantId);
  if (restaurant === undefined) throw new RangeError(`the trace has no restaurant ${restaurantId}`);
  return restaurant;
}
