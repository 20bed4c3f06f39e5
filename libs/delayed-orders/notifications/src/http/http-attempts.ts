import type { MayHandOver, SendOutcome } from '@ftgo/delayed-orders-domain';

const CLOSED: SendOutcome = { kind: 'RETRY', cause: 'sender.closed' };

/** Attempts under way, at most so many at once; ended together when their sender is closed. */
export class HttpAttempts {
  private readonly running = new Map<AbortController, Promise<SendOutcome>>();
  private isClosed = false;

  constructor(private readonly most: number) {}

  /** Runs one attempt, or says that it is to come again. @param mayHandOver where not given, it may */
  async run(
    attempt: (signal: AbortSignal) => Promise<SendOutcome>,
    mayHandOver: MayHandOver = () => Promise.resolve(true),
  ): Promise<SendOutcome> {
    if (this.isClosed) return CLOSED;
    if (this.running.size >= this.most) return { kind: 'RETRY', cause: 'sender.busy' };
    const controller = new AbortController();
    const { signal } = controller;
    const outcome = mayHandOver().then((may) =>
      may && !signal.aborted ? attempt(signal) : CLOSED,
    );
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
