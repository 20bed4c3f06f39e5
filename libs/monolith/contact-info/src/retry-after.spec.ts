import { retryAfterMs } from './retry-after.js';

const now = Date.parse('2026-10-04T02:30:00Z');

describe('retryAfterMs', () => {
  it('reads seconds', () => {
    expect(retryAfterMs('3', now)).toBe(3_000);
    expect(retryAfterMs(' 120 ', now)).toBe(120_000);
  });

  it('reads a date', () => {
    expect(retryAfterMs('Sun, 04 Oct 2026 02:30:10 GMT', now)).toBe(10_000);
  });

  it('waits at most five minutes', () => {
    expect(retryAfterMs('86400', now)).toBe(300_000);
    expect(retryAfterMs('9'.repeat(400), now)).toBe(300_000);
    expect(retryAfterMs('Mon, 04 Oct 2027 02:30:00 GMT', now)).toBe(300_000);
  });

  it('does not wait for nothing, nonsense or the past', () => {
    for (const header of [null, '', '0', '-5', 'soon', 'Sat, 03 Oct 2026 02:30:00 GMT']) {
      expect(retryAfterMs(header, now)).toBeUndefined();
    }
  });
});
