import { PICKED_UP } from './curve-stage.js';

/** Orders that passed through a stage, and those of them whose next event never came. */
interface MissingCount {
  readonly missed: number;
  readonly passed: number;
}

/** What a restaurant's orders missed, against what the whole feed missed meanwhile. */
export interface RestaurantMissing {
  missed: number;
  expected: number;
}

/** JSON-able: a count for each stage that has a next event. */
export interface MissingEventsSnapshot {
  readonly recent: readonly MissingCount[];
  readonly usual: readonly MissingCount[];
}

/** About the last two hours (prediction.md, "Missing events"). */
const KEPT_PER_MINUTE = Math.exp(-1 / 60);
const RECENT_STRENGTH = 10;
const USUAL_KEPT_PER_ORDER = 0.998;
const RESTAURANT_STRENGTH = 3;
const RESTAURANT_KEPT_PER_ORDER = 0.98;
/** Nothing is certain: an event may come after all. */
const HIGHEST_SHARE = 0.995;
/** Before anything was seen: acceptances come, a sixth of the pick-ups does not (bay-area). */
const BELIEVED_SHARES = [0.02, 0.17, 0.17] as const;
const BELIEVED_ORDERS = 20;
/** Less than this counts as nothing: then, hours after the last order, no minute changes anything. */
const NEARLY_NOTHING = 1e-6;

/** How often the event that should follow a stage never comes: lately, usually, and where. */
export class MissingEvents {
  private readonly recent: { missed: number; passed: number }[];
  private readonly usual: { missed: number; passed: number }[];

  constructor(snapshot?: MissingEventsSnapshot) {
    this.recent =
      snapshot?.recent.map((count) => ({ ...count })) ??
      BELIEVED_SHARES.map(() => ({ missed: 0, passed: 0 }));
    this.usual =
      snapshot?.usual.map((count) => ({ ...count })) ??
      BELIEVED_SHARES.map((share) => ({
        missed: share * BELIEVED_ORDERS,
        passed: BELIEVED_ORDERS,
      }));
  }

  /** The probability that an order in this stage will never hear its next event. */
  share(stage: number, restaurant: RestaurantMissing | undefined): number {
    if (stage >= PICKED_UP) return 1;
    const feed = this.feedShare(stage);
    if (restaurant === undefined) return Math.min(feed, HIGHEST_SHARE);
    const { missed, expected } = restaurant;
    const factor = (missed + RESTAURANT_STRENGTH) / (expected + RESTAURANT_STRENGTH);
    return Math.min(feed * factor, HIGHEST_SHARE);
  }

  /** A delivered order had passed through the stage and heard a next event, or none. */
  note(stage: number, isMissed: boolean, restaurant: RestaurantMissing | undefined): void {
    const recent = this.recent[stage];
    const usual = this.usual[stage];
    if (recent === undefined || usual === undefined) return;
    const missed = isMissed ? 1 : 0;
    if (restaurant !== undefined) {
      const kept = RESTAURANT_KEPT_PER_ORDER;
      restaurant.expected = rounded(restaurant.expected * kept + this.feedShare(stage));
      restaurant.missed = rounded(restaurant.missed * kept + missed);
    }
    recent.missed += missed;
    recent.passed += 1;
    usual.missed = usual.missed * USUAL_KEPT_PER_ORDER + missed;
    usual.passed = usual.passed * USUAL_KEPT_PER_ORDER + 1;
  }

  /** A minute passes; what was recent becomes less so. */
  tick(): void {
    for (const count of this.recent) {
      count.missed = faded(count.missed);
      count.passed = faded(count.passed);
    }
  }

  /** True once minutes pass without changing anything. */
  get isQuiet(): boolean {
    return this.recent.every(({ passed }) => passed === 0);
  }

  snapshot(): MissingEventsSnapshot {
    return {
      recent: this.recent.map((count) => ({ ...count })),
      usual: this.usual.map((count) => ({ ...count })),
    };
  }

  /** Of the whole feed, lately; where lately little passed, as usual. */
  private feedShare(stage: number): number {
    const recent = this.recent[stage];
    const usual = this.usual[stage];
    if (recent === undefined || usual === undefined) return 1;
    const usualShare = usual.missed / usual.passed;
    return (recent.missed + RECENT_STRENGTH * usualShare) / (recent.passed + RECENT_STRENGTH);
  }
}

function faded(count: number): number {
  return count < NEARLY_NOTHING ? 0 : count * KEPT_PER_MINUTE;
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
