import type { TraceMoment } from '@ftgo/monolith-traces';
import fc from 'fast-check';
import { minute } from '../testing/mothers.js';
import { MomentQueue } from './moment-queue.js';

const moment = (
  minutes: number,
  orderId: string,
  kind: 'created' | 'accepted' | 'preparing' = 'created',
): TraceMoment => ({ at: minute(minutes), kind, orderId });

const opening = (restaurantId: string): TraceMoment => ({
  at: minute(-5),
  kind: 'restaurant-created',
  restaurantId,
});

describe('MomentQueue', () => {
  it('gives what is due, at most so many, and keeps it until it is taken', () => {
    const queue = new MomentQueue([moment(0, 'a'), moment(1, 'b'), moment(2, 'c')]);
    expect(queue.next(minute(1), 10)).toEqual([moment(0, 'a'), moment(1, 'b')]);
    expect(queue.next(minute(1), 1)).toEqual([moment(0, 'a')]);
    queue.take(1);
    expect(queue.next(minute(1), 10)).toEqual([moment(1, 'b')]);
  });

  it('counts what is due, an instant included, and what was taken', () => {
    const queue = new MomentQueue([moment(0, 'a'), moment(1, 'b'), moment(1, 'c')]);
    expect(queue.due(minute(0))).toBe(1);
    expect(queue.due(minute(1))).toBe(3);
    queue.take(3);
    expect([queue.due(minute(9)), queue.taken, queue.total]).toEqual([0, 3, 3]);
    expect(queue.isEmpty).toBe(true);
  });

  it('gives nothing before the first moment', () => {
    const queue = new MomentQueue([moment(0, 'a')]);
    expect(queue.next(minute(-1), 10)).toEqual([]);
    expect(queue.isEmpty).toBe(false);
  });

  it('brings the first moment of each order forward, and the later ones in their order', () => {
    const queue = new MomentQueue([
      moment(0, 'a'),
      moment(1, 'a', 'accepted'),
      moment(2, 'b'),
      moment(3, 'a', 'preparing'),
      moment(9, 'c'),
    ]);
    expect(queue.bringFirstsForward(minute(5))).toBe(2);
    expect(queue.next(minute(5), 10)).toEqual([
      moment(0, 'a'),
      moment(2, 'b'),
      moment(1, 'a', 'accepted'),
      moment(3, 'a', 'preparing'),
    ]);
  });

  it('takes a restaurant and an order of the same id for two', () => {
    const queue = new MomentQueue([opening('1'), moment(0, '1')]);
    expect(queue.bringFirstsForward(minute(0))).toBe(2);
  });

  it('leaves the moments that were handed over as they were', () => {
    const moments = [moment(0, 'a'), moment(1, 'a', 'accepted'), moment(2, 'b')];
    const before = [...moments];
    new MomentQueue(moments).bringFirstsForward(minute(9));
    expect(moments).toEqual(before);
  });

  it('never goes back behind an instant that was asked for', () => {
    const queue = new MomentQueue([moment(0, 'a')]);
    queue.due(minute(3));
    expect(queue.mayAdvanceTo(minute(2))).toBe(false);
    expect(queue.mayAdvanceTo(minute(3))).toBe(true);
  });

  it('gives every moment once and those of an order in their order, however it is asked', () => {
    const call = fc.record({ minutes: fc.nat(30), onePerOrder: fc.boolean(), limit: fc.nat(5) });
    const traces = fc.array(
      fc.tuple(fc.nat(30), fc.constantFrom('a', 'b', 'c')).map(([at, id]) => moment(at, id)),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(traces, fc.array(call), (unsorted, calls) => {
        const moments = unsorted.toSorted((a, b) => a.at.getTime() - b.at.getTime());
        const queue = new MomentQueue(moments);
        const given: TraceMoment[] = [];
        const steps = calls.toSorted((a, b) => a.minutes - b.minutes);
        for (const { minutes, onePerOrder, limit } of [
          ...steps,
          { minutes: 30, onePerOrder: false, limit: 40 },
        ]) {
          if (onePerOrder) queue.bringFirstsForward(minute(minutes));
          const batch = queue.next(minute(minutes), limit);
          expect(batch.every(({ at }) => at <= minute(minutes))).toBe(true);
          given.push(...batch);
          queue.take(batch.length);
        }
        const ofOrder = (all: readonly TraceMoment[], id: string): TraceMoment[] =>
          all.filter((each) => 'orderId' in each && each.orderId === id);
        expect(given).toHaveLength(moments.length);
        for (const id of ['a', 'b', 'c']) expect(ofOrder(given, id)).toEqual(ofOrder(moments, id));
      }),
    );
  });
});
