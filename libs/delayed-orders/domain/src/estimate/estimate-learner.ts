import { EstimateKnowledge } from './estimate-knowledge.js';
import type { EstimateLesson } from './estimate-lesson.js';
import type { EstimateSettings } from './estimate-settings.js';
import { DEFAULT_ESTIMATE_SETTINGS } from './estimate-settings.js';
import type { EstimateState } from './estimate-state.js';
import { Estimator } from './estimator.js';
import { noteDelivery } from './note-delivery.js';
import { noteEnd, noteOpening } from './note-opening.js';
import { TrackedOrders } from './tracked-orders.js';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;
/** Half of what is learnt is forgotten in so many days, unless it is learnt again. */
const HALF_LIFE_DAYS = 40;
const KEPT_PER_DAY = 0.5 ** (1 / HALF_LIFE_DAYS);

/**
 * Learns from lessons in the order in which they are given: deterministic, bounded, nothing is read
 * again. It holds the state in its quick form; `learn` is the same on plain states.
 */
export class EstimateLearner {
  /** Estimates by what has been learnt so far, always the latest. */
  readonly estimator: Estimator;
  private readonly knowledge: EstimateKnowledge;
  private readonly tracked: TrackedOrders;

  constructor(settings: EstimateSettings = DEFAULT_ESTIMATE_SETTINGS, state?: EstimateState) {
    this.knowledge = new EstimateKnowledge(settings, state);
    this.estimator = new Estimator(this.knowledge);
    this.tracked = new TrackedOrders(this.knowledge, this.estimator, state?.tracked);
  }

  /** Goes on where a state was left. @throws RangeError for a state of another form. */
  static from(state: EstimateState): EstimateLearner {
    return new EstimateLearner(state.settings, state);
  }

  /** Learns one lesson; time passes until it was heard, and never goes back. */
  learn({ kind, at, order }: EstimateLesson): void {
    this.advanceTo(at);
    const { knowledge, tracked } = this;
    knowledge.revision++;
    if (kind === 'OPENED') {
      noteOpening(knowledge, order);
      tracked.begin(order);
    } else if (kind === 'MOVED') {
      tracked.change(order);
    } else {
      noteEnd(knowledge, order);
      tracked.end(order);
      noteDelivery(knowledge, order);
    }
    knowledge.changes++;
  }

  /** Lets time pass: what was expected and did not happen is news, too. */
  advanceTo(at: Date): void {
    const { knowledge } = this;
    const minute = Math.floor(at.getTime() / MINUTE_MS);
    if (knowledge.clock < 0) knowledge.clock = minute;
    while (knowledge.clock < minute) {
      if (this.isQuiet()) knowledge.clock = Math.min(minute, lastMinuteOfDay(knowledge.clock));
      if (knowledge.clock < minute) this.passMinute();
    }
  }

  /** What has been learnt, as plain data in which nothing changes any more. */
  state(): EstimateState {
    return { ...this.knowledge.snapshot(), tracked: this.tracked.snapshot() };
  }

  /** Until midnight, when a day's worth is forgotten, the passing minutes would change nothing. */
  private isQuiet(): boolean {
    const { feed, missing } = this.knowledge;
    return this.tracked.size === 0 && feed.isQuiet && missing.isQuiet;
  }

  private passMinute(): void {
    const { knowledge } = this;
    const minute = knowledge.clock + 1;
    knowledge.clock = minute;
    if (minute % DAY_MINUTES === 0) this.forgetADay();
    const hazard = (age: number): number => knowledge.curves.hazard(age);
    knowledge.feed.tick(minute, hazard);
    for (const { speed } of knowledge.areas.values()) speed.tick(minute, hazard);
    knowledge.missing.tick();
    knowledge.changes++;
    this.tracked.passMinute(minute);
    knowledge.changes++;
  }

  private forgetADay(): void {
    this.knowledge.curves.keep(KEPT_PER_DAY);
    this.knowledge.weights.keep(KEPT_PER_DAY);
  }
}

function lastMinuteOfDay(minute: number): number {
  return (Math.floor(minute / DAY_MINUTES) + 1) * DAY_MINUTES - 1;
}
