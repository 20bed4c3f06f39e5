import { RepeatingTask } from '@ftgo/platform-lifecycle';
import type { Logger, Readiness } from '@ftgo/platform-observability';
import type { MessagePublisher } from '@ftgo/platform-outbox';
import { enqueue, outboxBacklog, OutboxRelay } from '@ftgo/platform-outbox';
import type { Database } from '@ftgo/platform-postgres';
import type { DomainEvents } from './domain-events.js';

export interface EventRelayOptions {
  readonly tickMs: number;
  /** A heartbeat is written so often; 0: never. */
  readonly heartbeatMs: number;
  /** How many messages have to wait before any goes out; 0 or 1: none has to. */
  readonly waitsFor?: () => number;
}

/** While one waits for the broker's confirms the other reads its rows. */
const RELAYS = 2;
/** Messages are not held back longer, however few they are. */
const HELD_BACK_AT_MOST_SECONDS = 1;

/** Brings the monolith's events out of its outbox to the broker, at least once each. */
export class EventRelay {
  private readonly relay: OutboxRelay;
  private tasks: readonly RepeatingTask[] = [];

  constructor(
    private readonly database: Database,
    private readonly events: DomainEvents,
    publisher: MessagePublisher,
    private readonly around: { readonly logger: Logger; readonly readiness: Readiness },
    private readonly options: EventRelayOptions,
  ) {
    this.relay = new OutboxRelay(database, publisher, around.logger);
  }

  /** Begins to relay; the outbox table has to be there. */
  start(): void {
    const { heartbeatMs } = this.options;
    this.tasks = [
      ...Array.from({ length: RELAYS }, (_, index) => this.relayTask(index)),
      ...(heartbeatMs > 0 ? [this.heartbeatTask(heartbeatMs)] : []),
    ];
    this.tasks.forEach((task) => task.start());
  }

  async stop(): Promise<void> {
    await Promise.all(this.tasks.map((task) => task.stop()));
  }

  private relayTask(index: number): RepeatingTask {
    const { logger, readiness } = this.around;
    const name = `event relay ${index + 1}`;
    return new RepeatingTask({
      name,
      everyMs: this.options.tickMs,
      logger,
      run: async () => ((await this.holdsBack()) ? false : this.relay.relayOnce()),
      onHealth: (failure) =>
        failure === undefined ? readiness.up(name) : readiness.down(name, failure),
    });
  }

  private heartbeatTask(everyMs: number): RepeatingTask {
    return new RepeatingTask({
      name: 'heartbeat',
      everyMs,
      logger: this.around.logger,
      run: async () => {
        await this.beat();
        return false;
      },
    });
  }

  /**
   * Says up to when everything has been confirmed by the broker: until the oldest message that
   * still waits was written. So it may overtake others on the way, as relays let it, and is true
   * all the same. While much waits, another one would only make the outbox longer.
   */
  private async beat(): Promise<void> {
    const { oldestAgeSeconds } = await outboxBacklog(this.database);
    const waitingMs = oldestAgeSeconds * 1000;
    if (waitingMs > 5 * this.options.heartbeatMs) return;
    const [row] = await this.database.query<{ now: Date }>('select clock_timestamp() as now');
    if (row === undefined) return;
    const completeUntil = new Date(row.now.getTime() - waitingMs);
    await enqueue(this.database, this.events.heartbeat(completeUntil));
  }

  private async holdsBack(): Promise<boolean> {
    const wanted = this.options.waitsFor?.() ?? 0;
    if (wanted <= 1) return false;
    const { messages, oldestAgeSeconds } = await outboxBacklog(this.database);
    return messages < wanted && oldestAgeSeconds < HELD_BACK_AT_MOST_SECONDS;
  }
}
