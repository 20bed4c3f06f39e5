import fc from 'fast-check';
import { DueQueue } from './due-queue.js';

describe('what waits for its instant', () => {
  it('comes out by time, and at equal times by its place', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(50), fc.nat(20))), (given) => {
        const queue = new DueQueue();
        for (const [at, index] of given) queue.add(at, index);
        const taken: (readonly [number, number])[] = [];
        for (let next = queue.take(); next !== undefined; next = queue.take()) taken.push(next);
        expect(taken).toEqual([...given].sort((a, b) => a[0] - b[0] || a[1] - b[1]));
      }),
    );
  });

  it('shows the earliest without taking it, and nothing where nothing waits', () => {
    const queue = new DueQueue();
    expect(queue.nextMs).toBeUndefined();
    queue.add(7, 1);
    queue.add(3, 2);
    expect([queue.nextMs, queue.nextMs]).toEqual([3, 3]);
    expect(queue.take()).toEqual([3, 2]);
  });
});
