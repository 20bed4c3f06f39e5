import { setTimeout as pause } from 'node:timers/promises';
import type { PostgresQuarantine, PostgresReplica } from '@ftgo/delayed-orders-persistence';
import type { Feed, ReadLocalTime, Said } from '@ftgo/monolith-contracts';
import { readMessage, toReplicaBatch, withoutContactData } from '@ftgo/monolith-contracts';
import type { Logger } from '@ftgo/platform-observability';
import { isFaultOfTheRow } from '@ftgo/platform-postgres';
import type { Delivery } from '@ftgo/platform-rabbitmq';
import { MicroBatch } from '@ftgo/platform-rabbitmq';
import type { IngestionMetrics } from './ingestion-metrics.js';

interface Gathered extends Said {
  readonly delivery: Delivery;
}

export interface ReplicaIngestionOptions {
  readonly feed: Feed;
  readonly replica: PostgresReplica;
  readonly quarantine: PostgresQuarantine;
  readonly metrics: IngestionMetrics;
  readonly logger: Logger;
  readonly readLocalTime: ReadLocalTime;
  readonly batch: { readonly size: number; readonly waitMs: number };
}

const LONGEST_PAUSE_MS = 5_000;

/** The messages of one of the monolith's feeds in, the replica out. */
export class ReplicaIngestion {
  private readonly batch: MicroBatch<Gathered>;
  private isStopping = false;

  constructor(private readonly options: ReplicaIngestionOptions) {
    this.batch = new MicroBatch({ ...options.batch, commit: (items) => this.commit(items) });
  }

  /** Resolves once the message's effect is committed, in the replica or in the quarantine (I2). */
  async receive(delivery: Delivery): Promise<void> {
    const { feed, readLocalTime } = this.options;
    const { body, routingKey, headers } = delivery;
    const read = readMessage({ feed, body, routingKey, headers }, readLocalTime);
    if (read.understood) await this.take(read, delivery);
    else await this.persistently(() => this.quarantine(delivery, read.cause, read.detail));
  }

  /** From now on a database that is away is not waited for: the messages go back to the broker. */
  stop(): void {
    this.isStopping = true;
  }

  private async take({ changes, notices }: Said, delivery: Delivery): Promise<void> {
    // A tombstone and its like say nothing: there is nothing to commit before the acknowledgement.
    if (changes.length + notices.length > 0) await this.batch.add({ changes, notices, delivery });
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
    const { replica, metrics, feed } = this.options;
    const batch = toReplicaBatch(items);
    const applied = await replica.apply(batch);
    const changed = applied.changedOrders + applied.changedRestaurants;
    metrics.applied(feed, items.length, changed, batch.asOf);
    metrics.notices(feed, batch.notices);
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
    const { feed, quarantine, metrics, logger } = this.options;
    const { queue, messageId, routingKey, headers } = delivery;
    // Nothing of it is read, so nothing is lost for a replay (I8).
    const body = Buffer.from(withoutContactData(delivery.body));
    await quarantine.keep({ queue, messageId, cause, detail, body, feed, routingKey, headers });
    metrics.quarantined(feed, cause);
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
