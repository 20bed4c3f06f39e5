import fc from 'fast-check';
import { ajanta, minute } from '../testing.js';
import { anyTrace } from '../testing-arbitraries.js';
import type { TraceRestaurant } from '../trace.js';
import { wallClock } from './local-time.js';
import { closingAfter, isOpenAt, openingAfter } from './restaurant-hours.js';

const noonInOakland = new Date('2026-10-02T19:00:00Z');
const midnightInOakland = new Date('2026-10-03T07:00:00Z');

describe('closingAfter', () => {
  it('is the regular closing, in the restaurant’s own zone', () => {
    expect(closingAfter(ajanta(), minute(0))).toEqual(new Date('2026-10-03T06:30:00Z'));
  });

  it('is past midnight where the restaurant is open past midnight', () => {
    const lateBar = ajanta({ opens: '17:00', closes: '02:00' });
    expect(closingAfter(lateBar, minute(0))).toEqual(new Date('2026-10-03T09:00:00Z'));
  });

  it('is the early closing where there is one', () => {
    expect(closingAfter(ajanta({ closesEarlyAt: minute(90) }), minute(0))).toEqual(minute(90));
  });

  it('is the regular one again once the early closing is past, or while it is days away', () => {
    const regular = new Date('2026-10-03T06:30:00Z');
    expect(closingAfter(ajanta({ closesEarlyAt: minute(-9) }), minute(0))).toEqual(regular);
    expect(closingAfter(ajanta({ closesEarlyAt: minute(9_999) }), minute(0))).toEqual(regular);
  });

  it('is never for a restaurant open all day', () => {
    const always = ajanta({ opens: '00:00', closes: '00:00' });
    expect(closingAfter(always, minute(0))).toBeUndefined();
    expect(closingAfter({ ...always, closesEarlyAt: minute(90) }, minute(0))).toEqual(minute(90));
  });
});

describe('openingAfter', () => {
  it('is the next regular opening', () => {
    expect(openingAfter(ajanta(), minute(0))).toEqual(new Date('2026-10-03T18:00:00Z'));
  });

  it('is the next local midnight for a restaurant open all day', () => {
    const always = ajanta({ opens: '00:00', closes: '00:00' });
    expect(openingAfter(always, minute(0))).toEqual(midnightInOakland);
  });
});

describe('isOpenAt', () => {
  it('is open from its opening to just before its closing', () => {
    expect(isOpenAt(ajanta(), noonInOakland)).toBe(true);
    expect(isOpenAt(ajanta({ opens: '12:00' }), noonInOakland)).toBe(true);
    expect(isOpenAt(ajanta({ closes: '12:00' }), noonInOakland)).toBe(false);
    expect(isOpenAt(ajanta(), midnightInOakland)).toBe(false);
  });

  it('is open past midnight where its hours say so', () => {
    const lateBar = ajanta({ opens: '17:00', closes: '02:00' });
    expect(isOpenAt(lateBar, midnightInOakland)).toBe(true);
    expect(isOpenAt(lateBar, noonInOakland)).toBe(false);
  });

  it('is closed from an early closing to the next regular opening', () => {
    const closesEarly = ajanta({ closesEarlyAt: minute(90) });
    expect(isOpenAt(closesEarly, minute(89))).toBe(true);
    expect(isOpenAt(closesEarly, minute(90))).toBe(false);
    expect(isOpenAt(closesEarly, openingAfter(closesEarly, minute(90)))).toBe(true);
  });

  it('is closed at every closing that the clock does not skip', () => {
    // In the hour that a clock change skips it may have opened again before it could close.
    const isOnTheClock = ({ closes, timeZone }: TraceRestaurant, at: Date): boolean =>
      !closes.startsWith('02:') || wallClock(at, timeZone).toISOString().slice(11, 16) === closes;

    fc.assert(
      fc.property(anyTrace, ({ restaurants, orders }) => {
        const closings = restaurants
          .flatMap((restaurant) =>
            orders.map(({ createdAt }) => ({
              restaurant,
              at: closingAfter(restaurant, createdAt),
            })),
          )
          .filter(({ restaurant, at }) => at !== undefined && isOnTheClock(restaurant, at));
        expect(closings.filter(({ restaurant, at }) => at && isOpenAt(restaurant, at))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
