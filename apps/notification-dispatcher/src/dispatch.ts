import type { Channel } from '@ftgo/delayed-orders-domain';
import { CHANNELS } from '@ftgo/delayed-orders-domain';
import type { PostgresReceipts } from '@ftgo/delayed-orders-persistence';
import type { CustomerContactInfoProxy } from '@ftgo/monolith-contact-info';
import type { RepeatingTask } from '@ftgo/platform-lifecycle';
import type { DispatcherParts } from './notification-dispatcher.js';
import { NotificationDispatcher } from './notification-dispatcher.js';

interface TaskShape {
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<boolean>;
}

interface Beside {
  readonly contactInfo: CustomerContactInfoProxy;
  readonly receipts: PostgresReceipts;
  readonly sweep: { readonly everyMs: number; readonly limit: number };
}

const COUNT_EVERY_MS = 2_000;

/**
 * The dispatcher with what runs beside it: for each channel a sweep of its own, so that a dead one
 * slows no other, and the count.
 */
export class Dispatch {
  readonly dispatcher: NotificationDispatcher;
  private readonly tasks: readonly RepeatingTask[];

  constructor(
    private readonly parts: DispatcherParts,
    private readonly beside: Beside,
    toTask: (task: TaskShape) => RepeatingTask,
  ) {
    this.dispatcher = new NotificationDispatcher(parts);
    const { everyMs } = beside.sweep;
    this.tasks = [
      ...CHANNELS.map((channel) =>
        toTask({
          name: `sweep-${channel.toLowerCase()}`,
          everyMs,
          run: () => this.sweepOnce(channel),
        }),
      ),
      toTask({ name: 'count', everyMs: COUNT_EVERY_MS, run: () => this.countOnce() }),
    ];
  }

  start(): void {
    this.tasks.forEach((task) => task.start());
  }

  /** Consumers have stopped before: what is being sent has ended, or ends as RETRY or UNKNOWN. */
  async stop(): Promise<void> {
    await Promise.all(this.tasks.map((task) => task.stop()));
    const senders = Object.values(this.parts.senders);
    await Promise.all([...senders, this.beside.contactInfo].map((each) => each.close()));
  }

  /** Takes up what no command brings: retries that are due, senders that died, incidents. */
  private async sweepOnce(channel: Channel): Promise<boolean> {
    const { limit } = this.beside.sweep;
    const due = await this.parts.ledger.due(channel, limit);
    const told = await this.parts.incidents.tell(channel);
    await Promise.all([...due, ...told].map((key) => this.dispatcher.dispatch(key)));
    return due.length === limit;
  }

  private async countOnce(): Promise<boolean> {
    this.parts.metrics.ledger(await this.parts.ledger.countByState());
    this.parts.metrics.receipts(await this.beside.receipts.countOfADay());
    return false;
  }
}
