import type { TraceMoment } from '@ftgo/monolith-traces';
import type { Database, Queryable } from '@ftgo/platform-postgres';
import type { OrderTable } from '../ftgo/order-table.js';
import type { RestaurantTable } from '../ftgo/restaurant-table.js';
import { effectsOf } from './moment-effects.js';
import type { ReplayPlan } from './replay-plan.js';

/** Writes batches of a replay's moments: rows and events of a batch in one transaction. */
export class MomentWriter {
  constructor(
    private readonly database: Database,
    private readonly orders: OrderTable,
    private readonly restaurants: RestaurantTable,
  ) {}

  /**
   * Writes the moments that follow on the first `alreadyApplied` ones. Idempotent: when an earlier
   * try was committed although its answer was lost, nothing is written.
   * @returns how many moments are applied now.
   */
  write(
    plan: ReplayPlan,
    moments: readonly TraceMoment[],
    alreadyApplied: number,
  ): Promise<number> {
    return this.database.transaction(async (transaction) => {
      const [replay] = await transaction.query<{ applied: number }>(
        'select applied_moments as applied from simulator_replays where id = $1 for update',
        [plan.replayId],
      );
      const applied = replay?.applied ?? 0;
      if (applied > alreadyApplied) return applied;
      if (applied < alreadyApplied) throw new Error('somebody emptied the replayed monolith');
      await this.writeEffects(transaction, plan, moments);
      const total = applied + moments.length;
      await transaction.query('update simulator_replays set applied_moments = $2 where id = $1', [
        plan.replayId,
        total,
      ]);
      return total;
    });
  }

  private async writeEffects(
    transaction: Queryable,
    plan: ReplayPlan,
    moments: readonly TraceMoment[],
  ): Promise<void> {
    const { restaurants, closures, orders, steps } = effectsOf(plan, moments);
    await this.restaurants.insert(transaction, plan.businessFrom, restaurants);
    for (const { restaurantId, at, closure } of closures) {
      await this.restaurants.close(transaction, restaurantId, at, closure);
    }
    await this.orders.insert(transaction, orders);
    await this.orders.apply(transaction, steps);
  }
}
