import type { TraceMoment } from '@ftgo/monolith-traces';
import { businessAt } from '@ftgo/monolith-traces';
import { MomentQueue } from './moment-queue.js';
import type { MomentWriter } from './moment-writer.js';
import type { ReplayPlan } from './replay-plan.js';

/** How far a replay is. */
export interface ReplayCounts {
  readonly moments: { readonly total: number; readonly applied: number };
  readonly orders: {
    readonly total: number;
    readonly created: number;
    readonly open: number;
    readonly delivered: number;
    readonly cancelled: number;
  };
}

/** Moments that are written in one transaction. */
const BATCH_SIZE = 500;

/** One replay from its start: its time, what is still to come, how far it is. */
export class Replay {
  private readonly queue: MomentQueue;
  private readonly counts = { created: 0, delivered: 0, cancelled: 0 };
  private steppedTo: Date;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    readonly plan: ReplayPlan,
    /** Machine time at which the clock's offset is 0. */
    readonly startsAt: Date,
    private readonly writer: MomentWriter,
    private readonly machineNow: () => Date,
  ) {
    this.queue = new MomentQueue(plan.moments);
    this.steppedTo = plan.businessFrom;
  }

  /** True once every moment is applied; its events may still wait in the outbox. */
  get isFinished(): boolean {
    return this.queue.isEmpty;
  }

  /** Business time: by the clock, or where it was moved to by hand. */
  now(): Date {
    const { options, clock } = this.plan;
    if (options.stepped) return this.steppedTo;
    return businessAt(clock, this.machineNow().getTime() - this.startsAt.getTime());
  }

  mayAdvanceTo(to: Date): boolean {
    return this.queue.mayAdvanceTo(to);
  }

  /**
   * Applies the moments up to `to`; with `onePerOrder` at most one of each order. Calls queue up
   * behind each other. What a failure left undone is done by the next call.
   */
  advance(to: Date, onePerOrder: boolean): Promise<{ applied: number; remaining: number }> {
    const advanced = this.turn.then(() => this.advanceNow(to, onePerOrder));
    this.turn = advanced.catch(() => undefined);
    return advanced;
  }

  count(): ReplayCounts {
    const { created, delivered, cancelled } = this.counts;
    return {
      moments: { total: this.queue.total, applied: this.queue.taken },
      orders: {
        total: this.plan.trace.orders.length,
        created,
        open: created - delivered - cancelled,
        delivered,
        cancelled,
      },
    };
  }

  private async advanceNow(
    to: Date,
    onePerOrder: boolean,
  ): Promise<{ applied: number; remaining: number }> {
    const before = this.queue.taken;
    if (to > this.steppedTo) this.steppedTo = to;
    let wanted = onePerOrder ? this.queue.bringFirstsForward(to) : this.queue.due(to);
    while (wanted > 0) {
      const batch = this.queue.next(to, Math.min(wanted, BATCH_SIZE));
      const applied = await this.writer.write(this.plan, batch, this.queue.taken);
      const written = batch.slice(0, applied - this.queue.taken);
      this.queue.take(written.length);
      written.forEach((moment) => this.note(moment));
      wanted -= written.length;
    }
    return { applied: this.queue.taken - before, remaining: this.queue.due(to) };
  }

  private note({ kind }: TraceMoment): void {
    if (kind === 'created' || kind === 'delivered' || kind === 'cancelled') this.counts[kind] += 1;
  }
}
