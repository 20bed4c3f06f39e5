import { LocalTimes } from './local-times.js';

const at = new Date('2026-10-04T02:30:00Z');

describe('LocalTimes', () => {
  it("writes the clock of the restaurant's zone", () => {
    expect(new LocalTimes('en', 'America/Los_Angeles').clock(at)).toBe('7:30 PM');
    expect(new LocalTimes('ko', 'Asia/Seoul').clock(at)).toBe('오전 11:30');
  });

  it('writes the day of the restaurant, which may be another than ours', () => {
    expect(new LocalTimes('en', 'America/Los_Angeles').dayAndClock(at)).toBe('Sat, Oct 3, 7:30 PM');
    expect(new LocalTimes('ko', 'Asia/Seoul').dayAndClock(at)).toBe('10월 4일 (일) 오전 11:30');
  });

  it('rounds an expected time outwards to five minutes', () => {
    const times = new LocalTimes('en', 'UTC');

    expect(
      times.range({
        from: new Date('2026-10-03T19:41:00Z'),
        to: new Date('2026-10-03T19:53:00Z'),
      }),
    ).toEqual({ from: '7:40 PM', to: '7:55 PM' });
  });

  it('reads a range whose ends were swapped', () => {
    const times = new LocalTimes('en', 'UTC');
    const [early, late] = [new Date('2026-10-03T23:50:00Z'), new Date('2026-10-04T00:10:00Z')];

    expect(times.range({ from: late, to: early })).toEqual(times.range({ from: early, to: late }));
  });

  it('stays right when the clocks change', () => {
    const times = new LocalTimes('en', 'America/Los_Angeles');

    expect(times.clock(new Date('2026-11-01T08:30:00Z'))).toBe('1:30 AM');
    expect(times.clock(new Date('2026-11-01T09:30:00Z'))).toBe('1:30 AM');
  });

  it('says UTC where the zone is unknown, instead of misleading', () => {
    const times = new LocalTimes('en', 'Mars/Olympus<b>');

    expect(times.zone).toBe('UTC');
    expect(times.clock(at)).toBe('2:30 AM UTC');
  });

  it.each([
    ['00:05', '12:05 AM', '오전 12:05'],
    ['09:30', '9:30 AM', '오전 9:30'],
    ['12:00', '12:00 PM', '오후 12:00'],
    ['23:59', '11:59 PM', '오후 11:59'],
  ])('tells %s by the twelve-hour clock of both languages', (time, english, korean) => {
    const at = new Date(`2026-10-03T${time}:00Z`);

    expect(new LocalTimes('en', 'UTC').clock(at)).toBe(english);
    expect(new LocalTimes('ko', 'UTC').clock(at)).toBe(korean);
  });
});
