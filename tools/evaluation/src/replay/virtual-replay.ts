import type { EstimateLearner, Order, Taught } from '@ftgo/delayed-orders-domain';
import { estimateLessonsOf, hasEnded } from '@ftgo/delayed-orders-domain';
import type { Appointment } from './appointments.js';
import type { FeedChange } from './order-feed.js';
import type { PolicyWatch } from './policy-watch.js';

/** What a replay tells of. */
export interface ReplayEars {
  /** An appointment with an order that is open; all up to it is known and learnt, nothing after. */
  onAppointment(appointment: Appointment, order: Order): void;
  /** How much of the feed has been replayed, 0 to 1; now and then. */
  onProgress?(share: number): void;
}

/** What is replayed, and how far. */
export interface Replayed {
  readonly feed: readonly FeedChange[];
  /** By time. */
  readonly appointments: readonly Appointment[];
  /** Decide beside it, as scanners would. */
  readonly watches?: readonly PolicyWatch[];
  /** The last instant; without it everything is replayed. */
  readonly until?: Date;
}

const PROGRESS_STEPS = 50;

/**
 * Replays a feed in virtual time through the same pure code that the scanners run: changes become
 * lessons, lessons are learnt, and only then is anybody asked to estimate or to decide. What happens
 * at the very instant of an appointment is known to it.
 */
export function replayFeed(
  { feed, appointments, watches = [], until }: Replayed,
  learner: EstimateLearner,
  ears: ReplayEars,
): void {
  const open = new Map<number, Order>();
  const taught = new Map<number, Taught>();
  const progressEvery = Math.ceil(feed.length / PROGRESS_STEPS);
  let next = 0;
  const hearUntil = (at: Date): void => {
    for (; isHeardBy(feed[next], at); next++) {
      const change = feed[next];
      if (change !== undefined) {
        passTo(change.at, watches, learner);
        hear(change, open, taught, learner);
        for (const watch of watches) watch.hear(change, learner.estimator);
      }
      if (next % progressEvery === 0) ears.onProgress?.(next / feed.length);
    }
    passTo(at, watches, learner);
  };
  for (const appointment of appointments) {
    hearUntil(appointment.at);
    const order = open.get(appointment.index);
    if (order === undefined) continue;
    learner.advanceTo(appointment.at);
    ears.onAppointment(appointment, order);
  }
  const last = until ?? feed.at(-1)?.at;
  if (last !== undefined) hearUntil(last);
}

/** Lets the watches decide what is due up to an instant, each at its own time. */
function passTo(at: Date, watches: readonly PolicyWatch[], learner: EstimateLearner): void {
  for (const watch of watches) {
    for (let dueMs = watch.nextMs; isBy(dueMs, at); dueMs = watch.nextMs) {
      learner.advanceTo(new Date(dueMs));
      watch.decideNext(learner.estimator);
    }
  }
}

function isBy(dueMs: number | undefined, at: Date): dueMs is number {
  return dueMs !== undefined && dueMs <= at.getTime();
}

function isHeardBy(change: FeedChange | undefined, at: Date): boolean {
  return change !== undefined && change.at.getTime() <= at.getTime();
}

function hear(
  { at, index, order }: FeedChange,
  open: Map<number, Order>,
  taught: Map<number, Taught>,
  learner: EstimateLearner,
): void {
  const lessons = estimateLessonsOf(order, taught.get(index) ?? 'NOTHING', at);
  taught.set(index, lessons.taught);
  for (const lesson of lessons.lessons) learner.learn(lesson);
  if (hasEnded(order)) open.delete(index);
  else open.set(index, order);
}
