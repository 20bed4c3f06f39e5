import fc from 'fast-check';
import { timeOfDay } from './time-of-day.js';

const MS = 'io.debezium.time.Time';
const CONNECT = 'org.apache.kafka.connect.data.Time';
const MICROS = 'io.debezium.time.MicroTime';
const NANOS = 'io.debezium.time.NanoTime';

const textOf = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');

describe('timeOfDay reads', () => {
  it.each<[string, unknown, string | undefined, string]>([
    ['microseconds by default', 39_600_000_000, undefined, '11:00'],
    ['microseconds by type', 81_000_000_000, MICROS, '22:30'],
    ['milliseconds by type', 39_600_000, MS, '11:00'],
    ["milliseconds by Connect's own type", 39_600_000, CONNECT, '11:00'],
    ['milliseconds by size', 39_600_000, undefined, '11:00'],
    ['nanoseconds by type', 39_600_000_000_000, NANOS, '11:00'],
    ['00:01 in microseconds, which is 16:40 in milliseconds', 60_000_000, undefined, '00:01'],
    ['the same by type', 60_000_000, MS, '16:40'],
    ['midnight', 0, undefined, '00:00'],
    ['24:00 in microseconds as the next midnight', 86_400_000_000, undefined, '00:00'],
    ['24:00 in milliseconds as the next midnight', 86_400_000, MS, '00:00'],
    ['24:00 as text as the next midnight', '24:00:00', undefined, '00:00'],
    ['the last second of the day without its seconds', 86_399_000_000, undefined, '23:59'],
    ['text', '22:30', undefined, '22:30'],
    ['text with seconds', '22:30:00', undefined, '22:30'],
    ['text with a fraction', '22:30:00.000000', undefined, '22:30'],
    ['text with Z', '22:30:00Z', 'io.debezium.time.IsoTime', '22:30'],
  ])('%s', (_, value, type, expected) => expect(timeOfDay(value, type)).toBe(expected));

  it('every minute of the day in each unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_439 }), (minutes) => {
        const ways: [unknown, string | undefined][] = [
          [minutes * 60_000, MS],
          [minutes * 60_000_000, MICROS],
          [minutes * 60_000_000, undefined],
          [minutes * 60_000_000_000, NANOS],
          [`${textOf(minutes)}:00`, undefined],
        ];
        expect(new Set(ways.map(([value, type]) => timeOfDay(value, type)))).toEqual(
          new Set([textOf(minutes)]),
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('timeOfDay refuses', () => {
  it.each<[string, unknown, string | undefined]>([
    ['25:00', '25:00', undefined],
    ['24:01', '24:01', undefined],
    ['minute 60', '11:60', undefined],
    ["MySQL's longest time", '838:59:59', undefined],
    ['a negative time', -60_000_000, undefined],
    ['a negative text', '-11:00', undefined],
    ['more than a day', 90_000_000_000, undefined],
    ['microseconds where milliseconds are told', 39_600_000_000, MS],
    ['nanoseconds that nothing tells of', 39_600_000_000_000, undefined],
    ['a time with an offset', '11:00:00+02', undefined],
    ['half a text', '11', undefined],
    ['no number', NaN, undefined],
    ['an infinite number', Infinity, undefined],
    ['a yes', true, undefined],
    ['an object', { hour: 11 }, undefined],
    ['nothing', undefined, undefined],
  ])('%s', (_, value, type) => expect(timeOfDay(value, type)).toBeUndefined());
});
