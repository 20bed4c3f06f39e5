import type {
  PostgresReplica,
  PostgresReplicaContents,
  ReplicaBatch,
} from '@ftgo/delayed-orders-persistence';
import type { RestaurantChange } from '@ftgo/monolith-contracts';
import type { MonolithTables, UnreadableRow } from '@ftgo/monolith-tables';
import { restaurantDiffers } from './differences.js';
import type { Span } from './narrowing.js';
import type { Suspects } from './reconciliation.js';

/** The restaurants in which replica and monolith differ; the replica forgets none. */
export class RestaurantSuspects implements Suspects {
  private readonly seen = new Map<number, RestaurantChange>();
  readonly unreadable = new Map<number, UnreadableRow>();

  constructor(
    private readonly monolith: MonolithTables,
    private readonly contents: PostgresReplicaContents,
    private readonly replica: PostgresReplica,
  ) {}

  span(): Promise<Span> {
    return this.monolith.restaurantSpan();
  }

  async digests(chunk: Span, size: number): ReturnType<Suspects['digests']> {
    const [theirs, ours] = await Promise.all([
      this.monolith.restaurantDigests(chunk, size),
      this.contents.restaurantDigests(chunk, size),
    ]);
    return [theirs, ours, chunk, size];
  }

  async look(span: Span): Promise<number> {
    const ids = await this.monolith.idsOf('restaurants', span);
    const rows = await this.rows(ids);
    for (const id of await this.differing(rows)) {
      const row = rows.get(id);
      if (row !== undefined) this.seen.set(id, row);
    }
    return ids.length;
  }

  confirm(): Promise<readonly number[]> {
    return this.differing(this.seen);
  }

  async repair(ids: readonly number[]): Promise<void> {
    const rows = await this.rows(ids);
    const restaurants = [...rows.values()].map(
      ({ restaurantId: id, version, position, fields }) => ({
        id,
        version,
        position,
        fields,
      }),
    );
    await this.replica.apply({ orders: [], restaurants, ...(await this.goneRows(ids, rows)) });
  }

  /**
   * Rows of hours that the monolith has no more. A snapshot after a gap in the stream cannot tell
   * of them, and the next change of hours would count them in again.
   */
  private async goneRows(
    ids: readonly number[],
    rows: ReadonlyMap<number, RestaurantChange>,
  ): Promise<Pick<ReplicaBatch, 'openingHoursRows' | 'closureRows'>> {
    const [ours, theirs] = [
      await this.contents.rowsOfHours(ids),
      await this.monolith.rowsOfHours(ids),
    ];
    const [position] = [...rows.values()].map((row) => row.position);
    const deleted = (own: readonly number[], left: readonly number[]) =>
      own
        .filter((id) => !left.includes(id))
        .map((id) => ({ id, version: 0, position, fields: { isDeleted: true } }));
    return {
      openingHoursRows: deleted(ours.openingHours, theirs.openingHours),
      closureRows: deleted(ours.closures, theirs.closures),
    };
  }

  private async rows(ids: readonly number[]): Promise<Map<number, RestaurantChange>> {
    const { restaurants, unreadable } = await this.monolith.rows([], ids);
    for (const row of unreadable) this.unreadable.set(row.id, row);
    return new Map(restaurants.map((row) => [row.restaurantId, row]));
  }

  private async differing(rows: ReadonlyMap<number, RestaurantChange>): Promise<number[]> {
    const ids = [...rows.keys()];
    const replicated = new Map(
      (await this.contents.restaurants(ids)).map((row) => [row.restaurant_id, row]),
    );
    return ids.filter((id) => {
      const [row, ours] = [rows.get(id), replicated.get(id)];
      if (row === undefined) return false;
      if (ours === undefined || ours.version < row.version) return true;
      return ours.version === row.version && restaurantDiffers(row, ours);
    });
  }
}
