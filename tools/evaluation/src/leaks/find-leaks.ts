import type { Trace } from '@ftgo/monolith-traces';
import type { SeededDraws } from '../measures/seeded-draws.js';
import { minuteAppointments } from '../replay/appointments.js';
import type { FeedChange } from '../replay/order-feed.js';
import { orderFeed } from '../replay/order-feed.js';
import { TraceRestaurants } from '../replay/trace-restaurants.js';
import { alteredAfter } from './altered-future.js';
import type { MinuteDigest } from './minute-digests.js';
import { minuteDigests } from './minute-digests.js';

/** An estimate or a decision that knew what was yet to come. */
export interface Leak {
  /** Everything after this instant was altered… */
  readonly alteredAfter: Date;
  /** …and at this one, not after it, an estimate, an input or a decision first changed. */
  readonly changedAt: Date;
}

/** How a trace becomes a feed; a test plants leaks here. */
export type MakeFeed = (trace: Trace) => FeedChange[];

const WATCHED_MINUTES = 60;

/**
 * Alters everything after each instant, recomputes every input up to it and demands no difference
 * (prediction.md, "The leak test"). @returns the leaks found; none where all is well.
 */
export function findLeaks(
  trace: Trace,
  instants: readonly Date[],
  draws: SeededDraws,
  makeFeed: MakeFeed = orderFeed,
): Leak[] {
  const last = new Date(Math.max(...instants.map((instant) => instant.getTime())));
  const truth = digestsUntil(trace, last, makeFeed);
  return instants.flatMap((instant) => {
    const altered = digestsUntil(alteredAfter(trace, instant, draws), instant, makeFeed);
    const changedAt = firstDifference(
      truth.filter(({ at }) => at <= instant),
      altered,
    );
    return changedAt === undefined ? [] : [{ alteredAfter: instant, changedAt }];
  });
}

function digestsUntil(trace: Trace, until: Date, makeFeed: MakeFeed): MinuteDigest[] {
  const appointments = minuteAppointments(trace, WATCHED_MINUTES).filter(({ at }) => at <= until);
  const given = { feed: makeFeed(trace), appointments, until };
  return minuteDigests(given, new TraceRestaurants(trace));
}

function firstDifference(
  expected: readonly MinuteDigest[],
  found: readonly MinuteDigest[],
): Date | undefined {
  for (let i = 0; i < Math.max(expected.length, found.length); i++) {
    const [before, after] = [expected[i], found[i]];
    const isSame = before?.digest === after?.digest && before?.at.getTime() === after?.at.getTime();
    if (!isSame) return before?.at ?? after?.at;
  }
  return undefined;
}
