import type { TraceRestaurant } from '../trace.js';
import { later, type OrderDraft } from './order-draft.js';
import type { SeededRandom } from './seeded-random.js';

const CLOSINGS_PER_EVENING = 3;
const LAST_HAND_OVER_MINUTES = 15;

/** A restaurant's closing early on one evening. */
export interface EarlyClosing {
  readonly restaurantId: string;
  readonly announcedAt: Date;
  readonly closesAt: Date;
}

/**
 * Chooses the restaurants that close early on an evening, and when: such as leave at least one
 * order stranded. `mayClose` says which of them can. A quiet evening may have none.
 */
export function drawEarlyClosings(
  random: SeededRandom,
  startsAt: Date,
  drafts: readonly OrderDraft[],
  mayClose: (restaurantId: string) => boolean,
): EarlyClosing[] {
  // Drawn by orders, not by restaurants, so that a closing strands some people on most evenings.
  const ids = random.shuffled(drafts).map(({ restaurantId }) => restaurantId);
  return [...new Set(ids.filter(mayClose))]
    .map((restaurantId) => drawClosing(random, startsAt, restaurantId))
    .filter((closing) => drafts.some((draft) => isStranded(draft, closing)))
    .slice(0, CLOSINGS_PER_EVENING);
}

/** Whether an order is placed before the announcement and not handed over before the closing. */
export function isStranded(draft: OrderDraft, closing: EarlyClosing): boolean {
  const lastHandOver = later(closing.closesAt, -LAST_HAND_OVER_MINUTES);
  return (
    draft.restaurantId === closing.restaurantId &&
    draft.createdAt < closing.announcedAt &&
    draft.pickedUpAt > lastHandOver
  );
}

/** The restaurant as it is once its early closing, if any, is known. */
export function closingEarly(
  restaurant: TraceRestaurant,
  closing: EarlyClosing | undefined,
): TraceRestaurant {
  if (!closing) return restaurant;
  const { announcedAt, closesAt } = closing;
  return { ...restaurant, closesEarlyAnnouncedAt: announcedAt, closesEarlyAt: closesAt };
}

function drawClosing(random: SeededRandom, startsAt: Date, restaurantId: string): EarlyClosing {
  const closesAt = later(startsAt, 60 + 5 * random.below(19));
  const announcedAt = later(closesAt, -(20 + 5 * random.below(5)));
  return { restaurantId, announcedAt, closesAt };
}
