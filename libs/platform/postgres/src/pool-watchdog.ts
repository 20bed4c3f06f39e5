import type { Logger } from '@ftgo/platform-observability';

/** What the watchdog needs of a pool; pg's and MikroORM's both have it. */
export interface WatchedPool {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly options: { readonly max?: number | undefined };
  on(event: 'release', listener: (error: unknown) => void): unknown;
}

export interface PoolWatchdogOptions {
  readonly pool: WatchedPool;
  /** Runs `select 1` through the same pool and gives up after `withinMs`. */
  readonly probe: (withinMs: number) => Promise<unknown>;
  readonly logger: Logger;
  /** Told after every look; ends the process's readiness while the database is away. */
  readonly onHealth: (failure: string | undefined) => void;
  /** Called once when the pool will not come back by itself; the default of a worker is exit 1. */
  readonly onExhausted: () => void;
  readonly everyMs?: number;
  readonly probeWithinMs?: number;
}

const TOLERATED_FAILURES = 3;

/**
 * Looks every 2 s whether the pool still gives connections.
 *
 * Why it exists: a transaction whose backend dies can leak its connection for ever
 * (MikroORM 7.2.1 over kysely 0.29.6, kysely-org/kysely#1990), so one restart of PostgreSQL
 * leaves a pool with every connection taken and none idle, and a process that looks alive and
 * does nothing. When the pool is full, none is idle, three probes in a row got no answer and no
 * caller gave a sound connection back meanwhile, only a new process helps: the broker redelivers,
 * leases run out.
 */
export class PoolWatchdog {
  private failures = 0;
  private timer: NodeJS.Timeout | undefined;
  /** The probe that has not ended yet: another one beside it would only fill the pool. */
  private probing: Promise<unknown> | undefined;
  private looking = false;

  constructor(private readonly options: PoolWatchdogOptions) {
    // Work that ends shows that the pool is slow and not lost.
    options.pool.on('release', (error) => {
      if (!error) this.failures = 0;
    });
  }

  start(): void {
    const { everyMs = 2_000 } = this.options;
    this.timer = setInterval(() => void this.look(), everyMs);
    void this.look();
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** One look; never throws, and never two at once. */
  async look(): Promise<void> {
    if (this.looking) return;
    this.looking = true;
    const { probeWithinMs = 3_000, onHealth } = this.options;
    try {
      await within(probeWithinMs, this.probe(probeWithinMs));
      this.failures = 0;
      onHealth(undefined);
    } catch (err) {
      this.failures += 1;
      onHealth('the database gives no answer; connecting again');
      this.endIfExhausted(err);
    } finally {
      this.looking = false;
    }
  }

  private probe(withinMs: number): Promise<unknown> {
    this.probing ??= this.options.probe(withinMs).finally(() => (this.probing = undefined));
    return this.probing;
  }

  private endIfExhausted(err: unknown): void {
    const { pool, logger, onExhausted } = this.options;
    const isFull = pool.idleCount === 0 && pool.totalCount >= (pool.options.max ?? Infinity);
    if (this.failures < TOLERATED_FAILURES || !isFull) return;
    logger.fatal({ err }, 'every database connection is lost to the pool: starting again');
    this.stop();
    onExhausted();
  }
}

/** `work` may still fail after the limit; the race has heard it, so nothing is left unhandled. */
async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
