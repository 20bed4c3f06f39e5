import fc from 'fast-check';
import { quietUntil } from './quiet-hours.js';
import { at, minutesAfter } from './testing/index.js';

const NIGHT = { from: '22:00', to: '07:00' } as const;

describe('quietUntil', () => {
  it.each([
    ['21:59', undefined],
    ['22:00', '2026-10-04T07:00:00.000Z'],
    ['23:59', '2026-10-04T07:00:00.000Z'],
    ['00:00', '2026-10-03T07:00:00.000Z'],
    ['06:59', '2026-10-03T07:00:00.000Z'],
    ['07:00', undefined],
  ])('lets nobody be woken from 22:00 to 07:00: at %s until %s', (now, until) => {
    expect(quietUntil(NIGHT, 'UTC', at(now))?.toISOString()).toBe(until);
  });

  it('may lie within one day', () => {
    const siesta = { from: '13:00', to: '15:00' };
    expect(quietUntil(siesta, 'UTC', at('14:00'))).toEqual(at('15:00'));
    expect(quietUntil(siesta, 'UTC', at('15:00'))).toBeUndefined();
  });

  it('reads the clock of the restaurant', () => {
    expect(quietUntil(NIGHT, 'Asia/Seoul', at('14:00'))).toEqual(at('22:00'));
    expect(quietUntil(NIGHT, 'America/Los_Angeles', at('14:00'))).toBeUndefined();
  });

  it('is an hour longer in the night in which the clocks go back', () => {
    const evening = new Date('2026-10-24T21:00Z');
    const until = quietUntil(NIGHT, 'Europe/Berlin', evening);
    expect(until?.toISOString()).toBe('2026-10-25T06:00:00.000Z');
  });

  it('is never where it begins when it ends', () => {
    expect(quietUntil({ from: '00:00', to: '00:00' }, 'UTC', at('03:00'))).toBeUndefined();
  });

  it('ends after now, within a day, and is over then', () => {
    const time = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    const zone = fc.constantFrom('UTC', 'Asia/Seoul', 'America/Los_Angeles', 'Australia/Sydney');
    fc.assert(
      fc.property(time, time, zone, fc.nat(1_440 * 40), (from, to, timeZone, minutes) => {
        const now = minutesAfter(at('00:00'), minutes);
        const until = quietUntil({ from, to }, timeZone, now);
        if (until === undefined) return;
        expect(until.getTime()).toBeGreaterThan(now.getTime());
        expect(until.getTime()).toBeLessThan(minutesAfter(now, 25 * 60).getTime());
        expect(quietUntil({ from, to }, timeZone, until)).toBeUndefined();
      }),
    );
  });
});
