import type { PostgresReplica, PostgresReplicaContents } from '@ftgo/delayed-orders-persistence';
import type { OrderChange } from '@ftgo/monolith-contracts';
import type { MonolithTables, UnreadableRow } from '@ftgo/monolith-tables';
import { orderDifferences } from './differences.js';
import type { Span } from './narrowing.js';
import type { Suspects } from './reconciliation.js';

const BEYOND_AT_ONCE = 1_000;

/** The orders in which replica and monolith differ. */
export class OrderSuspects implements Suspects {
  /** The monolith's row at the first look, by id; undefined where it has none. */
  private readonly seen = new Map<number, OrderChange | undefined>();
  readonly unreadable = new Map<number, UnreadableRow>();

  constructor(
    private readonly monolith: MonolithTables,
    private readonly contents: PostgresReplicaContents,
    private readonly replica: PostgresReplica,
    private readonly since: Date,
    private readonly now: () => Promise<Date>,
  ) {}

  /**
   * The monolith's span. What is open here beyond it, such as a last order that was deleted there or
   * one whose end was lost long ago, is looked at one by one. A monolith without any order is taken
   * for the wrong database rather than for one that lost them all.
   */
  async span(): Promise<Span> {
    const span = await this.monolith.orderSpan(this.since);
    if (span.from < span.to) {
      await this.lookAt(await this.contents.openOrderIdsBeyond(span, BEYOND_AT_ONCE));
    }
    return span;
  }

  async digests(chunk: Span, size: number): ReturnType<Suspects['digests']> {
    const [theirs, ours] = await Promise.all([
      this.monolith.orderDigests(chunk, size),
      this.contents.orderDigests(chunk, size),
    ]);
    return [theirs, ours, chunk, size];
  }

  async look(span: Span): Promise<number> {
    const ids = [
      ...new Set([
        ...(await this.monolith.idsOf('orders', span)),
        ...(await this.contents.orderIds(span)),
      ]),
    ];
    await this.lookAt(ids);
    return ids.length;
  }

  /** Still wrong: the replica does not even hold what the monolith had at the first look. */
  confirm(): Promise<readonly number[]> {
    return this.differing([...this.seen.keys()], this.seen);
  }

  async repair(ids: readonly number[]): Promise<void> {
    const rows = await this.rows(ids);
    const deletedAt = await this.now();
    const orders = this.readable(ids).map((id) => {
      const row = rows.get(id);
      return row === undefined
        ? { id, version: 0, fields: { deletedAt } }
        : { id, version: row.version, position: row.position, fields: row.fields };
    });
    await this.replica.apply({ orders, restaurants: [] });
  }

  private async lookAt(ids: readonly number[]): Promise<void> {
    const rows = await this.rows(ids);
    for (const id of await this.differing(this.readable(ids), rows)) {
      this.seen.set(id, rows.get(id));
    }
  }

  /** An order whose row cannot be read is still there: it must not be taken for a deleted one. */
  private readable(ids: readonly number[]): number[] {
    return ids.filter((id) => !this.unreadable.has(id));
  }

  private async rows(ids: readonly number[]): Promise<Map<number, OrderChange>> {
    const { orders, unreadable } = await this.monolith.rows(ids, []);
    for (const row of unreadable) this.unreadable.set(row.id, row);
    return new Map(orders.map((row) => [row.orderId, row]));
  }

  private async differing(
    ids: readonly number[],
    rows: ReadonlyMap<number, OrderChange | undefined>,
  ): Promise<number[]> {
    const replicated = new Map(
      (await this.contents.orders(ids)).map((order) => [Number(order.id), order]),
    );
    return ids.filter((id) => {
      const [row, ours] = [rows.get(id), replicated.get(id)];
      if (row === undefined) return ours !== undefined && ours.deletedAt === undefined;
      if (ours === undefined || ours.version < row.version) return true;
      return ours.version === row.version && orderDifferences(row, ours).length > 0;
    });
  }
}
