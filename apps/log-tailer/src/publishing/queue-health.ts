import type { Logger, Readiness } from '@ftgo/platform-observability';
import type { RefusedMessage } from './publishing-window.js';

const DEPENDENCY = 'queues';

/** Who publishes; each may be in trouble by itself. */
export type PublishedBy = 'log' | 'snapshots' | 'heartbeats';

/**
 * Tells operators while messages find no queue, or no confirm: in readiness for as long as it
 * lasts, and in the log once.
 */
export class QueueHealth {
  private readonly troubles = new Map<PublishedBy, string>();

  constructor(
    private readonly readiness: Readiness,
    private readonly logger: Logger,
  ) {
    readiness.expect(DEPENDENCY);
    readiness.up(DEPENDENCY);
  }

  /** @param refused undefined: messages go through (again) */
  report(by: PublishedBy, refused: RefusedMessage | undefined): void {
    const trouble = refused && describe(refused);
    if (this.troubles.get(by) === trouble) return;
    if (trouble === undefined) {
      this.troubles.delete(by);
      this.logger.info({ by }, 'messages are taken again');
    } else {
      this.troubles.set(by, trouble);
      this.logger.warn({ by, ...refused }, `${trouble}; published again until it is taken`);
    }
    const [first] = this.troubles.values();
    if (first === undefined) this.readiness.up(DEPENDENCY);
    else this.readiness.down(DEPENDENCY, first);
  }

  /** Forgets everything: this process no longer publishes. */
  clear(): void {
    this.troubles.clear();
    this.readiness.up(DEPENDENCY);
  }
}

const describe = ({ outcome, exchange, routingKey }: RefusedMessage): string =>
  outcome === 'returned'
    ? `no queue is bound to ${exchange} for ${routingKey}`
    : `the broker does not confirm ${routingKey}`;
