import fc from 'fast-check';
import type { DeliverySpeedSnapshot } from './delivery-speed.js';
import { DeliverySpeed } from './delivery-speed.js';

const START = 29_000_000;
const MEMORY = 25;
const hazard = (age: number): number => Math.min(0.3, age / 300);

/** An open order from one minute to another; delivered or ended otherwise. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly isDelivered: boolean;
}

const anySpan: fc.Arbitrary<Span> = fc
  .record({ from: fc.nat(300), length: fc.nat(90), isDelivered: fc.boolean() })
  .map(({ from, length, isDelivered }) => ({ from, to: from + length, isDelivered }));

/** Plays spans minute by minute. */
function play(spans: readonly Span[], minutes: number): DeliverySpeed {
  const speed = new DeliverySpeed(MEMORY);
  for (let minute = 0; minute <= minutes; minute++) {
    speed.tick(START + minute, hazard);
    const clock = START + minute;
    for (const { from } of spans.filter((span) => span.from === minute)) {
      speed.noteOpened(START + from, clock);
    }
    for (const { from, isDelivered } of spans.filter((span) => span.to === minute)) {
      speed.noteEnded(START + from, clock, isDelivered ? 0 : undefined);
    }
  }
  return speed;
}

describe('DeliverySpeed', () => {
  it('is usual while nothing happens', () => {
    const speed = new DeliverySpeed(MEMORY);
    expect(speed.logRatio).toBeCloseTo(0, 12);
    expect(speed.isQuiet).toBe(true);
  });

  it('counts what brute force recounts: open orders, and deliveries over those expected', () => {
    fc.assert(
      fc.property(
        fc.array(anySpan, { maxLength: 25 }),
        fc.integer({ min: 1, max: 380 }),
        (spans, now) => {
          const speed = play(spans, now);
          const kept = Math.exp(-1 / MEMORY);
          const isOpen = ({ from, to }: Span, minute: number): boolean =>
            from < minute && minute <= to;
          const open = spans.filter(({ from, to }) => from <= now && to > now).length;
          let [delivered, expected] = [0, 0];
          for (let minute = 0; minute <= now; minute++) {
            const weight = kept ** (now - minute);
            delivered += weight * spans.filter((s) => s.isDelivered && s.to === minute).length;
            for (const span of spans) {
              if (isOpen(span, minute)) expected += weight * hazard(minute - span.from);
            }
          }
          expect(speed.open).toBe(open);
          expect(speed.logRatio).toBeCloseTo(Math.log((delivered + 5) / (expected + 5)), 4);
          expect(speed.logOpen).toBeCloseTo(Math.log(1 + open), 12);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is slow when deliveries are overdue, before one of them was late', () => {
    const waiting = Array.from({ length: 20 }, () => ({ from: 0, to: 999, isDelivered: true }));
    expect(play(waiting, 60).logRatio).toBeLessThan(-0.8);
  });

  it('is fast when more is delivered than expected', () => {
    const quick = Array.from({ length: 20 }, (_, i) => ({
      from: 0,
      to: 3 + (i % 3),
      isDelivered: true,
    }));
    expect(play(quick, 10).logRatio).toBeGreaterThan(0.8);
  });

  it('takes nothing away that was never added', () => {
    const speed = new DeliverySpeed(MEMORY);
    speed.tick(START, hazard);
    speed.noteOpened(START - 5, START);
    speed.noteEnded(START - 6, START, undefined);
    expect(speed.open).toBe(1);
    speed.noteEnded(START - 5, START, undefined);
    speed.noteEnded(START - 5, START, undefined);
    expect(speed.open).toBe(0);
  });

  it('waits no longer than 3 hours for an order that never ends', () => {
    const lost = [{ from: 0, to: 9_999, isDelivered: false }];
    expect(play(lost, 179).open).toBe(1);
    expect(play(lost, 180).open).toBe(0);
  });

  it('does not count what was open before that, nor what lies in the future', () => {
    const speed = new DeliverySpeed(MEMORY);
    speed.tick(START, hazard);
    speed.noteOpened(START - 180, START);
    speed.noteOpened(START + 1, START);
    expect(speed.open).toBe(0);
    speed.noteEnded(START - 180, START, undefined);
    expect(speed.open).toBe(0);
  });

  it('counts a delivery that is heard of late for as much as if it had been heard of at once', () => {
    const late = new DeliverySpeed(MEMORY);
    const prompt = new DeliverySpeed(MEMORY);
    prompt.noteEnded(START - 30, START, 0);
    for (let minute = 1; minute <= 10; minute++) {
      for (const speed of [late, prompt]) speed.tick(START + minute, hazard);
    }
    late.noteEnded(START - 30, START + 10, 10);
    expect(late.logRatio).toBeCloseTo(prompt.logRatio, 12);
  });

  it('remembers the longer, the longer its memory', () => {
    const [short, long] = [5, 50].map((memory) => {
      const speed = new DeliverySpeed(memory);
      speed.noteEnded(START - 30, START, 0);
      for (let minute = 1; minute <= 20; minute++) speed.tick(START + minute, hazard);
      return speed.logRatio;
    });
    expect(long).toBeGreaterThan(3 * (short ?? 1));
  });

  it('becomes quiet some hours after the last order, and then no minute changes it', () => {
    const speed = play([{ from: 0, to: 30, isDelivered: true }], 900);
    expect(speed.isQuiet).toBe(true);
    const before = speed.snapshot(START + 900);
    speed.tick(START + 901, hazard);
    expect(speed.snapshot(START + 901)).toEqual(before);
  });

  it('is the same after it was stored as JSON', () => {
    fc.assert(
      fc.property(fc.array(anySpan, { maxLength: 25 }), fc.nat(380), (spans, now) => {
        const speed = play(spans, now);
        const stored = JSON.stringify(speed.snapshot(START + now));
        const restored = new DeliverySpeed(MEMORY, JSON.parse(stored) as DeliverySpeedSnapshot);
        for (const each of [speed, restored]) each.tick(START + now + 1, hazard);
        expect(restored).toEqual(speed);
      }),
      { numRuns: 40 },
    );
  });
});
