import { STAY_MINUTES } from './survival-grid.js';

/** Whole minutes from entering a stage to delivery that are told apart; longer count as longest. */
export const TOTAL_MINUTES = 240;

/** What one delivered order tells of one stage that it passed through. */
export interface StageVisit {
  /** Position in CURVE_STAGES. */
  readonly stage: number;
  /** Whole minutes until the next event; undefined where none came before the delivery. */
  readonly stayed: number | undefined;
  /** Whole minutes until the delivery. */
  readonly total: number;
}

/** JSON-able: the counts above 0, as `[total, count]` and `[stayed, total, count]`. */
export interface StageHistorySnapshot {
  readonly totals: readonly (readonly [number, number])[];
  readonly stays: readonly (readonly [number, number, number])[];
}

/**
 * The counts behind a stage's curves: one an order, from which the tables [minutes in stage][minutes
 * remaining] of prediction.md follow (an order that stayed 12 of its 40 minutes was in the stage at
 * 0, 1 … 12 minutes with 40, 39 … 28 remaining). Bounded memory; nothing is read again.
 */
export class StageHistory {
  private readonly totals = new Float64Array(TOTAL_MINUTES);
  private readonly stays = new Float64Array(STAY_MINUTES * TOTAL_MINUTES);

  constructor(snapshot?: StageHistorySnapshot) {
    for (const [total, count] of snapshot?.totals ?? []) this.totals[total] = count;
    for (const [stayed, total, count] of snapshot?.stays ?? []) {
      this.stays[stayed * TOTAL_MINUTES + total] = count;
    }
  }

  /** Counts one visit. */
  add({ stayed, total }: StageVisit): void {
    const minutes = Math.min(total, TOTAL_MINUTES - 1);
    this.totals[minutes] = (this.totals[minutes] ?? 0) + 1;
    if (stayed === undefined) return;
    const cell = Math.min(stayed, STAY_MINUTES - 1) * TOTAL_MINUTES + minutes;
    this.stays[cell] = (this.stays[cell] ?? 0) + 1;
  }

  /** Forgetting: every count weighs `share` of what it did; less than a hundredth is gone. */
  keep(share: number): void {
    for (const counts of [this.totals, this.stays]) {
      for (let i = 0; i < counts.length; i++) {
        // Rounded down: rounded to the nearest, a small count would stay for ever.
        counts[i] = Math.floor((counts[i] ?? 0) * share * 100) / 100;
      }
    }
  }

  /** Orders undelivered `stayed` minutes after they entered, by the minutes that they then needed. */
  undelivered(stayed: number, remaining: number): number {
    return this.totals[stayed + remaining] ?? 0;
  }

  /** The same of orders whose next event was still to come after `stayed` minutes. */
  awaitingNextEvent(): (stayed: number, remaining: number) => number {
    const waiting = Float64Array.from(this.stays);
    for (let cell = waiting.length - TOTAL_MINUTES - 1; cell >= 0; cell--) {
      waiting[cell] = (waiting[cell] ?? 0) + (waiting[cell + TOTAL_MINUTES] ?? 0);
    }
    return (stayed, remaining) => {
      const total = stayed + remaining;
      return total < TOTAL_MINUTES ? (waiting[stayed * TOTAL_MINUTES + total] ?? 0) : 0;
    };
  }

  /** Orders that were delivered so many whole minutes after they entered; the last: or later. */
  deliveredAfter(): Float64Array {
    return Float64Array.from(this.totals);
  }

  /** Orders that heard their next event so many whole minutes after they entered. */
  heardAfter(): Float64Array {
    return Float64Array.from({ length: STAY_MINUTES }, (_, stayed) =>
      this.stays
        .subarray(stayed * TOTAL_MINUTES, (stayed + 1) * TOTAL_MINUTES)
        .reduce((sum, count) => sum + count, 0),
    );
  }

  snapshot(): StageHistorySnapshot {
    const totals: [number, number][] = [];
    const stays: [number, number, number][] = [];
    this.totals.forEach((count, total) => {
      if (count > 0) totals.push([total, count]);
    });
    this.stays.forEach((count, cell) => {
      if (count > 0) stays.push([Math.floor(cell / TOTAL_MINUTES), cell % TOTAL_MINUTES, count]);
    });
    return { totals, stays };
  }
}
