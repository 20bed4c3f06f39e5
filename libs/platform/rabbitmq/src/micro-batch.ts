/** One item that waits for its batch. */
interface Waiting<Item> {
  readonly item: Item;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

export interface MicroBatchOptions<Item> {
  readonly size: number;
  readonly waitMs: number;
  /** Commits a batch; rejects when nothing of it was committed. */
  readonly commit: (items: readonly Item[]) => Promise<void>;
}

/**
 * Gathers items into batches: a batch goes when it is full, or `waitMs` after its first item.
 * Each item has a promise of its own, settled after its batch's commit, so that each message is
 * acknowledged by itself and only after its effect is committed (I2). One batch commits at a
 * time; what comes meanwhile gathers. How much waits is bounded by the consumer's prefetch.
 */
export class MicroBatch<Item> {
  private waiting: Waiting<Item>[] = [];
  private timer: NodeJS.Timeout | undefined;
  private isCommitting = false;

  constructor(private readonly options: MicroBatchOptions<Item>) {}

  /** Resolves once the item's batch is committed. */
  add(item: Item): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ item, done, failed });
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.isCommitting || this.waiting.length === 0) return;
    if (this.waiting.length >= this.options.size) void this.commit();
    else this.timer ??= setTimeout(() => void this.commit(), this.options.waitMs);
  }

  private async commit(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const batch = this.waiting.splice(0, this.options.size);
    this.isCommitting = true;
    try {
      await this.options.commit(batch.map(({ item }) => item));
      batch.forEach(({ done }) => done());
    } catch (error) {
      batch.forEach(({ failed }) => failed(error));
    } finally {
      this.isCommitting = false;
      this.schedule();
    }
  }
}
