import { EstimateLearner } from '@ftgo/delayed-orders-domain';
import type { Trace, TraceOrder } from '@ftgo/monolith-traces';
import { madeTrace, traceOf } from '@ftgo/monolith-traces';
import { chickenVindaloo, minute } from '../testing.js';
import { minuteAppointments } from './appointments.js';
import { orderFeed } from './order-feed.js';
import { replayFeed } from './virtual-replay.js';

const everything = (trace: Trace) => ({
  feed: orderFeed(trace),
  appointments: minuteAppointments(trace, 60),
});

function statesAt(order: TraceOrder): (readonly [number, string | undefined])[] {
  const trace = traceOf([order], []);
  const states: (readonly [number, string | undefined])[] = [];
  replayFeed(everything(trace), new EstimateLearner(), {
    onAppointment: ({ minutesLeft }, known) => states.push([minutesLeft, known.state]),
  });
  return states;
}

describe('a replay in virtual time', () => {
  it('knows at each appointment what had happened by then, to the very instant', () => {
    const states = new Map(statesAt(chickenVindaloo()));
    expect(states.get(45)).toBe('APPROVED');
    expect(states.get(43)).toBe('APPROVED');
    expect(states.get(42)).toBe('ACCEPTED');
    expect(states.get(28)).toBe('READY_FOR_PICKUP');
    expect(states.get(27)).toBe('PICKED_UP');
    expect(states.get(6)).toBe('PICKED_UP');
  });

  it('keeps no appointment with an order that has ended', () => {
    const last = statesAt(chickenVindaloo()).at(-1);
    expect(last?.[0]).toBe(6);
    const cancelled = chickenVindaloo({ deliveredAt: undefined as never, cancelledAt: minute(20) });
    expect(statesAt(cancelled).at(-1)?.[0]).toBe(26);
  });

  it('learns each order once, and only what had happened', () => {
    const trace = madeTrace({ orders: 60, seed: 2 });
    const learner = new EstimateLearner();
    const versions: string[] = [];
    replayFeed(everything(trace), learner, {
      onAppointment: () => versions.push(learner.estimator.version),
    });
    const delivered = trace.orders.filter(({ deliveredAt }) => deliveredAt !== undefined).length;
    const { curves } = learner.state();
    const placed = curves.fresh.filter(([stage]) => stage === 0).length;
    expect(curves.orders + placed).toBeGreaterThan(0.8 * delivered);
    expect(curves.orders + placed).toBeLessThanOrEqual(delivered);
    expect(versions[0]).toBe('S1.1');
  });

  it('says how far it has come', () => {
    const trace = madeTrace({ orders: 60, seed: 2 });
    const shares: number[] = [];
    replayFeed(everything(trace), new EstimateLearner(), {
      onAppointment: () => undefined,
      onProgress: (share) => shares.push(share),
    });
    expect(shares.length).toBeGreaterThan(30);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
  });
});
