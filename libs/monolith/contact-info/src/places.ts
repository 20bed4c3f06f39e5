/**
 * Lets at most `size` in at once; the others wait for their turn, in the order of their coming, but
 * not for ever.
 */
export class Places {
  private readonly waiting = new Set<() => void>();
  private taken = 0;

  constructor(private readonly size: number) {}

  /** @returns false when no place was free within that time. */
  async take(withinMs: number): Promise<boolean> {
    if (this.taken < this.size) {
      this.taken += 1;
      return true;
    }
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const turn = (): void => resolve(true);
    const timer = setTimeout(() => {
      this.waiting.delete(turn);
      resolve(false);
    }, withinMs);
    this.waiting.add(turn);
    return promise.finally(() => clearTimeout(timer));
  }

  /** Hands the place to the longest waiting, if anybody waits. */
  release(): void {
    const [next] = this.waiting;
    if (next === undefined) {
      this.taken -= 1;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}
