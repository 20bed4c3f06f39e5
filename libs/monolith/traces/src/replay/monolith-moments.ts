import type { Trace, TraceOrder, TraceRestaurant } from '../trace.js';
import { openingAfter } from './restaurant-hours.js';
import type { CancelledBy, OrderStage, TraceMoment } from './trace-moment.js';
import { replayStart } from './replay-start.js';

/**
 * Everything that a replay makes the monolith do, by time. Restaurants come first, at the replay's
 * start; at equal times an order's stages keep their order. A stage whose time is not in the trace
 * has no moment.
 */
export function monolithMoments(trace: Trace): TraceMoment[] {
  const start = replayStart(trace);
  const moments = [
    ...trace.restaurants.map((restaurant) => restaurantCreated(restaurant, start)),
    ...trace.restaurants.flatMap((restaurant) => closingEarly(restaurant, start)),
    ...trace.orders.flatMap(orderMoments),
  ];
  // Sorting is stable: what happens at the same instant stays in the order of this list.
  return moments.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/**
 * A consumer can cancel only until the restaurant has taken the order on; whoever cancels after
 * that is the restaurant.
 */
export function cancelledByOf(order: TraceOrder): CancelledBy {
  const takenOn = order.acceptedAt ?? order.preparingAt ?? order.readyAt ?? order.pickedUpAt;
  return takenOn ? 'RESTAURANT' : 'CONSUMER';
}

function restaurantCreated({ restaurantId }: TraceRestaurant, at: Date): TraceMoment {
  return { at, kind: 'restaurant-created', restaurantId };
}

function closingEarly(restaurant: TraceRestaurant, start: Date): TraceMoment[] {
  const { closesEarlyAnnouncedAt: announcedAt, closesEarlyAt: closesAt, restaurantId } = restaurant;
  if (!announcedAt || !closesAt) return [];
  const reopensAt = openingAfter(restaurant, closesAt);
  const at = announcedAt < start ? start : announcedAt;
  return [{ at, kind: 'closing-early', restaurantId, closesAt, reopensAt }];
}

function orderMoments(order: TraceOrder): TraceMoment[] {
  const { orderId } = order;
  const stages: readonly (readonly [OrderStage, Date | undefined])[] = [
    ['created', order.createdAt],
    ['accepted', order.acceptedAt],
    ['preparing', order.preparingAt],
    ['ready', order.readyAt],
    ['picked-up', order.pickedUpAt],
    ['delivered', order.deliveredAt],
  ];
  const moments: TraceMoment[] = stages.flatMap(([kind, at]) =>
    at ? [{ at, kind, orderId }] : [],
  );
  if (!order.cancelledAt) return moments;
  const cancelledBy = cancelledByOf(order);
  return [...moments, { at: order.cancelledAt, kind: 'cancelled', orderId, cancelledBy }];
}
