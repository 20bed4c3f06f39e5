import type { SendOutcome } from '@ftgo/delayed-orders-domain';

/** Attempts under way, at most so many at once; ended together when their sender is closed. */
export class HttpAttempts {
  private readonly running = new Map<AbortController, Promise<SendOutcome>>();
  private isClosed = false;

  constructor(private readonly most: number) {}

  /** Runs one attempt, or says that it is to come again. */
  async run(attempt: (signal: AbortSignal) => Promise<SendOutcome>): Promise<SendOutcome> {
    if (this.isClosed) return { kind: 'RETRY', cause: 'sender.closed' };
    if (this.running.size >= this.most) return { kind: 'RETRY', cause: 'sender.busy' };
    const controller = new AbortController();
    const outcome = attempt(controller.signal);
    this.running.set(controller, outcome);
    try {
      return await outcome;
    } finally {
      this.running.delete(controller);
    }
  }

  /** Resolves when all have ended. */
  async close(): Promise<void> {
    this.isClosed = true;
    const ends = [...this.running.values()];
    this.running.forEach((_, controller) => controller.abort());
    await Promise.allSettled(ends);
  }
}
