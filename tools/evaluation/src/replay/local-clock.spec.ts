import type { TraceRestaurant } from '@ftgo/monolith-traces';
import { traceOf } from '@ftgo/monolith-traces';
import { chickenVindaloo } from '../testing.js';
import { localClock } from './local-clock.js';

const restaurant = (restaurantId: string, timeZone: string): TraceRestaurant => ({
  restaurantId,
  name: restaurantId,
  timeZone,
  opens: '00:00',
  closes: '00:00',
});

describe('localClock', () => {
  const orders = ['oakland', 'helsinki'].map((restaurantId, i) =>
    chickenVindaloo({ orderId: String(i), restaurantId }),
  );
  const clock = localClock(
    traceOf(orders, [
      restaurant('oakland', 'America/Los_Angeles'),
      restaurant('helsinki', 'Europe/Helsinki'),
    ]),
  );

  it('reads the day and the hour at the restaurant', () => {
    const at = new Date('2026-10-03T05:30:00Z');
    expect(clock.dayAndHour('oakland', at)).toEqual({ day: '2026-10-02', hour: 22 });
    expect(clock.dayAndHour('helsinki', at)).toEqual({ day: '2026-10-03', hour: 8 });
  });

  it('calls midnight hour 0', () => {
    const midnight = new Date('2026-10-03T07:00:00Z');
    expect(clock.dayAndHour('oakland', midnight)).toEqual({ day: '2026-10-03', hour: 0 });
  });

  it('reads UTC for a restaurant that it does not know', () => {
    const at = new Date('2026-10-03T05:30:00Z');
    expect(clock.dayAndHour('elsewhere', at)).toEqual({ day: '2026-10-03', hour: 5 });
  });
});
