import type { CustomerContactInfoProxy } from '@ftgo/monolith-contact-info';
import type { RepeatingTask } from '@ftgo/platform-lifecycle';
import type { DispatcherParts } from './notification-dispatcher.js';
import { NotificationDispatcher } from './notification-dispatcher.js';

interface TaskShape {
  readonly name: string;
  readonly everyMs: number;
  readonly run: () => Promise<boolean>;
}

type Parts = Omit<DispatcherParts, 'contactInfo' | 'customerService'> & {
  readonly contactInfo: CustomerContactInfoProxy;
};

const COUNT_EVERY_MS = 2_000;

/** The dispatcher with what runs beside it: the sweep for retries and lost leases, the count. */
export class Dispatch {
  readonly dispatcher: NotificationDispatcher;
  private readonly tasks: readonly RepeatingTask[];

  constructor(
    private readonly parts: Parts,
    customerService: string,
    private readonly sweep: { readonly everyMs: number; readonly limit: number },
    toTask: (task: TaskShape) => RepeatingTask,
  ) {
    this.dispatcher = new NotificationDispatcher({ ...parts, customerService });
    this.tasks = [
      toTask({ name: 'sweep', everyMs: sweep.everyMs, run: () => this.sweepOnce() }),
      toTask({ name: 'count', everyMs: COUNT_EVERY_MS, run: () => this.countOnce() }),
    ];
  }

  start(): void {
    this.tasks.forEach((task) => task.start());
  }

  /** Consumers have stopped before: what is being sent has ended, or ends as RETRY or UNKNOWN. */
  async stop(): Promise<void> {
    await Promise.all(this.tasks.map((task) => task.stop()));
    await Promise.all([this.parts.sender.close(), this.parts.contactInfo.close()]);
  }

  /** Takes up what no command brings: retries that are due, senders that died. */
  private async sweepOnce(): Promise<boolean> {
    const due = await this.parts.ledger.due(this.sweep.limit);
    await Promise.all(due.map((key) => this.dispatcher.dispatch(key)));
    return due.length === this.sweep.limit;
  }

  private async countOnce(): Promise<boolean> {
    this.parts.metrics.ledger(await this.parts.ledger.countByState());
    return false;
  }
}
