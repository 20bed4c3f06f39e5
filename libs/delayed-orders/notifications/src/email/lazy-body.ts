import { Readable } from 'node:stream';

/**
 * A message that knows whether it was taken. The mail library reads it after the server's 354 and
 * not before, and cannot write the final dot before it was read to its end: so while `wasRead` is
 * false, the server cannot have accepted the message.
 */
export class LazyBody extends Readable {
  private taken = false;

  constructor(private readonly message: Buffer) {
    super();
  }

  get wasRead(): boolean {
    return this.taken;
  }

  override _read(): void {
    this.taken = true;
    this.push(this.message);
    this.push(null);
  }
}
