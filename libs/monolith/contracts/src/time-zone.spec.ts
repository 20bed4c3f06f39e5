import { jest } from '@jest/globals';
import { isTimeZone, TimeZone } from './time-zone.js';

describe('TimeZone', () => {
  it.each(['America/Los_Angeles', 'Europe/Berlin', 'Asia/Kathmandu', 'UTC', 'Etc/GMT+5'])(
    'is %s',
    (zone) => {
      expect(isTimeZone(zone)).toBe(true);
      // Out of memory the second time.
      expect(TimeZone.safeParse(zone).success).toBe(true);
    },
  );

  it.each(['Mars/Olympus', '', '+05:30', '-08:00', '00:00', 'America/Los Angeles', '__proto__'])(
    'is not %j',
    (zone) => {
      expect(isTimeZone(zone)).toBe(false);
      expect(TimeZone.safeParse(zone).success).toBe(false);
    },
  );

  it('asks nobody about, and keeps nothing of, a text longer than any zone (I11)', () => {
    const asked = jest.spyOn(Intl, 'DateTimeFormat');
    expect(TimeZone.safeParse('x'.repeat(1024 * 1024)).success).toBe(false);
    expect(asked).not.toHaveBeenCalled();
    asked.mockRestore();
  });

  it('is still told from its neighbours after more zones than are kept in memory', () => {
    for (let each = 0; each < 1_100; each++) expect(isTimeZone(`Made/Up${each}`)).toBe(false);
    expect(isTimeZone('Pacific/Chatham')).toBe(true);
  });
});
