import fc from 'fast-check';
import type { Order } from '../order.js';
import { anOrder, at } from '../testing/index.js';
import type { Taught } from './estimate-lesson.js';
import { estimateLessonsOf } from './estimate-lesson.js';

const kinds = (order: Order, taught: Taught): [string[], Taught] => {
  const given = estimateLessonsOf(order, taught, at('18:30'));
  return [given.lessons.map(({ kind }) => kind), given.taught];
};

describe('estimateLessonsOf', () => {
  it('opens an order once its creation is known', () => {
    expect(kinds(anOrder(), 'NOTHING')).toEqual([['OPENED'], 'OPEN']);
    expect(kinds(anOrder({ createdAt: undefined }), 'NOTHING')).toEqual([[], 'NOTHING']);
  });

  it('does not open an order from the future before its time', () => {
    expect(kinds(anOrder({ createdAt: at('18:31') }), 'NOTHING')).toEqual([[], 'NOTHING']);
  });

  it('tells of every further change, and once of the end', () => {
    expect(kinds(anOrder({ acceptedAt: at('18:05') }), 'OPEN')).toEqual([['MOVED'], 'OPEN']);
    const delivered = anOrder({ deliveredAt: at('18:29') });
    expect(kinds(delivered, 'OPEN')).toEqual([['ENDED'], 'ENDED']);
    expect(kinds(delivered, 'ENDED')).toEqual([[], 'ENDED']);
  });

  it('opens and ends an order that is first heard of when it has ended', () => {
    const delivered = anOrder({ deliveredAt: at('18:29') });
    expect(kinds(delivered, 'NOTHING')).toEqual([['OPENED', 'ENDED'], 'ENDED']);
  });

  it.each([
    ['cancelled', { cancelledAt: at('18:10') }],
    ['deleted', { deletedAt: at('18:10') }],
    ['delivered by its state alone', { state: 'DELIVERED' as const }],
  ])('ends an order that is %s', (_, end) => {
    expect(kinds(anOrder(end), 'OPEN')).toEqual([['ENDED'], 'ENDED']);
  });

  it('opens and ends each order at most once, and never ends what it did not open, whatever comes', () => {
    const anyOrder = fc
      .record({
        createdAt: fc.constantFrom(undefined, at('18:00'), at('19:00')),
        acceptedAt: fc.constantFrom(undefined, at('18:05')),
        deliveredAt: fc.constantFrom(undefined, at('18:29')),
        cancelledAt: fc.constantFrom(undefined, at('18:20')),
      })
      .map((fields) => anOrder(fields));
    fc.assert(
      fc.property(fc.array(anyOrder, { maxLength: 12 }), (heard) => {
        let taught: Taught = 'NOTHING';
        const told: string[] = [];
        for (const order of heard) {
          const given = estimateLessonsOf(order, taught, at('18:30'));
          taught = given.taught;
          told.push(...given.lessons.map(({ kind }) => kind));
        }
        const once = (kind: string): number => told.filter((each) => each === kind).length;
        expect(once('OPENED')).toBeLessThanOrEqual(1);
        expect(once('ENDED')).toBeLessThanOrEqual(once('OPENED'));
        if (told.length > 0) expect(told[0]).toBe('OPENED');
        if (told.includes('ENDED')) expect(told.at(-1)).toBe('ENDED');
      }),
    );
  });
});
