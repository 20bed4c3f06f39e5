import { traceOf } from '@ftgo/monolith-traces';
import { chickenVindaloo, minute } from '../testing.js';
import { minuteAppointments } from './appointments.js';

describe('minuteAppointments', () => {
  it('are at each whole minute before the promise', () => {
    const trace = traceOf([chickenVindaloo()], []);
    expect(minuteAppointments(trace, 3)).toEqual([
      { at: minute(42), index: 0, minutesLeft: 3 },
      { at: minute(43), index: 0, minutesLeft: 2 },
      { at: minute(44), index: 0, minutesLeft: 1 },
    ]);
  });

  it('are not before the order exists', () => {
    const trace = traceOf(
      [chickenVindaloo({ createdAt: minute(43.5), acceptedAt: minute(44) })],
      [],
    );
    expect(minuteAppointments(trace, 60).map(({ minutesLeft }) => minutesLeft)).toEqual([1]);
  });

  it('are none with an order that has no promise', () => {
    const { promisedAt: _, ...order } = chickenVindaloo();
    expect(minuteAppointments(traceOf([order], []), 60)).toEqual([]);
  });

  it('are in the order of time, then of the trace', () => {
    const orders = [
      chickenVindaloo({ orderId: '1', promisedAt: minute(46) }),
      chickenVindaloo({ orderId: '2', promisedAt: minute(45) }),
      chickenVindaloo({ orderId: '3', promisedAt: minute(45) }),
    ];
    const met = minuteAppointments(traceOf(orders, []), 2);
    expect(met.map(({ index, minutesLeft }) => [index, minutesLeft])).toEqual([
      [1, 2],
      [2, 2],
      [0, 2],
      [1, 1],
      [2, 1],
      [0, 1],
    ]);
  });
});
