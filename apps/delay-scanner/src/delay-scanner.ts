import type { DelayedOrderService } from '@ftgo/delayed-orders-domain';
import { RemainingTime } from '@ftgo/delayed-orders-domain';
import type { PostgresDelayedOrders } from '@ftgo/delayed-orders-persistence';
import type { ScannerMetrics } from './scanner-metrics.js';

/** Takes what is due, lets the DelayedOrderService decide, and saves it: one batch at a time. */
export class DelayScanner {
  constructor(
    private readonly delayedOrders: PostgresDelayedOrders,
    private readonly service: DelayedOrderService,
    private readonly metrics: ScannerMetrics,
    private readonly batchSize: number,
  ) {}

  /** @returns true when the batch was full, so that more may be due. */
  async scanOnce(): Promise<boolean> {
    const startedAt = performance.now();
    const saved = await this.delayedOrders.assessDue(this.batchSize, (due, counts, now) => {
      const remainingTime = RemainingTime.learntFrom(counts);
      return due.map((each) => this.service.decide(each, remainingTime, now));
    });
    this.metrics.scanned(saved, (performance.now() - startedAt) / 1000);
    return saved.assessed === this.batchSize;
  }
}
