import type { ShrunkMean } from './shrunk-mean.js';
import { deviation, noMean, observe } from './shrunk-mean.js';

/** JSON-able: `[minutes promised, count, sum]` of the lengths that occurred. */
export type PromiseHistorySnapshot = readonly (readonly [number, number, number])[];

/** Longer promises count as this long. */
const LONGEST_MINUTES = 120;
const STRENGTH = 20;

/** By how many minutes promises of each length are missed; negative: delivered before. */
export class PromiseHistory {
  private readonly missed: ShrunkMean[] = Array.from({ length: LONGEST_MINUTES + 1 }, noMean);

  constructor(snapshot: PromiseHistorySnapshot = []) {
    for (const [minutes, count, sum] of snapshot) this.missed[minutes] = { count, sum };
  }

  /** An order was delivered so many minutes after its promise. */
  note(promisedMinutes: number, minutesLate: number, kept: number): void {
    const mean = this.missed[slotOf(promisedMinutes)];
    if (mean !== undefined) observe(mean, minutesLate, kept);
  }

  /** By how much more than usually, shrunk; 0 for a length that never occurred. */
  moreThan(usualMinutes: number, promisedMinutes: number): number {
    return deviation(this.missed[slotOf(promisedMinutes)], usualMinutes, STRENGTH);
  }

  snapshot(): PromiseHistorySnapshot {
    return this.missed.flatMap(({ count, sum }, minutes) =>
      count > 0 ? [[minutes, count, sum] as const] : [],
    );
  }
}

function slotOf(promisedMinutes: number): number {
  return Math.max(0, Math.min(LONGEST_MINUTES, Math.floor(promisedMinutes)));
}
