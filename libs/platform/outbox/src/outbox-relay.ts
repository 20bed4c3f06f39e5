import type { Database, Queryable } from '@ftgo/platform-postgres';
import type { PublishedMessage, PublishOutcome } from '@ftgo/platform-rabbitmq';
import type { Logger } from '@ftgo/platform-observability';

interface OutboxRow {
  readonly partition_key: number;
  readonly message_id: string;
  readonly exchange: string;
  readonly routing_key: string;
  readonly body: object;
  readonly headers: Record<string, string>;
}

/** What the relay needs of a publisher; something may stand between the two. */
export interface MessagePublisher {
  canPublish(): boolean;
  publish(message: PublishedMessage): Promise<PublishOutcome>;
}

export interface RelayObserver {
  relayed(outcome: PublishOutcome, count: number): void;
}

/** At most this many messages wait for their confirms at once. */
const BATCH_SIZE = 200;

/**
 * Brings rows of the outbox to the broker, at least once each, in no promised order. A row is
 * deleted after the broker's confirm and no return (I4); one that no queue took stays and is
 * tried again later, ever more slowly. Any number of relays may run: they skip each other's rows.
 */
export class OutboxRelay {
  constructor(
    private readonly database: Database,
    private readonly publisher: MessagePublisher,
    private readonly logger: Logger,
    private readonly observer: RelayObserver = { relayed: () => undefined },
  ) {}

  /**
   * Relays one batch. The row locks are held until the confirms are in, so a relay that dies
   * gives its rows back at once; the publisher's own time-out keeps that short.
   * @returns true when the batch was full, so that more may wait.
   */
  async relayOnce(): Promise<boolean> {
    // While the link is away messages would pile up in the client's unbounded buffer (I11).
    if (!this.publisher.canPublish()) return false;
    return this.database.transaction(async (transaction) => {
      const rows = await transaction.query<OutboxRow>(
        `select partition_key, message_id, exchange, routing_key, body, headers from outbox
         where not_before <= clock_timestamp()
         order by not_before, created_at limit $1 for update skip locked`,
        [BATCH_SIZE],
      );
      if (rows.length === 0) return false;
      const outcomes = await Promise.all(rows.map((row) => this.publish(row)));
      await this.settle(transaction, rows, outcomes);
      return rows.length === BATCH_SIZE && outcomes.every((outcome) => outcome === 'confirmed');
    });
  }

  private publish(row: OutboxRow): Promise<PublishOutcome> {
    return this.publisher.publish({
      exchange: row.exchange,
      routingKey: row.routing_key,
      messageId: row.message_id,
      body: row.body,
      headers: row.headers,
    });
  }

  private async settle(
    transaction: Queryable,
    rows: readonly OutboxRow[],
    outcomes: readonly PublishOutcome[],
  ): Promise<void> {
    const rowsWith = (wanted: PublishOutcome): OutboxRow[] =>
      rows.filter((_, index) => outcomes[index] === wanted);
    const confirmed = rowsWith('confirmed');
    const returned = rowsWith('returned');
    const unconfirmed = rowsWith('unconfirmed');
    await transaction.query(
      `delete from outbox as o using unnest($1::bigint[], $2::uuid[]) as d(partition_key, message_id)
       where o.partition_key = d.partition_key and o.message_id = d.message_id`,
      keysOf(confirmed),
    );
    if (returned.length > 0) await this.putOff(transaction, returned);
    if (unconfirmed.length > 0) await this.letOthersGoFirst(transaction, unconfirmed);
    this.observer.relayed('confirmed', confirmed.length);
    this.observer.relayed('returned', returned.length);
    this.observer.relayed('unconfirmed', unconfirmed.length);
  }

  /** A return means that no queue is bound yet: its consumer has never started. */
  private async putOff(transaction: Queryable, returned: readonly OutboxRow[]): Promise<void> {
    this.logger.warn(
      { messageIds: returned.slice(0, 5).map((row) => row.message_id), count: returned.length },
      'no queue takes these messages yet; they stay in the outbox. Has their consumer ever started?',
    );
    await transaction.query(
      `update outbox as o set returned_count = o.returned_count + 1,
         not_before = clock_timestamp()
           + least(30, power(2, least(o.returned_count, 5))) * interval '1 second'
       from unnest($1::bigint[], $2::uuid[]) as d(partition_key, message_id)
       where o.partition_key = d.partition_key and o.message_id = d.message_id`,
      keysOf(returned),
    );
  }

  /** One that the broker never confirms, such as one too large, must not keep the head of the line. */
  private async letOthersGoFirst(
    transaction: Queryable,
    unconfirmed: readonly OutboxRow[],
  ): Promise<void> {
    await transaction.query(
      `update outbox as o set not_before = clock_timestamp() + interval '1 second'
       from unnest($1::bigint[], $2::uuid[]) as d(partition_key, message_id)
       where o.partition_key = d.partition_key and o.message_id = d.message_id`,
      keysOf(unconfirmed),
    );
  }
}

const keysOf = (rows: readonly OutboxRow[]): unknown[] => [
  rows.map((row) => row.partition_key),
  rows.map((row) => row.message_id),
];
