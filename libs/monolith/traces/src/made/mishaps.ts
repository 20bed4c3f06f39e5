import { closingAfter } from '../replay/restaurant-hours.js';
import type { TraceOrder, TraceRestaurant } from '../trace.js';
import { later, type OrderDraft } from './order-draft.js';
import { PUBLISHED_FIGURES } from './published-figures.js';
import type { SeededRandom } from './seeded-random.js';

/**
 * What the two published sets don't have, because every order in them was delivered. The shares
 * are our own.
 */
export const MADE_MISHAPS = {
  cancelledByConsumerShare: 0.02,
  cancelledByRestaurantShare: 0.02,
  /** Of the orders accepted by a restaurant that then closes early. */
  cancelledAfterClosingShare: 0.5,
  /** An order delivered so shortly before its restaurant closes keeps its pick-up event. */
  pickUpKnownBeforeClosingMinutes: 30,
} as const;

/** An order as it ended, without its id and courier. */
export type MadeOrder = Omit<TraceOrder, 'orderId' | 'courierId'>;

/** Lets an order be cancelled, or its pick-up go unrecorded, as often as the shares say. */
export function withMishaps(
  random: SeededRandom,
  draft: OrderDraft,
  restaurant: TraceRestaurant,
): MadeOrder {
  const fate = random.uniform();
  const { cancelledByConsumerShare, cancelledByRestaurantShare } = MADE_MISHAPS;
  if (fate < cancelledByConsumerShare) return cancelledByConsumer(random, draft);
  if (fate < cancelledByConsumerShare + cancelledByRestaurantShare) {
    return cancelledByRestaurant(random, draft);
  }
  return withoutSomePickUps(random, draft, restaurant);
}

/** Leaves an order that its restaurant can't hand over before closing at `closedAt`. */
export function strandedAt(random: SeededRandom, draft: OrderDraft, closedAt: Date): MadeOrder {
  const stranded = cutAt(draft, closedAt);
  const cancelled = stranded.acceptedAt && random.chance(MADE_MISHAPS.cancelledAfterClosingShare);
  return cancelled
    ? { ...stranded, cancelledAt: later(closedAt, random.between(0, 20)) }
    : stranded;
}

function cancelledByConsumer(random: SeededRandom, draft: OrderDraft): MadeOrder {
  const { createdAt, acceptedAt } = draft;
  const waitedMinutes = (acceptedAt.getTime() - createdAt.getTime()) / 60_000;
  const cancelledAt = later(createdAt, waitedMinutes * random.between(0.3, 0.95));
  return { ...cutAt(draft, createdAt), cancelledAt };
}

function cancelledByRestaurant(random: SeededRandom, draft: OrderDraft): MadeOrder {
  const { acceptedAt, readyAt } = draft;
  const kitchenMinutes = (readyAt.getTime() - acceptedAt.getTime()) / 60_000;
  const cancelledAt = later(acceptedAt, kitchenMinutes * random.between(0.1, 0.95));
  return { ...cutAt(draft, cancelledAt), acceptedAt, cancelledAt };
}

// Were the pick-up unknown when the restaurant closes, the order would look stranded.
function withoutSomePickUps(
  random: SeededRandom,
  draft: OrderDraft,
  restaurant: TraceRestaurant,
): MadeOrder {
  const { pickedUpAt, ...withoutPickUp } = draft;
  if (!random.chance(PUBLISHED_FIGURES.stages.missingPickedUpShare)) return draft;
  const closing = closingAfter(restaurant, draft.createdAt);
  const known = later(draft.deliveredAt, MADE_MISHAPS.pickUpKnownBeforeClosingMinutes);
  return closing && known > closing ? { ...withoutPickUp, pickedUpAt } : withoutPickUp;
}

// What had happened before an instant; neither picked up nor delivered any more.
function cutAt(draft: OrderDraft, at: Date): MadeOrder {
  const { acceptedAt, preparingAt, readyAt, pickedUpAt, deliveredAt, ...placed } = draft;
  const stages = Object.entries({ acceptedAt, preparingAt, readyAt });
  return { ...placed, ...Object.fromEntries(stages.filter(([, stageAt]) => stageAt < at)) };
}
