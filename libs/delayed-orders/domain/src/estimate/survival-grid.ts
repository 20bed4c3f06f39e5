/** Whole minutes in a stage that are told apart; longer stays count as the longest. */
export const STAY_MINUTES = 100;
/** Whole minutes remaining that are told apart: 0 to 160. */
export const REMAINING_MINUTES = 161;

/** How many orders, after so many minutes in the stage, were delivered so many minutes later. */
export type StayCounts = (stayed: number, remaining: number) => number;

/** What is believed before anything was counted. */
export interface GridPrior {
  /** The share of orders not yet delivered so many minutes after entering the stage. */
  survival(minutes: number): number;
  /** The share of orders still in the stage after so many minutes. */
  staying(minutes: number): number;
  /** As many orders' worth. */
  readonly weight: number;
}

/** However thin the prior has become, it shapes what nobody has seen. */
const LEAST_STAYING = 0.05;
/** prediction.md, "Curves": a Gaussian of max(1.5, 12 %) minutes, over the minutes in the stage. */
const LEAST_SPREAD_MINUTES = 1;
const SPREAD_SHARE = 0.06;
const REACH_IN_SPREADS = 2.5;

/**
 * A table [minutes in stage][minutes remaining] of survival, drawn from counts and a prior. It is
 * drawn again and again into the same memory: a state learns all day.
 */
export class SurvivalGrid {
  /** Row-major: the share of orders that need more than r minutes after m in the stage. */
  readonly survival = new Float64Array(STAY_MINUTES * REMAINING_MINUTES);
  /** The share of those who entered the stage that is in it after m minutes. */
  readonly staying = new Float64Array(STAY_MINUTES);
  private readonly counted = new Float64Array(STAY_MINUTES * REMAINING_MINUTES);
  private readonly inRow = new Float64Array(STAY_MINUTES);
  private readonly row = new Float64Array(REMAINING_MINUTES);

  /** Rows then start at 1 and never rise. Takes about a millisecond. */
  draw(counts: StayCounts, prior: GridPrior): void {
    this.count(counts);
    for (let stayed = 0; stayed < STAY_MINUTES; stayed++) {
      this.smooth(stayed);
      this.addPrior(stayed, prior);
      this.staying[stayed] = this.cumulate(stayed);
    }
    const entered = this.staying[0] ?? 1;
    for (let m = 0; m < STAY_MINUTES; m++) this.staying[m] = (this.staying[m] ?? 0) / entered;
  }

  private count(counts: StayCounts): void {
    for (let m = 0, cell = 0; m < STAY_MINUTES; m++) {
      let total = 0;
      for (let r = 0; r < REMAINING_MINUTES; r++, cell++) {
        const count = counts(m, r);
        this.counted[cell] = count;
        total += count;
      }
      this.inRow[m] = total;
    }
  }

  private smooth(stayed: number): void {
    const spread = Math.max(LEAST_SPREAD_MINUTES, SPREAD_SHARE * stayed);
    const reach = Math.ceil(REACH_IN_SPREADS * spread);
    const to = Math.min(STAY_MINUTES - 1, stayed + reach);
    this.row.fill(0);
    let weights = 0;
    for (let m = Math.max(0, stayed - reach); m <= to; m++) {
      const weight = Math.exp(-((m - stayed) ** 2) / (2 * spread * spread));
      weights += weight;
      if (this.inRow[m] !== 0) this.addRow(m, weight);
    }
    for (let r = 0; r < REMAINING_MINUTES; r++) this.row[r] = (this.row[r] ?? 0) / weights;
  }

  private addRow(m: number, weight: number): void {
    const { row, counted } = this;
    const offset = m * REMAINING_MINUTES;
    for (let r = 0; r < REMAINING_MINUTES; r++) {
      row[r] = (row[r] ?? 0) + weight * (counted[offset + r] ?? 0);
    }
  }

  private addPrior(stayed: number, prior: GridPrior): void {
    const { row } = this;
    const alive = prior.survival(stayed);
    const weight = (prior.weight * Math.max(prior.staying(stayed), LEAST_STAYING)) / alive;
    let here = alive;
    for (let r = 0; r < REMAINING_MINUTES; r++) {
      const beyond = r === REMAINING_MINUTES - 1 ? 0 : prior.survival(stayed + r + 1);
      row[r] = (row[r] ?? 0) + weight * (here - beyond);
      here = beyond;
    }
  }

  /** From counts to the share that is left; gives their total. */
  private cumulate(stayed: number): number {
    const { row, survival } = this;
    const offset = stayed * REMAINING_MINUTES;
    let total = 0;
    for (let r = 0; r < REMAINING_MINUTES; r++) total += row[r] ?? 0;
    let left = total;
    for (let r = 0; r < REMAINING_MINUTES; r++) {
      survival[offset + r] = left > 0 ? left / total : 0;
      left -= row[r] ?? 0;
    }
    return total;
  }
}
