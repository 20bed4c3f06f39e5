import type { TraceMoment } from '@ftgo/monolith-traces';

/** A replay's moments that are still to come, taken from the front. Pure: it writes nothing. */
export class MomentQueue {
  private readonly moments: TraceMoment[];
  private cursor = 0;
  private reached = -Infinity;

  /** @param moments by time; moments of one order in the order in which they happen. */
  constructor(moments: readonly TraceMoment[]) {
    this.moments = [...moments];
  }

  get total(): number {
    return this.moments.length;
  }

  /** How many were taken. */
  get taken(): number {
    return this.cursor;
  }

  get isEmpty(): boolean {
    return this.cursor === this.moments.length;
  }

  /** How many moments up to `to`, and it included, are not taken yet. */
  due(to: Date): number {
    return this.endOf(to) - this.cursor;
  }

  /** The next due moments, at most `limit`, without taking them. */
  next(to: Date, limit: number): readonly TraceMoment[] {
    return this.moments.slice(this.cursor, Math.min(this.endOf(to), this.cursor + limit));
  }

  /** Takes the first `count` moments out: they were applied. */
  take(count: number): void {
    this.cursor += count;
  }

  /**
   * Puts the first due moment of each order and of each restaurant in front of the other due ones.
   * @returns how many these are.
   */
  bringFirstsForward(to: Date): number {
    const end = this.endOf(to);
    const seen = new Set<string>();
    const firsts: TraceMoment[] = [];
    const later: TraceMoment[] = [];
    for (const moment of this.moments.slice(this.cursor, end)) {
      const subject = subjectOf(moment);
      (seen.has(subject) ? later : firsts).push(moment);
      seen.add(subject);
    }
    [...firsts, ...later].forEach((moment, index) => {
      this.moments[this.cursor + index] = moment;
    });
    return firsts.length;
  }

  /** Whether time may go on to `to`: never back behind an instant that was asked for before. */
  mayAdvanceTo(to: Date): boolean {
    return to.getTime() >= this.reached;
  }

  /** The index behind the last due moment; also where bringing forward mixed the due ones. */
  private endOf(to: Date): number {
    this.reached = Math.max(this.reached, to.getTime());
    let low = this.cursor;
    let high = this.moments.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const moment = this.moments[middle];
      if (moment !== undefined && moment.at.getTime() <= this.reached) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function subjectOf(moment: TraceMoment): string {
  return 'orderId' in moment ? `order ${moment.orderId}` : `restaurant ${moment.restaurantId}`;
}
