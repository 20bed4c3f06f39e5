import type { OpeningHours } from './opening-hours.js';
import { closingAfter, isOpenAt } from './opening-hours.js';
import { at, openingHours } from './testing/index.js';

const SATURDAY = 6;
const SUNDAY = 7;
const saturday = (opens: string, closes: string) => ({ dayOfWeek: SATURDAY, opens, closes });
const sunday = (opens: string, closes: string) => ({ dayOfWeek: SUNDAY, opens, closes });
const hours = (...intervals: OpeningHours['intervals']) => openingHours({ intervals });
const wholeWeek = [1, 2, 3, 4, 5, 6, 7].map((dayOfWeek) => ({
  dayOfWeek,
  opens: '00:00',
  closes: '00:00',
}));

describe('closingAfter', () => {
  it('finds the closing of the interval that is open', () => {
    const lunchAndDinner = hours(saturday('11:00', '14:30'), saturday('17:00', '22:00'));
    expect(closingAfter(lunchAndDinner, at('12:00'))).toEqual(at('14:30'));
    expect(closingAfter(lunchAndDinner, at('18:00'))).toEqual(at('22:00'));
  });

  it('finds the closing of the next opening for an order that comes between two', () => {
    const lunchAndDinner = hours(saturday('11:00', '14:30'), saturday('17:00', '22:00'));
    expect(closingAfter(lunchAndDinner, at('14:30'))).toEqual(at('22:00'));
  });

  it('lays a closing at or before the opening on the next day', () => {
    const late = hours(saturday('18:00', '02:00'));
    expect(closingAfter(late, at('23:59'))).toEqual(new Date('2026-10-04T02:00:00Z'));
    expect(closingAfter(late, new Date('2026-10-04T01:00:00Z'))).toEqual(
      new Date('2026-10-04T02:00:00Z'),
    );
  });

  it('joins intervals that touch or overlap', () => {
    const joined = hours(saturday('11:00', '00:00'), sunday('00:00', '03:00'));
    expect(closingAfter(joined, at('20:00'))).toEqual(new Date('2026-10-04T03:00:00Z'));
  });

  it('says that who is open day and night never closes', () => {
    expect(closingAfter(hours(...wholeWeek), at('20:00'))).toBeUndefined();
  });

  it('says nothing where no hours are known', () => {
    expect(closingAfter(hours(), at('20:00'))).toBeUndefined();
  });

  it('takes a one-off closure for the closing, and so for who is open day and night', () => {
    const closures = [{ from: at('20:30'), to: at('23:00') }];
    const early = openingHours({ intervals: [saturday('11:00', '22:30')], closures });
    expect(closingAfter(early, at('18:00'))).toEqual(at('20:30'));
    const always = openingHours({ intervals: wholeWeek, closures });
    expect(closingAfter(always, at('18:00'))).toEqual(at('20:30'));
    expect(closingAfter(always, at('20:30'))).toBeUndefined();
  });

  it('takes no closure for one that lies outside the hours', () => {
    const closures = [{ from: at('02:00'), to: at('09:00') }];
    expect(closingAfter(openingHours({ closures }), at('18:00'))).toEqual(at('22:30'));
  });
});

describe('closingAfter across clock changes', () => {
  it.each([
    // The night in which the clocks go back: the day has 25 hours.
    ['America/Los_Angeles', '2026-11-01T03:00:00Z', '03:00', '2026-11-01T11:00:00Z'],
    ['Europe/Helsinki', '2026-10-24T20:00:00Z', '05:00', '2026-10-25T03:00:00Z'],
    // 01:30 comes twice: the first pass counts.
    ['America/Los_Angeles', '2026-11-01T03:00:00Z', '01:30', '2026-11-01T08:30:00Z'],
    ['Europe/Helsinki', '2026-10-24T20:00:00Z', '03:30', '2026-10-25T00:30:00Z'],
  ])('%s from %s: closing at %s is %s', (timeZone, after, closes, expected) => {
    const late = openingHours({ timeZone, intervals: [saturday('18:00', closes)] });
    expect(closingAfter(late, new Date(after))).toEqual(new Date(expected));
  });

  it.each([
    // The night in which the clocks go forward: the day has 23 hours, one hour is skipped.
    ['America/Los_Angeles', '2026-03-08T04:00:00Z', '04:00', '2026-03-08T11:00:00Z'],
    ['America/Los_Angeles', '2026-03-08T04:00:00Z', '02:30', '2026-03-08T10:30:00Z'],
    ['Europe/Helsinki', '2026-03-28T20:00:00Z', '03:30', '2026-03-29T01:30:00Z'],
    ['Europe/Helsinki', '2026-03-28T20:00:00Z', '05:00', '2026-03-29T02:00:00Z'],
  ])('%s from %s: closing at %s is %s', (timeZone, after, closes, expected) => {
    const late = openingHours({ timeZone, intervals: [saturday('18:00', closes)] });
    expect(closingAfter(late, new Date(after))).toEqual(new Date(expected));
  });
});

describe('isOpenAt', () => {
  it('counts the opening in and the closing out', () => {
    const evening = hours(saturday('17:00', '22:00'));
    expect(isOpenAt(evening, at('16:59'))).toBe(false);
    expect(isOpenAt(evening, at('17:00'))).toBe(true);
    expect(isOpenAt(evening, at('21:59'))).toBe(true);
    expect(isOpenAt(evening, at('22:00'))).toBe(false);
  });

  it('is false during a closure and true where no hours are known', () => {
    const closures = [{ from: at('20:30'), to: at('21:00') }];
    expect(isOpenAt(openingHours({ closures }), at('20:45'))).toBe(false);
    expect(isOpenAt(openingHours({ closures }), at('21:00'))).toBe(true);
    expect(isOpenAt(openingHours({ intervals: [] }), at('04:00'))).toBe(true);
  });
});
