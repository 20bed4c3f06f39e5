import { DEFAULT_SMTP_TIMEOUTS, smtpTimeouts } from './smtp-server-options.js';

describe('the timeouts of an attempt', () => {
  it('are the usual ones where nothing is given', () => {
    expect(smtpTimeouts()).toEqual(DEFAULT_SMTP_TIMEOUTS);
  });

  it('allow no part to be silent for longer than the relay may be', () => {
    const { connectionMs, greetingMs } = smtpTimeouts({ socketMs: 400 });
    expect([connectionMs, greetingMs]).toEqual([400, 400]);
  });

  it('do not let the greeting take longer because a relay may think for long', () => {
    expect(smtpTimeouts({ socketMs: 60_000 })).toEqual({
      ...DEFAULT_SMTP_TIMEOUTS,
      socketMs: 60_000,
    });
  });

  it('are what is given, each by itself', () => {
    expect(smtpTimeouts({ socketMs: 500, greetingMs: 900 }).greetingMs).toBe(900);
  });
});
