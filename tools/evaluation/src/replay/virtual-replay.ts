import type { EstimateLearner, Order, Taught } from '@ftgo/delayed-orders-domain';
import { estimateLessonsOf, hasEnded } from '@ftgo/delayed-orders-domain';
import type { Appointment } from './appointments.js';
import type { FeedChange } from './order-feed.js';

/** What a replay tells of. */
export interface ReplayEars {
  /** An appointment with an order that is open; all up to it is known and learnt, nothing after. */
  onAppointment(appointment: Appointment, order: Order): void;
  /** How much of the feed has been replayed, 0 to 1; now and then. */
  onProgress?(share: number): void;
}

const PROGRESS_STEPS = 50;

/**
 * Replays a feed in virtual time through the same pure code that the scanners run: changes become
 * lessons, lessons are learnt, and only then is anybody asked to estimate. What happens at the very
 * instant of an appointment is known to it.
 * @param appointments by time.
 */
export function replayFeed(
  feed: readonly FeedChange[],
  appointments: readonly Appointment[],
  learner: EstimateLearner,
  ears: ReplayEars,
): void {
  const open = new Map<number, Order>();
  const taught = new Map<number, Taught>();
  const progressEvery = Math.ceil(feed.length / PROGRESS_STEPS);
  let next = 0;
  for (const appointment of appointments) {
    for (; isHeardBy(feed[next], appointment.at); next++) {
      const change = feed[next];
      if (change !== undefined) hear(change, open, taught, learner);
      if (next % progressEvery === 0) ears.onProgress?.(next / feed.length);
    }
    const order = open.get(appointment.index);
    if (order === undefined) continue;
    learner.advanceTo(appointment.at);
    ears.onAppointment(appointment, order);
  }
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
