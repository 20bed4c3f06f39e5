import type { Logger } from '@ftgo/platform-observability';

export interface RepeatingTaskOptions {
  readonly name: string;
  /** Pause between an idle run and the next; jittered by a fifth so that many workers spread. */
  readonly everyMs: number;
  /** Does one piece of work. @returns true when there is more, so that the next run starts at once. */
  readonly run: () => Promise<boolean>;
  readonly logger: Logger;
  /** Told after each failure (a reason) and each success (undefined). */
  readonly onHealth?: (failure: string | undefined) => void;
}

const LONGEST_BACK_OFF_MS = 5_000;

/**
 * Runs a piece of work again and again, never twice at once. A failure is logged and tried again
 * with a growing pause (up to 5 s); it never ends the loop. `stop` waits for the running piece.
 */
export class RepeatingTask {
  private started = false;
  private stopped = false;
  private hurried = false;
  private failures = 0;
  private wake: () => void = () => undefined;
  private loop: Promise<void> = Promise.resolve();

  constructor(private readonly options: RepeatingTaskOptions) {}

  /** Begins with a run at once; idempotent. */
  start(): void {
    if (this.started) return;
    this.started = true;
    this.loop = this.repeat();
  }

  /** Ends the current pause, or leaves out the next one when a run is under way. */
  hurry(): void {
    this.hurried = true;
    this.wake();
  }

  /** Begins no further run and resolves once the running one has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.loop;
  }

  private async repeat(): Promise<void> {
    while (!this.stopped) {
      this.hurried = false;
      const more = await this.runOnce();
      const goesOn = more || (this.hurried && this.failures === 0);
      if (!goesOn && !this.stopped) await this.pause();
    }
  }

  private async runOnce(): Promise<boolean> {
    try {
      const more = await this.options.run();
      this.failures = 0;
      this.options.onHealth?.(undefined);
      return more;
    } catch (err) {
      this.failures += 1;
      this.options.logger.error({ err, task: this.options.name }, 'failed; will be tried again');
      this.options.onHealth?.(`${this.options.name} failed ${this.failures} times in a row`);
      return false;
    }
  }

  private pause(): Promise<void> {
    const { everyMs } = this.options;
    const backOffMs = Math.min(
      everyMs * 2 ** this.failures,
      Math.max(everyMs, LONGEST_BACK_OFF_MS),
    );
    const jitter = 0.9 + Math.random() * 0.2;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, backOffMs * jitter);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
