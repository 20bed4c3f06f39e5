import fc from 'fast-check';
import { ajanta, chickenVindaloo, minute, placedOrder } from '../testing.js';
import { anyTrace } from '../testing-arbitraries.js';
import type { TraceOrder } from '../trace.js';
import { traceOf } from '../trace-of.js';
import { busyStretches } from './busy-stretches.js';
import { monolithMoments } from './monolith-moments.js';
import { businessAt, realAt, replayClock, replayDurationMs, speedFor } from './replay-clock.js';

const MINUTE_MS = 60_000;
const anySpeed = fc.double({ min: 0.1, max: 100_000, noNaN: true });
const anyClock = fc
  .tuple(anyTrace, anySpeed)
  .map(([trace, speed]) => ({ trace, clock: replayClock(trace, { speed }) }));

/** An order delivered 40 minutes after it was placed, `hours` after the first. */
function dinner(orderId: string, hours: number): TraceOrder {
  const createdAt = minute(hours * 60);
  return placedOrder({ orderId, createdAt, deliveredAt: minute(hours * 60 + 40) });
}

describe('busyStretches', () => {
  it('begins 5 minutes before the first order and ends 10 minutes after the last event', () => {
    expect(busyStretches(traceOf([chickenVindaloo()]))).toEqual([
      { from: minute(-5), to: minute(50) },
    ]);
  });

  it('leaves out a stretch without an open order of more than 30 minutes', () => {
    const trace = traceOf([chickenVindaloo(), dinner('later', 5)]);
    expect(busyStretches(trace)).toEqual([
      { from: minute(-5), to: minute(50) },
      { from: minute(295), to: minute(350) },
    ]);
  });

  it('lives through a stretch of 30 minutes', () => {
    const second = placedOrder({ createdAt: minute(70), cancelledAt: minute(71) });
    expect(busyStretches(traceOf([chickenVindaloo(), second]))).toHaveLength(1);
  });

  it('is not ended by a short order inside a long one', () => {
    const long = chickenVindaloo({ deliveredAt: minute(200) });
    const short = dinner('short', 0.1);
    const next = dinner('next', 3);
    expect(busyStretches(traceOf([long, short, next]))).toEqual([
      { from: minute(-5), to: minute(230) },
    ]);
  });

  it('watches an order that never ends until 30 minutes after its promise', () => {
    const order = placedOrder({ promisedAt: minute(45) });
    expect(busyStretches(traceOf([order]))).toEqual([{ from: minute(-5), to: minute(85) }]);
  });

  it('watches it until 30 minutes after its restaurant’s closing when that is later', () => {
    const early = { closesEarlyAnnouncedAt: minute(30), closesEarlyAt: minute(60) };
    const trace = traceOf([placedOrder({ promisedAt: minute(45) })], [ajanta(early)]);
    expect(busyStretches(trace)).toEqual([{ from: minute(-5), to: minute(100) }]);
  });

  it('lives through an announcement that comes when no order is open', () => {
    const early = { closesEarlyAnnouncedAt: minute(600), closesEarlyAt: minute(660) };
    expect(busyStretches(traceOf([chickenVindaloo()], [ajanta(early)]))[1]).toEqual({
      from: minute(595),
      to: minute(610),
    });
  });
});

describe('replayClock', () => {
  const trace = traceOf([chickenVindaloo(), dinner('tomorrow', 24)]);
  const clock = replayClock(trace, { speed: 60 });

  it('runs at its speed and leaps over idle hours', () => {
    expect(clock.segments).toEqual([
      { realOffsetMs: 0, businessFrom: minute(-5), rate: 60 },
      { realOffsetMs: 55_000, businessFrom: minute(24 * 60 - 5), rate: 60 },
    ]);
    expect(clock.endsAt).toEqual(minute(24 * 60 + 50));
    expect(replayDurationMs(clock)).toBe(110_000);
  });

  it('tells business time, before and after the leap', () => {
    expect(businessAt(clock, 0)).toEqual(minute(-5));
    expect(businessAt(clock, 54_000)).toEqual(minute(49));
    expect(businessAt(clock, 55_000)).toEqual(minute(24 * 60 - 5));
    expect(businessAt(clock, 500_000)).toEqual(minute(24 * 60 - 5 + 445));
  });

  it('tells when an instant is reached; one that is leapt over, at the leap', () => {
    expect(realAt(clock, minute(0))).toBe(5_000);
    expect(realAt(clock, minute(600))).toBe(55_000);
    expect(realAt(clock, minute(24 * 60))).toBe(60_000);
    expect(realAt(clock, minute(-6))).toBe(-1_000);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 100_001])('refuses speed %d', (speed) => {
    expect(() => replayClock(trace, { speed })).toThrow(RangeError);
  });

  it('never runs backwards', () => {
    fc.assert(
      fc.property(anyClock, fc.nat(), fc.nat(), ({ clock: any }, a, b) => {
        const [sooner, later] = a < b ? [a, b] : [b, a];
        expect(businessAt(any, sooner).getTime()).toBeLessThanOrEqual(
          businessAt(any, later).getTime(),
        );
      }),
    );
  });

  it('reaches every moment at the instant that it says, and leaps over none', () => {
    fc.assert(
      fc.property(anyClock, ({ trace: any, clock: its }) => {
        for (const { at } of monolithMoments(any)) {
          expect(businessAt(its, realAt(its, at))).toEqual(at);
          expect(at.getTime()).toBeLessThanOrEqual(its.endsAt.getTime());
        }
      }),
    );
  });

  it('leaves 5 minutes before every first moment, and 10 after the last', () => {
    fc.assert(
      fc.property(anyClock, ({ trace: any, clock: its }) => {
        const moments = monolithMoments(any).map(({ at }) => at.getTime());
        for (const { businessFrom } of its.segments.slice(1)) {
          const next = moments.find((at) => at >= businessFrom.getTime());
          expect(next).toBe(businessFrom.getTime() + 5 * MINUTE_MS);
        }
        expect(its.endsAt.getTime()).toBeGreaterThanOrEqual(Math.max(...moments) + 10 * MINUTE_MS);
      }),
    );
  });

  it('leaps over nothing while an order is open', () => {
    fc.assert(
      fc.property(anyClock, ({ trace: any, clock: its }) => {
        for (const { createdAt, deliveredAt, cancelledAt } of any.orders) {
          const endedAt = deliveredAt ?? cancelledAt;
          if (!endedAt) continue;
          const rate = its.segments[0].rate;
          const lived = (realAt(its, endedAt) - realAt(its, createdAt)) * rate;
          expect(lived).toBeCloseTo(endedAt.getTime() - createdAt.getTime(), -2);
        }
      }),
    );
  });
});

describe('speedFor', () => {
  it('makes the replay last as long as wanted', () => {
    fc.assert(
      fc.property(anyTrace, fc.integer({ min: 50_000, max: 500_000 }), (trace, targetMs) => {
        const clock = replayClock(trace, { speed: speedFor(trace, targetMs, 100_000) });
        expect(Math.abs(replayDurationMs(clock) - targetMs)).toBeLessThanOrEqual(20);
      }),
    );
  });

  it('is never above the highest speed allowed', () => {
    expect(speedFor(traceOf([chickenVindaloo()]), 1, 240)).toBe(240);
  });
});
