import {
  causeOf,
  changesOf,
  closureRow,
  onlyChangeOf,
  openingHoursRow,
  postgresSource,
  restaurantRow,
  rowMessage,
  wallClockMicros,
} from '../testing/index.js';
import type { SampleRow } from '../testing/index.js';
import type { Notice, Translation } from '../translation.js';
import { translateRowChange } from './translate-row-change.js';

const utc = (wallClockMs: number): number => wallClockMs;
const at = (time: string): Date => new Date(`2026-10-03T${time}:00Z`);
const POSITION = (24023128n << 20n) + 1n;

const translating = (table: string, row: SampleRow, overrides: SampleRow = {}): Translation =>
  translateRowChange(rowMessage(table, row, overrides), '', utc);
const restaurant = (overrides: SampleRow): Translation =>
  translating('restaurants', restaurantRow(overrides));
const hours = (overrides: SampleRow, message: SampleRow = {}): Translation =>
  translating('restaurant_opening_hours', openingHoursRow(overrides), message);
const closure = (overrides: SampleRow, message: SampleRow = {}): Translation =>
  translating('restaurant_closures', closureRow(overrides), message);

const noticesOf = (translation: Translation): readonly Notice[] =>
  translation.understood ? translation.notices : [];
const expected = (translation: Translation): string => {
  const { cause, detail } = causeOf(translation);
  return `${cause} ${detail}`;
};

describe('a row of restaurants', () => {
  it('says name, zone and the version to which its hours belong', () => {
    expect(onlyChangeOf('restaurant', restaurant({}))).toEqual({
      kind: 'restaurant',
      restaurantId: 1,
      version: 2,
      position: POSITION,
      occurredAt: undefined,
      fields: { name: 'Ajanta', timeZone: 'America/Los_Angeles', rowVersion: 2 },
    });
  });

  it("without version and zone, as FTGO's own is, is ordered by its log position alone (I1)", () => {
    const { version: _version, time_zone: _zone, ...bare } = restaurantRow();
    const change = onlyChangeOf('restaurant', translating('restaurants', bare));
    expect(change).toMatchObject({ version: 0, position: POSITION });
    expect(change.fields).toEqual({ name: 'Ajanta', timeZone: undefined, rowVersion: 0 });
  });

  it('may have no name, or a name too long to be in the message', () => {
    const named = (name: unknown) => onlyChangeOf('restaurant', restaurant({ name })).fields.name;
    expect(named(null)).toBeNull();
    expect(named('__debezium_unavailable_value')).toBeUndefined();
  });

  it('that is deleted says nothing, since orders still need it, and is counted', () => {
    const translation = translating('restaurants', { id: 1 }, { op: 'd' });
    expect(changesOf(translation)).toEqual([]);
    expect(noticesOf(translation)).toEqual([
      { cause: 'restaurant-deleted', detail: 'restaurant 1' },
    ]);
  });

  it('that grew by a column is read, and counted', () => {
    expect(noticesOf(restaurant({ cuisine: 'Indian' }))).toEqual([
      { cause: 'unknown-column', detail: 'restaurants.cuisine' },
    ]);
  });

  it.each<[string, SampleRow, string]>([
    ['a zone that does not exist', { time_zone: 'Mars/Olympus' }, 'time_zone: an IANA time zone'],
    ['an offset for a zone', { time_zone: '-08:00' }, 'time_zone: an IANA time zone'],
    ['no number', { id: null }, 'id: a value'],
    ['the number 0', { id: 0 }, 'id: a positive whole number'],
    ['half a version', { version: 1.5 }, 'version: a whole number'],
    ['a name that is a number', { name: 7 }, 'name: a text of at most 20000 characters'],
  ])('with %s is quarantined (I2)', (_, overrides, told) => {
    expect(expected(restaurant(overrides))).toBe(`wrong-schema restaurants.${told} is expected`);
  });

  it('whose name was renamed is quarantined (I2)', () => {
    const { name, ...rest } = restaurantRow();
    const translation = translating('restaurants', { ...rest, title: name });
    expect(expected(translation)).toBe('wrong-schema restaurants.name: the column is expected');
  });
});

describe('a row of opening hours', () => {
  it('says a weekday and two times of day, ordered by its log position (I1)', () => {
    expect(onlyChangeOf('opening-hours-row', hours({}))).toEqual({
      kind: 'opening-hours-row',
      rowId: 6,
      version: 0,
      position: POSITION,
      occurredAt: undefined,
      fields: {
        restaurantId: 1,
        dayOfWeek: 6,
        opens: '11:00',
        closes: '22:30',
        isDeleted: false,
      },
    });
  });

  it('may close after midnight, at midnight or never', () => {
    const told = (opens: string, closes: string) => {
      const { fields } = onlyChangeOf('opening-hours-row', hours({ opens, closes }));
      return [fields.opens, fields.closes];
    };
    expect(told('17:00', '02:00')).toEqual(['17:00', '02:00']);
    expect(told('17:00', '24:00')).toEqual(['17:00', '00:00']);
    expect(told('00:00', '24:00')).toEqual(['00:00', '00:00']);
  });

  it('that is deleted is remembered as deleted, by its key alone (I1)', () => {
    const translation = translating('restaurant_opening_hours', { id: 6 }, { op: 'd' });
    const { rowId, position, fields } = onlyChangeOf('opening-hours-row', translation);
    expect({ rowId, position, fields }).toEqual({
      rowId: 6,
      position: POSITION,
      fields: { isDeleted: true },
    });
  });

  it('that a snapshot read yields to the first live change at its position', () => {
    const positionOf = (message: SampleRow) =>
      onlyChangeOf('opening-hours-row', hours({}, message)).position;
    const source = postgresSource('restaurant_opening_hours', { snapshot: 'last' });
    expect(positionOf({ op: 'r', source })).toBeLessThan(positionOf({ op: 'u' }));
  });

  it.each<[string, SampleRow, string]>([
    ['weekday 0', { day_of_week: 0 }, 'day_of_week: a number from 1 to 7'],
    ['weekday 8', { day_of_week: 8 }, 'day_of_week: a number from 1 to 7'],
    ['no weekday', { day_of_week: null }, 'day_of_week: a value'],
    ['no restaurant', { restaurant_id: null }, 'restaurant_id: a value'],
    ['no key', { id: undefined }, 'id: a value'],
    ['no time', { opens: null }, 'opens: a value'],
    ['a time that is none', { closes: '25:00' }, 'closes: a time of day'],
  ])('with %s is quarantined (I2)', (_, overrides, told) => {
    expect(expected(hours(overrides))).toBe(
      `wrong-schema restaurant_opening_hours.${told} is expected`,
    );
  });

  it('that grew by a column is read, and counted', () => {
    expect(noticesOf(hours({ season: 'summer' }))).toEqual([
      { cause: 'unknown-column', detail: 'restaurant_opening_hours.season' },
    ]);
  });
});

describe('a row of closures', () => {
  it('says from when to when', () => {
    const { rowId, fields } = onlyChangeOf('closure-row', closure({}));
    expect({ rowId, fields }).toEqual({
      rowId: 8,
      fields: {
        restaurantId: 1,
        closedFrom: at('20:00'),
        closedTo: at('23:00'),
        isDeleted: false,
      },
    });
  });

  it('that is deleted is remembered as deleted, by its key alone (I1)', () => {
    const translation = translating('restaurant_closures', { id: 8 }, { op: 'd' });
    expect(onlyChangeOf('closure-row', translation).fields).toEqual({ isDeleted: true });
  });

  it.each<[string, SampleRow, string]>([
    [
      'no beginning',
      { closed_from: null },
      'wrong-schema restaurant_closures.closed_from: a value',
    ],
    ['no end', { closed_to: null }, 'wrong-schema restaurant_closures.closed_to: a value'],
    ['no moment', { closed_to: 'late' }, 'wrong-schema restaurant_closures.closed_to: a date'],
    ['an absurd end', { closed_to: 0 }, 'absurd-moment a moment is not a date of the calendar'],
  ])('with %s is quarantined (I2)', (_, overrides, told) => {
    expect(expected(closure(overrides))).toMatch(new RegExp(`^${told}`));
  });

  it('that ends before it begins is kept as it is, and counted', () => {
    const backwards = closure({ closed_to: wallClockMicros('19:00') });
    expect(onlyChangeOf('closure-row', backwards).fields.closedTo).toEqual(at('19:00'));
    expect(noticesOf(backwards)).toEqual([
      { cause: 'times-out-of-order', detail: 'restaurant_closures' },
    ]);
  });
});
