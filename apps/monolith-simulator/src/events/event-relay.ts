import { RepeatingTask } from '@ftgo/platform-lifecycle';
import type { Logger, Readiness } from '@ftgo/platform-observability';
import { outboxBacklog, OutboxRelay } from '@ftgo/platform-outbox';
import type { Database } from '@ftgo/platform-postgres';
import type { Publisher } from '@ftgo/platform-rabbitmq';
import type { EventPublisher } from './event-publisher.js';

export interface EventRelayOptions {
  readonly tickMs: number;
  /** How many messages have to wait before any goes out; 0 or 1: none has to. */
  readonly waitsFor: () => number;
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
    publisher: EventPublisher,
    private readonly logger: Logger,
    private readonly readiness: Readiness,
    private readonly options: EventRelayOptions,
  ) {
    // The relay asks for the class although it uses these two methods only.
    this.relay = new OutboxRelay(database, publisher as Publisher, logger);
  }

  /** Begins to relay; the outbox table has to be there. */
  start(): void {
    this.tasks = Array.from({ length: RELAYS }, (_, index) => this.task(index));
    this.tasks.forEach((task) => task.start());
  }

  async stop(): Promise<void> {
    await Promise.all(this.tasks.map((task) => task.stop()));
  }

  private task(index: number): RepeatingTask {
    const name = `event relay ${index + 1}`;
    return new RepeatingTask({
      name,
      everyMs: this.options.tickMs,
      logger: this.logger,
      run: async () => ((await this.holdsBack()) ? false : this.relay.relayOnce()),
      onHealth: (failure) =>
        failure === undefined ? this.readiness.up(name) : this.readiness.down(name, failure),
    });
  }

  private async holdsBack(): Promise<boolean> {
    const wanted = this.options.waitsFor();
    if (wanted <= 1) return false;
    const { messages, oldestAgeSeconds } = await outboxBacklog(this.database);
    return messages < wanted && oldestAgeSeconds < HELD_BACK_AT_MOST_SECONDS;
  }
}
