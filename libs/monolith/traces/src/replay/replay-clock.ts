import type { Trace } from '../trace.js';
import { type BusyStretch, busyStretches } from './busy-stretches.js';

const FASTEST = 100_000;

/** From a machine instant on, business time runs from `businessFrom` at `rate`. */
export interface ReplaySegment {
  /** Machine milliseconds since the replay's start; whole. */
  readonly realOffsetMs: number;
  readonly businessFrom: Date;
  /** Business seconds per machine second. */
  readonly rate: number;
}

/** Business time of a replay: a line of one slope that leaps over idle hours. */
export interface ReplayClock {
  /** By `realOffsetMs`, the first at 0; the last one runs on without end. */
  readonly segments: readonly [ReplaySegment, ...ReplaySegment[]];
  /** Business instant at which everything has happened and been seen. */
  readonly endsAt: Date;
}

/** How a replay runs. */
export interface ReplayOptions {
  /** Business seconds per machine second; above 0, at most 100,000. */
  readonly speed: number;
}

/**
 * Lays out the business time of a trace's replay. It begins 5 minutes before the first order and
 * leaps over idle stretches (see `busyStretches`), never over a moment. Throws a RangeError for a
 * speed that no clock can run at.
 */
export function replayClock(trace: Trace, { speed }: ReplayOptions): ReplayClock {
  if (!(speed > 0 && speed <= FASTEST)) {
    throw new RangeError(`speed must be above 0 and at most ${FASTEST}, found ${speed}`);
  }
  const stretches = busyStretches(trace);
  const segments: ReplaySegment[] = [];
  let realOffsetMs = 0;
  for (const { from, to } of stretches) {
    segments.push({ realOffsetMs, businessFrom: from, rate: speed });
    realOffsetMs += Math.ceil((to.getTime() - from.getTime()) / speed);
  }
  const [first, ...rest] = segments;
  if (!first) throw new RangeError('a replay needs at least one stretch of business time');
  return { segments: [first, ...rest], endsAt: stretches.at(-1)?.to ?? first.businessFrom };
}

/** The business instant at `realMs` machine milliseconds after the start; never runs backwards. */
export function businessAt({ segments }: ReplayClock, realMs: number): Date {
  const segment = segments.findLast((each) => each.realOffsetMs <= realMs) ?? segments[0];
  const businessMs = (realMs - segment.realOffsetMs) * segment.rate;
  return new Date(segment.businessFrom.getTime() + Math.round(businessMs));
}

/**
 * Machine milliseconds after the start at which business time reaches an instant; for one that is
 * leapt over, the leap. Negative before the start.
 */
export function realAt({ segments }: ReplayClock, business: Date): number {
  const index = segments.findLastIndex((each) => each.businessFrom <= business);
  const segment = segments[Math.max(index, 0)] ?? segments[0];
  const next = segments[Math.max(index, 0) + 1];
  const sinceMs = business.getTime() - segment.businessFrom.getTime();
  const realMs = segment.realOffsetMs + sinceMs / segment.rate;
  return next ? Math.min(realMs, next.realOffsetMs) : realMs;
}

/** Machine milliseconds from the start to the clock's `endsAt`. */
export function replayDurationMs(clock: ReplayClock): number {
  return Math.ceil(realAt(clock, clock.endsAt));
}

/** The speed at which a trace's replay lasts `targetMs`, but at most `maxSpeed`. */
export function speedFor(trace: Trace, targetMs: number, maxSpeed: number): number {
  const busyMs = busyStretches(trace).reduce((sum, stretch) => sum + lengthMs(stretch), 0);
  return Math.min(maxSpeed, busyMs / targetMs);
}

function lengthMs({ from, to }: BusyStretch): number {
  return to.getTime() - from.getTime();
}
