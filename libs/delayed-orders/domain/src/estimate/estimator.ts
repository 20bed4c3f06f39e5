import type { Order } from '../order.js';
import { deliveryRange } from './delivery-range.js';
import type { Estimate } from './estimate.js';
import { EstimateKnowledge } from './estimate-knowledge.js';
import type { EstimateState } from './estimate-state.js';
import type { EstimateExplanation } from './explanation.js';
import { explain } from './explanation.js';
import { OrderRow } from './order-row.js';
import { ThresholdWatch } from './threshold-watch.js';

const MINUTE_MS = 60_000;
const MODEL = 'S1';

/**
 * Estimates when orders will be delivered, from what has been learnt. The same order at the same
 * instant gives the same estimate. As long as nothing is heard, an estimate changes only at whole
 * minutes before the promise, so that scanners that look at different seconds agree, and so that
 * the next change can be told exactly.
 */
export class Estimator {
  private readonly row: OrderRow;
  private readonly watch: ThresholdWatch;

  /** Reads a state; to have what was learnt since, make another. Takes some milliseconds. */
  static of(state: EstimateState): Estimator {
    return new Estimator(new EstimateKnowledge(state.settings, state));
  }

  /** Reads knowledge that may go on changing (the learner's own; the lab's). */
  constructor(private readonly knowledge: EstimateKnowledge) {
    this.row = new OrderRow(knowledge);
    this.watch = new ThresholdWatch(this.row, knowledge);
  }

  /** Names the model and how many lessons it has learnt; to be kept with a decision. */
  get version(): string {
    return `${MODEL}.${this.knowledge.revision}`;
  }

  /**
   * The probability that an open order is delivered late; 1 once it is. Undefined without a promise
   * or while nothing is known of its progress.
   */
  probabilityLate(order: Order, now: Date): number | undefined {
    const nowMs = now.getTime();
    const lateMs = this.lateMs(order);
    if (!this.row.fill(order, lateMs, lastTick(order, nowMs))) return undefined;
    return Number.isNaN(lateMs) ? undefined : this.probabilityAt(lateMs, nowMs);
  }

  /** Probability, range and median together. Undefined while nothing is known of the progress. */
  estimate(order: Order, now: Date): Estimate | undefined {
    const nowMs = now.getTime();
    const lateMs = this.lateMs(order);
    const tickMs = lastTick(order, nowMs);
    const { row } = this;
    if (!row.fill(order, lateMs, tickMs)) return undefined;
    const { quarterMs, halfMs, threeQuartersMs } = deliveryRange(
      row,
      this.knowledge,
      tickMs,
      nowMs,
    );
    return {
      probabilityLate: Number.isNaN(lateMs) ? undefined : this.probabilityAt(lateMs, nowMs),
      expected: { from: new Date(quarterMs), to: new Date(threeQuartersMs) },
      likelyAt: new Date(halfMs),
      version: this.version,
    };
  }

  /**
   * The first instant from `from` on at which {@link probabilityLate} is at least `probability`, if
   * nothing more is heard: exactly what evaluating it minute by minute would find. Undefined where
   * that is not before `until`, or never.
   */
  whenReaches(order: Order, probability: number, from: Date, until: Date): Date | undefined {
    return dated(this.whenReachesMs(order, probability, from.getTime(), until.getTime()));
  }

  /** The same in ms since the epoch, NaN for never: a scanner asks a million times a second. */
  whenReachesMs(order: Order, probability: number, fromMs: number, untilMs: number): number {
    return this.firstInstantMs(order, probability, true, fromMs, untilMs);
  }

  /** The same for falling below a probability: when a risk would be over. */
  whenFallsBelow(order: Order, probability: number, from: Date, until: Date): Date | undefined {
    return dated(this.whenFallsBelowMs(order, probability, from.getTime(), until.getTime()));
  }

  /** The same in ms since the epoch, NaN for never. */
  whenFallsBelowMs(order: Order, probability: number, fromMs: number, untilMs: number): number {
    return this.firstInstantMs(order, probability, false, fromMs, untilMs);
  }

  /**
   * From when on the order waits longer for its next event than all but `share` of the delivered
   * orders ever did in its stage, if nothing more is heard. Events that go missing are allowed for.
   * In ms since the epoch; NaN while nothing is known of its progress, or where so long was never
   * unusual.
   */
  whenBeyondHistoryMs(order: Order, share: number): number {
    const { row } = this;
    if (!row.fillButTime(order)) return Number.NaN;
    const minutes = this.knowledge.curves.minutesBeyond(row.stage, share, row.missing);
    return row.enteredMs + minutes * MINUTE_MS;
  }

  /** What the probability is made of; for `ops why`. Undefined where there is no probability. */
  explain(order: Order, now: Date): EstimateExplanation | undefined {
    const lateMs = this.lateMs(order);
    const tickMs = lastTick(order, now.getTime());
    if (!this.row.fill(order, lateMs, tickMs) || Number.isNaN(lateMs)) return undefined;
    return explain(this.row, this.knowledge.weights, this.version);
  }

  /** The row of inputs behind a probability, for learning; valid until the next call of anything. */
  rowOf(order: Order, now: Date): OrderRow | undefined {
    const tickMs = lastTick(order, now.getTime());
    return this.row.fill(order, this.lateMs(order), tickMs) ? this.row : undefined;
  }

  /** When the order begins to count as late; NaN without a promise. */
  private lateMs({ promisedAt }: Order): number {
    if (promisedAt === undefined) return Number.NaN;
    return promisedAt.getTime() + this.knowledge.settings.lateAfterMinutes * MINUTE_MS;
  }

  private firstInstantMs(
    order: Order,
    probability: number,
    isReached: boolean,
    fromMs: number,
    untilMs: number,
  ): number {
    const lateMs = this.lateMs(order);
    let atMs = fromMs;
    if (Number.isNaN(lateMs) || atMs >= untilMs || !this.row.fillButTime(order)) return Number.NaN;
    let tickMs = lastTick(order, atMs);
    this.watch.aim(probability, lateMs, tickMs, untilMs);
    while (atMs < untilMs && atMs < lateMs) {
      if (this.watch.isReachedAt(tickMs) === isReached) return atMs;
      tickMs += MINUTE_MS;
      atMs = tickMs;
    }
    return atMs < untilMs && isReached ? atMs : Number.NaN;
  }

  /** Of the filled row. */
  private probabilityAt(lateMs: number, nowMs: number): number {
    return nowMs >= lateMs ? 1 : probabilityOf(this.row.logOdds());
  }
}

function dated(ms: number): Date | undefined {
  return Number.isNaN(ms) ? undefined : new Date(ms);
}

function probabilityOf(odds: number): number {
  return 1 / (1 + Math.exp(-odds));
}

/** The last whole minute before the promise (or since the creation, or of the clock) that began. */
function lastTick({ promisedAt, createdAt }: Order, nowMs: number): number {
  const known = promisedAt ?? createdAt;
  const anchorMs = known === undefined ? 0 : known.getTime();
  return anchorMs + Math.floor((nowMs - anchorMs) / MINUTE_MS) * MINUTE_MS;
}
