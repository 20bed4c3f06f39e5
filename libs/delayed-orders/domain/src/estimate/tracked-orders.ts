import type { Order } from '../order.js';
import type { EstimateKnowledge } from './estimate-knowledge.js';
import type { Estimator } from './estimator.js';
import type { TrackedOrderSnapshot } from './tracked-order.js';
import { TrackedOrder } from './tracked-order.js';

const MINUTE_MS = 60_000;
/**
 * prediction.md, "Learning online", has a row every third minute until 10 minutes before the promise;
 * every second one is a little better on both sets.
 */
const MINUTES_BETWEEN_ROWS = 2;
const LAST_ROW_MINUTES = 10;
/** A promise further ahead (a meal ordered for tomorrow) teaches nothing yet. */
const FIRST_ROW_MINUTES = 120;

/** The open orders that the weights will be learnt from, as many as there is room for. */
export class TrackedOrders {
  private readonly orders: Map<number, TrackedOrder>;

  constructor(
    private readonly knowledge: EstimateKnowledge,
    private readonly estimator: Estimator,
    snapshots: readonly TrackedOrderSnapshot[] = [],
  ) {
    this.orders = new Map(snapshots.map((each) => [each.id, TrackedOrder.restore(each)] as const));
  }

  get size(): number {
    return this.orders.size;
  }

  /** Begins to track an order, if it has a promise and there is room. */
  begin(order: Order): void {
    const hasRoom = this.orders.size < this.knowledge.settings.room.trackedOrders;
    if (order.promisedAt !== undefined && hasRoom)
      this.orders.set(order.id, new TrackedOrder(order));
  }

  /** What is known of a tracked order has changed; under a new promise its rows begin anew. */
  change(order: Order): void {
    this.orders.get(order.id)?.change(order);
  }

  /** The order has ended: delivered, it teaches; ended otherwise, it is neither late nor in time. */
  end(order: Order): void {
    const tracked = this.orders.get(order.id);
    if (tracked === undefined) return;
    this.orders.delete(order.id);
    tracked.change(order);
    const { deliveredAt, promisedAt } = order;
    if (deliveredAt === undefined || promisedAt === undefined) return;
    this.knowledge.weights.learn(tracked, deliveredAt.getTime() > this.lateMs(promisedAt));
  }

  /** A minute begins: rows are added, and who has just become late teaches that. */
  passMinute(minute: number): void {
    const now = new Date(minute * MINUTE_MS);
    for (const tracked of this.orders.values()) {
      const { promisedAt } = tracked.order;
      if (promisedAt === undefined) continue;
      if (now.getTime() > this.lateMs(promisedAt)) {
        this.orders.delete(tracked.order.id);
        this.knowledge.weights.learn(tracked, true);
      } else if (isRowDue(tracked.order, promisedAt, now)) {
        this.addRow(tracked, now);
      }
    }
  }

  snapshot(): TrackedOrderSnapshot[] {
    return [...this.orders.values()].map((order) => order.snapshot());
  }

  private addRow(tracked: TrackedOrder, now: Date): void {
    const row = this.estimator.rowOf(tracked.order, now);
    if (row === undefined) return;
    const probability = 1 / (1 + Math.exp(-row.logOdds()));
    tracked.add(row.values, probability);
    this.knowledge.weights.noteRow(row.values, probability);
  }

  private lateMs(promisedAt: Date): number {
    return promisedAt.getTime() + this.knowledge.settings.lateAfterMinutes * MINUTE_MS;
  }
}

function isRowDue({ createdAt = new Date(0) }: Order, promisedAt: Date, now: Date): boolean {
  const age = Math.floor(now.getTime() / MINUTE_MS) - Math.floor(createdAt.getTime() / MINUTE_MS);
  const left = (promisedAt.getTime() - now.getTime()) / MINUTE_MS;
  return age % MINUTES_BETWEEN_ROWS === 0 && left >= LAST_ROW_MINUTES && left <= FIRST_ROW_MINUTES;
}
