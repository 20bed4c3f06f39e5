import fc from 'fast-check';
import { formatInstant, parseInstant } from './instant.js';

describe('parseInstant', () => {
  it.each([
    ['2026-10-03T18:40:00Z', '2026-10-03T18:40:00.000Z'],
    ['2026-10-03T18:40Z', '2026-10-03T18:40:00.000Z'],
    ['2026-10-04T03:40:00+09:00', '2026-10-03T18:40:00.000Z'],
    ['2026-10-03T11:40:00.25-07:00', '2026-10-03T18:40:00.250Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ])('reads %s', (text, instant) => {
    expect(parseInstant(text)?.toISOString()).toBe(instant);
  });

  it.each([
    '',
    'tomorrow',
    '2026-10-03',
    '2026-10-03T18:40:00',
    '2026-10-03 18:40:00Z',
    '2026-13-03T18:40:00Z',
    '2026-02-29T18:40:00Z',
    '2026-10-03T24:00:00Z',
    '2026-10-03T18:60:00Z',
    '2026-10-03T18:40:00+0900',
    '2026-10-03T18:40:00+15:00',
    '1791139200',
  ])('refuses %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});

describe('formatInstant', () => {
  it('writes nothing for no instant, and no milliseconds where there are none', () => {
    expect(formatInstant(undefined)).toBe('');
    expect(formatInstant(new Date('2026-10-03T18:40:00Z'))).toBe('2026-10-03T18:40:00Z');
  });

  it('writes what parseInstant reads back', () => {
    const years = { min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z') };
    fc.assert(
      fc.property(fc.date({ ...years, noInvalidDate: true }), (instant) => {
        expect(parseInstant(formatInstant(instant))).toEqual(instant);
      }),
    );
  });
});
