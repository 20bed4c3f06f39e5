import type { Queryable } from '@ftgo/platform-postgres';
import { emitHeartbeat } from '../log/heartbeat.js';

/** A heartbeat that was sent, by machine time and by a clock that never jumps. */
interface UnderWay {
  readonly sentAtMs: number;
  readonly since: number;
}

/** None is ever lost in the log; only a slot that was made anew does not have it. */
const AGAIN_AFTER_MS = 10_000;

/**
 * Sends heartbeats through the log, one after the other: the next one waits until the last one has
 * come back, or some time. So they do not pile up in front of the changes while a broker is away,
 * and come no faster than they go through.
 */
export class Heartbeats {
  private underWay: UnderWay | undefined;

  /** @param now machine time, epoch ms */
  constructor(
    private readonly database: Queryable,
    private readonly prefix: string,
    private readonly now: () => number,
  ) {}

  /** Sends one, unless another is still under way. */
  async send(): Promise<void> {
    const since = performance.now();
    if (this.underWay !== undefined && since - this.underWay.since < AGAIN_AFTER_MS) return;
    const sentAtMs = this.now();
    // Noted first: it may be back before the database has answered.
    this.underWay = { sentAtMs, since };
    try {
      await emitHeartbeat(this.database, this.prefix, sentAtMs);
    } catch (error) {
      this.underWay = undefined;
      throw error;
    }
  }

  /** One has come back, whatever became of its message. */
  cameBack(sentAtMs: number): void {
    if (this.underWay?.sentAtMs === sentAtMs) this.underWay = undefined;
  }
}
