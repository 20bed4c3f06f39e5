import fc from 'fast-check';
import { chickenVindaloo, minute, placedOrder } from '../testing.js';
import { anyTrace } from '../testing-arbitraries.js';
import { traceOf } from '../trace-of.js';
import { Numbering } from './numbering.js';
import { traceNumbers } from './trace-numbers.js';

describe('Numbering', () => {
  it('leaves whole numbers as they are and numbers the rest after the largest', () => {
    const numbers = Numbering.keepingNumbers(['V2', '7', 'V1', '40', '7']);
    expect([...numbers.entries()]).toEqual([
      ['V2', 41],
      ['7', 7],
      ['V1', 42],
      ['40', 40],
    ]);
  });

  it.each(['007', '0', '-7', '7.0', '1e2', '99999999999999999999'])(
    'does not take %s for a number of FTGO’s',
    (id) => {
      expect(Numbering.keepingNumbers(['7', id]).numberOf(id)).toBe(8);
    },
  );

  it('gives every id a number of its own, both ways', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat().map(String), fc.string())), (ids) => {
        const numbers = Numbering.keepingNumbers(ids);
        expect(ids.map((id) => numbers.idOf(numbers.numberOf(id)))).toEqual(ids);
        expect(numbers.size).toBe(new Set(ids).size);
        expect([...numbers.entries()].every(([, n]) => Number.isSafeInteger(n) && n > 0)).toBe(
          true,
        );
      }),
    );
  });

  it('says so when asked for what it was not given', () => {
    const numbers = Numbering.inOrder(['a']);
    expect(() => numbers.numberOf('b')).toThrow('no number was given to id b');
    expect(numbers.idOf(2)).toBeUndefined();
  });
});

describe('traceNumbers', () => {
  it('numbers orders from 1 by creation, whatever their ids', () => {
    const orders = [placedOrder({ orderId: '1', createdAt: minute(5) }), chickenVindaloo()];
    const numbers = traceNumbers(traceOf(orders));
    expect(numbers.orders.numberOf('42')).toBe(1);
    expect(numbers.orders.numberOf('1')).toBe(2);
  });

  it('keeps consumer 7 and courier 3 and gives Ajanta a number', () => {
    const numbers = traceNumbers(traceOf([chickenVindaloo()]));
    expect(numbers.consumers.numberOf('7')).toBe(7);
    expect(numbers.couriers.numberOf('3')).toBe(3);
    expect(numbers.restaurants.numberOf('ajanta')).toBe(1);
  });

  it('numbers everything that a trace names', () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const numbers = traceNumbers(trace);
        for (const order of trace.orders) {
          expect(numbers.orders.idOf(numbers.orders.numberOf(order.orderId))).toBe(order.orderId);
          expect(numbers.restaurants.numberOf(order.restaurantId)).toBeGreaterThan(0);
          expect(numbers.consumers.numberOf(order.consumerId)).toBeGreaterThan(0);
          if (order.courierId)
            expect(numbers.couriers.numberOf(order.courierId)).toBeGreaterThan(0);
        }
      }),
    );
  });
});
