import { setTimeout as pause } from 'node:timers/promises';
import type { PostgresQuarantine, PostgresReplica } from '@ftgo/delayed-orders-persistence';
import type { OrderFields, ReplicaUpdate, RestaurantFields } from '@ftgo/delayed-orders-domain';
import type { OrderChange, ReplicaChange, RestaurantChange } from '@ftgo/monolith-contracts';
import type { Logger } from '@ftgo/platform-observability';
import { isFaultOfTheRow } from '@ftgo/platform-postgres';
import type { Delivery } from '@ftgo/platform-rabbitmq';
import type { IngestionMetrics } from './ingestion-metrics.js';
import { MicroBatch } from './micro-batch.js';
import { readMessage } from './read-message.js';

interface Gathered {
  readonly change: ReplicaChange;
  readonly delivery: Delivery;
}

export interface ReplicaIngestionOptions {
  readonly replica: PostgresReplica;
  readonly quarantine: PostgresQuarantine;
  readonly metrics: IngestionMetrics;
  readonly logger: Logger;
  readonly readLocalTime: (wallClockMs: number) => number;
  readonly batch: { readonly size: number; readonly waitMs: number };
}

const LONGEST_PAUSE_MS = 5_000;

/** The monolith's messages in, the replica out. */
export class ReplicaIngestion {
  private readonly batch: MicroBatch<Gathered>;
  private isStopping = false;

  constructor(private readonly options: ReplicaIngestionOptions) {
    this.batch = new MicroBatch({ ...options.batch, commit: (items) => this.commit(items) });
  }

  /** Resolves once the message's effect is committed, in the replica or in the quarantine (I2). */
  async receive(delivery: Delivery): Promise<void> {
    const read = readMessage(delivery.body, this.options.readLocalTime);
    if (read.understood) await this.batch.add({ change: read.change, delivery });
    else await this.persistently(() => this.quarantine(delivery, read.cause, read.detail));
  }

  /** From now on a database that is away is not waited for: the messages go back to the broker. */
  stop(): void {
    this.isStopping = true;
  }

  private commit(items: readonly Gathered[]): Promise<void> {
    return this.persistently(async () => {
      try {
        await this.apply(items);
      } catch (error) {
        if (!isFaultOfTheRow(error)) throw error;
        await this.applyOneByOne(items);
      }
    });
  }

  private async apply(items: readonly Gathered[]): Promise<void> {
    const { replica, metrics } = this.options;
    const changes = items.map(({ change }) => change);
    const newest = Math.max(...changes.map(({ occurredAt }) => occurredAt.getTime()));
    const asOf = new Date(newest);
    const orders = changes.filter(isOrderChange).map(orderUpdate);
    const restaurants = changes.filter(isRestaurantChange).map(restaurantUpdate);
    const applied = await replica.apply({ orders, restaurants, asOf });
    metrics.applied(items.length, applied.changedOrders + applied.changedRestaurants, asOf);
  }

  /** One row that the database refuses must not hold up its neighbours (I2). */
  private async applyOneByOne(items: readonly Gathered[]): Promise<void> {
    for (const item of items) {
      try {
        await this.apply([item]);
      } catch (error) {
        if (!isFaultOfTheRow(error)) throw error;
        await this.quarantine(
          item.delivery,
          'refused-by-database',
          'a value breaks a rule of the table',
        );
      }
    }
  }

  private async quarantine(delivery: Delivery, cause: string, detail: string): Promise<void> {
    const { quarantine, metrics, logger } = this.options;
    const { queue, messageId, body } = delivery;
    await quarantine.keep({ queue, messageId, cause, detail, body });
    metrics.quarantined(cause);
    logger.warn({ queue, messageId, cause, detail }, 'a message was quarantined');
  }

  /**
   * Repeats while the database is away. The messages stay unacknowledged meanwhile and the
   * prefetch stops the flow: nothing is lost, nothing is requeued in circles.
   */
  private async persistently(work: () => Promise<void>): Promise<void> {
    for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        await work();
        return;
      } catch (err) {
        if (this.isStopping) throw err;
        this.options.logger.error({ err }, 'the replica cannot be written; trying again');
        await pause(pauseMs);
      }
    }
  }
}

const isOrderChange = (change: ReplicaChange): change is OrderChange => change.kind === 'order';
const isRestaurantChange = (change: ReplicaChange): change is RestaurantChange =>
  change.kind === 'restaurant';

const orderUpdate = ({ orderId, version, fields }: OrderChange): ReplicaUpdate<OrderFields> => ({
  id: orderId,
  version,
  fields,
});

const restaurantUpdate = (change: RestaurantChange): ReplicaUpdate<RestaurantFields> => ({
  id: change.restaurantId,
  version: change.version,
  fields: change.fields,
});
