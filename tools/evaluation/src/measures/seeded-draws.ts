const UINT32 = 4_294_967_296;

/** Draws that a seed fixes (mulberry32): an evaluation says the same each time. */
export class SeededDraws {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** From 0, below 1. */
  uniform(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / UINT32;
  }

  /** A whole number from 0, below `count`. */
  below(count: number): number {
    return Math.floor(this.uniform() * count);
  }
}
