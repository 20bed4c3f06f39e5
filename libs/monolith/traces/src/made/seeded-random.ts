import { normalQuantile } from './normal-distribution.js';

const UINT32 = 4_294_967_296;

/** Random numbers that a seed fixes (mulberry32): the same seed gives the same ones everywhere. */
export class SeededRandom {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** Above 0 and below 1. */
  uniform(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / UINT32;
  }

  between(low: number, high: number): number {
    return low + this.uniform() * (high - low);
  }

  /** A whole number from 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  chance(share: number): boolean {
    return this.uniform() < share;
  }

  /** Mean 0, standard deviation 1. */
  normal(): number {
    return normalQuantile(this.uniform());
  }

  /** Throws on an empty list. */
  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) throw new RangeError('nothing to pick from');
    return choice;
  }

  shuffled<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, at: this.uniform() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  }
}
