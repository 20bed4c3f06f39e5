import type {
  Decider,
  Decision,
  DelayedOrderService,
  DueOrder,
  Freshness,
} from '@ftgo/delayed-orders-domain';
import type { PostgresDelayedOrders } from '@ftgo/delayed-orders-persistence';
import type { Logger } from '@ftgo/platform-observability';
import { nextBatchSize } from './batch-size.js';
import type { ScannerMetrics } from './scanner-metrics.js';

const FIRST_BATCH = 200;
/** An order about which nothing can be decided is looked at again after so long. */
const UNDECIDED_MS = 5 * 60_000;

/** Takes what is due, lets the DelayedOrderService decide, and saves it: one batch at a time. */
export class DelayScanner {
  private isHeld = false;
  private batchSize: number;

  constructor(
    private readonly delayedOrders: PostgresDelayedOrders,
    private readonly service: Pick<DelayedOrderService, 'decide'>,
    private readonly around: { readonly metrics: ScannerMetrics; readonly logger: Logger },
    private readonly mostInBatch: number,
  ) {
    this.batchSize = Math.min(FIRST_BATCH, mostInBatch);
  }

  /** @returns true when the batch was full, so that more may be due. */
  async scanOnce(): Promise<boolean> {
    const startedAt = performance.now();
    const size = this.batchSize;
    const saved = await this.delayedOrders.assessDue(size, (due, decider) =>
      due.map((each) => this.decide(each, decider)),
    );
    const tookMs = performance.now() - startedAt;
    this.tellWhetherHeld(saved.heldBy);
    this.around.metrics.scanned(saved, tookMs / 1000);
    this.batchSize = nextBatchSize(size, this.mostInBatch, { assessed: saved.assessed, tookMs });
    return saved.assessed === size;
  }

  /** One order that nobody foresaw must not keep all the others from being decided (I12). */
  private decide(due: DueOrder, decider: Decider): Decision {
    try {
      return this.service.decide(due, decider);
    } catch (err) {
      const { id } = due.order;
      this.around.logger.error({ err, orderId: id }, 'this order cannot be decided; a bug');
      this.around.metrics.undecided();
      const dueAt = new Date(decider.now.getTime() + UNDECIDED_MS);
      const { taught } = due;
      return { orderId: id, dueAt, notifications: [], records: [], lessons: [], taught };
    }
  }

  /** A line when decisions begin to wait for the feed, and one when they go on (I7, I12). */
  private tellWhetherHeld(heldBy: Freshness | undefined): void {
    const isHeld = heldBy !== undefined;
    if (isHeld === this.isHeld) return;
    this.isHeld = isHeld;
    const { logger } = this.around;
    if (heldBy === undefined) logger.info('the feeds are fresh again: decisions go on');
    else {
      const { staleFeeds, ageMs } = heldBy;
      logger.warn(
        { staleFeeds, ageMs },
        'the monolith’s feed is stale: decisions wait until it has caught up',
      );
    }
  }
}
