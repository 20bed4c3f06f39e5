import type { Logger } from '@ftgo/platform-observability';

/** What the watchdog needs of a consumer. */
export interface WatchedConsumer {
  readonly queue: string;
  isConsuming(): boolean;
  /** Why the broker does not let us consume; a restart would not help against it. */
  readonly refusal?: string | undefined;
}

export interface ConsumerWatchdogOptions {
  readonly consumers: readonly WatchedConsumer[];
  /** Asks the broker; rejects when the queue is gone. */
  readonly probeQueue: (queue: string) => Promise<unknown>;
  readonly logger: Logger;
  /** Told after every look and for every queue. */
  readonly onHealth: (queue: string, failure: string | undefined) => void;
  /** Drops the connection, so that everything is declared and consumed again. */
  readonly reconnect: () => void;
  /** Called once, when reconnecting did not help; a worker exits with 1 to be started again. */
  readonly onHopeless: () => void;
  /** Whether the broker can be reached at all; while it can't, nothing is missing. */
  readonly isConnected?: () => boolean;
  readonly everyMs?: number;
  /** Monotonic milliseconds. */
  readonly now?: () => number;
}

/** How long a queue has had no consumer, by the state of the link meanwhile. */
interface Absence {
  lookedAt: number;
  missingMs: number;
  missingAtReconnectMs: number;
  disconnectedMs: number;
}

const RECONNECT_AFTER_MS = 15_000;
const GIVE_UP_AFTER_MS = 60_000;
/** A broker may be away for long; only a client that is stuck is helped by a restart. */
const GIVE_UP_DISCONNECTED_AFTER_MS = 600_000;
const PROBE_WITHIN_MS = 5_000;

/**
 * Looks every 5 s whether each expected queue really has our consumer.
 *
 * Why it exists: when the broker cancels a consumer (queue deleted, policy, time-out), or a link
 * is dead without a word, the process looks healthy and does nothing (golevelup/nestjs#691, #526,
 * #628). "Bootstrap finished" is no proof of consumption; this is.
 */
export class ConsumerWatchdog {
  private readonly absences = new Map<string, Absence>();
  private readonly everyMs: number;
  private readonly now: () => number;
  private timer: NodeJS.Timeout | undefined;
  private looking = false;
  private gaveUp = false;

  constructor(private readonly options: ConsumerWatchdogOptions) {
    this.everyMs = options.everyMs ?? 5_000;
    this.now = options.now ?? (() => performance.now());
  }

  start(): void {
    this.timer = setInterval(() => void this.look(), this.everyMs);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** One look at every consumer; never throws, and never two at once. */
  async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    try {
      await Promise.all(this.options.consumers.map((consumer) => this.lookAt(consumer)));
    } finally {
      this.looking = false;
    }
  }

  private async lookAt(consumer: WatchedConsumer): Promise<void> {
    const { queue } = consumer;
    if (await this.consumes(consumer)) {
      this.absences.delete(queue);
      this.options.onHealth(queue, undefined);
      return;
    }
    const { isConnected = () => true, onHealth } = this.options;
    const connected = isConnected();
    const missing = connected ? 'nothing is consumed from the queue' : 'the broker gives no answer';
    onHealth(queue, consumer.refusal ?? `${missing}; connecting again`);
    const absence = this.count(queue, connected);
    if (consumer.refusal === undefined) this.treat(queue, absence, connected);
  }

  private async consumes(consumer: WatchedConsumer): Promise<boolean> {
    if (!consumer.isConsuming()) return false;
    try {
      await within(PROBE_WITHIN_MS, this.options.probeQueue(consumer.queue));
      return true;
    } catch (err) {
      this.options.logger.warn({ err, queue: consumer.queue }, 'the queue could not be looked up');
      return false;
    }
  }

  private count(queue: string, connected: boolean): Absence {
    const now = this.now();
    const absence = this.absences.get(queue) ?? {
      lookedAt: now,
      missingMs: 0,
      missingAtReconnectMs: 0,
      disconnectedMs: 0,
    };
    // A process that was frozen has not been looking: its lost time is no evidence.
    const elapsedMs = Math.min(now - absence.lookedAt, this.everyMs + PROBE_WITHIN_MS);
    absence[connected ? 'missingMs' : 'disconnectedMs'] += elapsedMs;
    absence.lookedAt = now;
    this.absences.set(queue, absence);
    return absence;
  }

  private treat(queue: string, absence: Absence, connected: boolean): void {
    const { logger, reconnect, onHopeless } = this.options;
    const { missingMs, disconnectedMs, missingAtReconnectMs } = absence;
    if (this.gaveUp) return;
    if (missingMs >= GIVE_UP_AFTER_MS || disconnectedMs >= GIVE_UP_DISCONNECTED_AFTER_MS) {
      logger.fatal(
        { queue, missingMs, disconnectedMs },
        'still nothing is consumed: starting again',
      );
      this.gaveUp = true;
      this.stop();
      onHopeless();
    } else if (connected && missingMs - missingAtReconnectMs >= RECONNECT_AFTER_MS) {
      logger.error({ queue, missingMs }, 'nothing is consumed: connecting again');
      absence.missingAtReconnectMs = missingMs;
      reconnect();
    }
  }
}

async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
