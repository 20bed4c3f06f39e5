import { Readable } from 'node:stream';
import type { MayHandOver } from '@ftgo/delayed-orders-domain';

/**
 * A message that asks before it is taken, and knows whether it was. The mail library reads it after
 * the server's 354 and not before, and cannot write the final dot before it was read to its end: so
 * while `wasRead` is false, the server cannot have accepted the message.
 */
export class LazyBody extends Readable {
  private taken = false;

  /** @param refuse called when it may not be handed over; then nothing of it is ever read. */
  constructor(
    private readonly message: Buffer,
    private readonly mayHandOver: MayHandOver,
    private readonly refuse: () => void,
  ) {
    super();
  }

  get wasRead(): boolean {
    return this.taken;
  }

  override _read(): void {
    void this.handOver();
  }

  private async handOver(): Promise<void> {
    const may = await this.mayHandOver();
    // The conversation may have ended meanwhile.
    if (this.destroyed) return;
    if (!may) {
      this.refuse();
      return;
    }
    this.taken = true;
    this.push(this.message);
    this.push(null);
  }
}
