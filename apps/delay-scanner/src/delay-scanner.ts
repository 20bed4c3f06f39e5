import type { DelayedOrderService, Freshness } from '@ftgo/delayed-orders-domain';
import { RemainingTime } from '@ftgo/delayed-orders-domain';
import type { PostgresDelayedOrders } from '@ftgo/delayed-orders-persistence';
import type { Logger } from '@ftgo/platform-observability';
import type { ScannerMetrics } from './scanner-metrics.js';

/** Takes what is due, lets the DelayedOrderService decide, and saves it: one batch at a time. */
export class DelayScanner {
  private isHeld = false;

  constructor(
    private readonly delayedOrders: PostgresDelayedOrders,
    private readonly service: DelayedOrderService,
    private readonly around: { readonly metrics: ScannerMetrics; readonly logger: Logger },
    private readonly batchSize: number,
  ) {}

  /** @returns true when the batch was full, so that more may be due. */
  async scanOnce(): Promise<boolean> {
    const startedAt = performance.now();
    const saved = await this.delayedOrders.assessDue(this.batchSize, (due, counts, now) => {
      const remainingTime = RemainingTime.learntFrom(counts);
      return due.map((each) => this.service.decide(each, remainingTime, now));
    });
    this.tellWhetherHeld(saved.heldBy);
    this.around.metrics.scanned(saved, (performance.now() - startedAt) / 1000);
    return saved.assessed === this.batchSize;
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
