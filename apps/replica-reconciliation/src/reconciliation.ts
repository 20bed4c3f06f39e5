import { setTimeout as pause } from 'node:timers/promises';
import type {
  PostgresReconciliationRuns,
  PostgresReplica,
  PostgresReplicaContents,
} from '@ftgo/delayed-orders-persistence';
import type { MonolithTables, UnreadableRow } from '@ftgo/monolith-tables';
import type { Logger } from '@ftgo/platform-observability';
import { chunksOf, differingSpans } from './narrowing.js';
import type { Span } from './narrowing.js';
import { OrderSuspects } from './order-suspects.js';
import type { ReconciliationMetrics } from './reconciliation-metrics.js';
import { RestaurantSuspects } from './restaurant-suspects.js';

export interface ReconciliationParts {
  readonly monolith: MonolithTables;
  readonly contents: PostgresReplicaContents;
  readonly replica: PostgresReplica;
  readonly runs: PostgresReconciliationRuns;
  readonly metrics: ReconciliationMetrics;
  readonly logger: Logger;
  /** Business time: how far back ended orders are compared is counted from it. */
  readonly now: () => Promise<Date>;
}

export interface ReconciliationOptions {
  readonly pauseMs: number;
  readonly confirmAfterMs: number;
  readonly rangeSize: number;
  readonly windowHours: number;
}

/** What a sweep found and mended. */
export interface Reconciled {
  readonly compared: number;
  readonly drifted: number;
  readonly repaired: number;
  /** Rows of the monolith that cannot be understood, so neither compared nor repaired. */
  readonly unreadable: number;
}

/** A kind of rows that can be compared, and repaired by the same upserts as the feeds use. */
export interface Suspects {
  /** The rows that could not be read so far, by id. */
  readonly unreadable: ReadonlyMap<number, UnreadableRow>;
  span(): Promise<Span>;
  digests(span: Span, size: number): Promise<Parameters<typeof differingSpans>>;
  /** Looks at every row of a span. @returns how many were compared. */
  look(span: Span): Promise<number>;
  /** Looks at the suspects again. @returns the ids of those that are still wrong. */
  confirm(): Promise<readonly number[]>;
  repair(ids: readonly number[]): Promise<void>;
}

const REPAIR_AT_ONCE = 500;
const MOST_TOLD = 20;

/**
 * Compares the replica with the monolith's own tables: digests of ranges of ids first, rows only
 * where digests differ, and what differs only if it still does after a while, since messages under
 * way are no drift. What drifted is repaired by the upsert that the feeds use, so a newer message
 * is never overwritten (I1).
 */
export class Reconciliation {
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly stopping = new AbortController();

  constructor(
    private readonly parts: ReconciliationParts,
    private readonly options: ReconciliationOptions,
  ) {}

  /** Makes one sweep and keeps its result. @returns undefined while another one is under way. */
  async run(dryRun: boolean): Promise<Reconciled | undefined> {
    const runId = await this.begin(dryRun);
    return runId === undefined ? undefined : this.complete(runId, dryRun);
  }

  /**
   * Takes the place of the one sweep at a time. A sweep of this program keeps it however long it
   * takes; to other programs it counts as given up after a while.
   * @returns undefined while another one is under way.
   */
  async begin(dryRun: boolean): Promise<number | undefined> {
    return this.underWay.size > 0 ? undefined : this.parts.runs.begin(dryRun);
  }

  /** Makes the sweep of a run that has begun. @returns undefined when it was {@link stop}ped. */
  async complete(runId: number, dryRun: boolean): Promise<Reconciled | undefined> {
    const completion = this.completion(runId, dryRun);
    this.underWay.add(completion);
    try {
      return await completion;
    } finally {
      this.underWay.delete(completion);
    }
  }

  /**
   * Breaks off what is under way at the next portion and waits for it. What was repaired stays
   * repaired; the run is forgotten, so that the next program need not wait for its place.
   */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.underWay);
  }

  private async completion(runId: number, dryRun: boolean): Promise<Reconciled | undefined> {
    const { runs, metrics, logger } = this.parts;
    try {
      const result = await this.sweep(dryRun);
      await runs.finish(runId, result);
      metrics.swept(result);
      logger.info({ runId, dryRun, ...result }, 'the replica was compared with the monolith');
      return result;
    } catch (error) {
      await runs.abandon(runId);
      if (!this.stopping.signal.aborted) throw error;
      logger.info({ runId }, 'the sweep was broken off: the program stops');
      return undefined;
    }
  }

  private async sweep(dryRun: boolean): Promise<Reconciled> {
    const { monolith, contents, replica, now } = this.parts;
    const since = new Date((await now()).getTime() - this.options.windowHours * 3_600_000);
    const kinds: Suspects[] = [
      new RestaurantSuspects(monolith, contents, replica),
      new OrderSuspects(monolith, contents, replica, since, now),
    ];
    let compared = 0;
    for (const kind of kinds) compared += await this.narrow(kind);
    await this.pause(this.options.confirmAfterMs);
    let drifted = 0;
    let repaired = 0;
    for (const kind of kinds) {
      const wrong = await kind.confirm();
      drifted += wrong.length;
      if (!dryRun) repaired += await this.repairAll(kind, wrong);
    }
    const unreadable = kinds.flatMap((kind) => [...kind.unreadable.values()]);
    this.tellOf(unreadable);
    return { compared, drifted, repaired, unreadable: unreadable.length };
  }

  private tellOf(unreadable: readonly UnreadableRow[]): void {
    if (unreadable.length === 0) return;
    this.parts.logger.warn(
      { rows: unreadable.slice(0, MOST_TOLD), count: unreadable.length },
      'rows of the monolith cannot be read and were left out; mend them there',
    );
  }

  /** @returns how many rows were looked at one by one. */
  private async narrow(kind: Suspects): Promise<number> {
    const { rangeSize, pauseMs } = this.options;
    let looked = 0;
    for (const chunk of chunksOf(await kind.span(), rangeSize)) {
      const spans = differingSpans(...(await kind.digests(chunk, rangeSize)));
      for (const span of spans) looked += await kind.look(span);
      await this.pause(pauseMs);
    }
    return looked;
  }

  private async repairAll(kind: Suspects, wrong: readonly number[]): Promise<number> {
    for (let at = 0; at < wrong.length; at += REPAIR_AT_ONCE) {
      this.stopping.signal.throwIfAborted();
      await kind.repair(wrong.slice(at, at + REPAIR_AT_ONCE));
    }
    return wrong.length;
  }

  /** @throws as soon as the sweep is to be broken off. */
  private pause(ms: number): Promise<void> {
    return pause(ms, undefined, { signal: this.stopping.signal });
  }
}
