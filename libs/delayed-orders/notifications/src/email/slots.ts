/**
 * Lets at most `size` holders in at once; the others wait in the order of their coming, until their
 * signal aborts.
 */
export class Slots {
  private readonly waiting = new Set<() => void>();
  private held = 0;

  constructor(private readonly size: number) {}

  /** @throws the signal's reason when it aborts before a slot was free. */
  async take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.held < this.size) {
      this.held += 1;
      return;
    }
    await this.turn(signal);
  }

  /** Hands the slot to the longest waiting, if anybody waits. */
  release(): void {
    const [next] = this.waiting;
    if (next === undefined) {
      this.held -= 1;
      return;
    }
    this.waiting.delete(next);
    next();
  }

  private async turn(signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const giveUp = (): void => {
      this.waiting.delete(resolve);
      reject(signal.reason as Error);
    };
    this.waiting.add(resolve);
    signal.addEventListener('abort', giveUp, { once: true });
    await promise.finally(() => signal.removeEventListener('abort', giveUp));
  }
}
