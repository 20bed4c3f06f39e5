import { TEXT_FORM, withSessionSettings } from './session-settings.js';

const URL_OF_THE_MONOLITH = 'postgres://log_tailer:secret@db.ftgo.example:5433/ftgo';

const optionsOf = (url: string): string | null => new URL(url).searchParams.get('options');

describe('a session’s settings', () => {
  it('stand in the URL, beside everything that was in it', () => {
    const url = withSessionSettings(`${URL_OF_THE_MONOLITH}?sslmode=require`, { timezone: 'UTC' });
    expect(optionsOf(url)).toBe('-c timezone=UTC');
    expect(url).toContain('log_tailer:secret@db.ftgo.example:5433/ftgo?sslmode=require');
  });

  it('have the last word: what is published must not depend on a URL', () => {
    const given = `${URL_OF_THE_MONOLITH}?options=${encodeURIComponent('-c timezone=Asia/Seoul')}`;
    const url = withSessionSettings(given, { timezone: 'UTC' });
    expect(optionsOf(url)).toBe('-c timezone=Asia/Seoul -c timezone=UTC');
  });

  it('can be added one after the other', () => {
    const once = withSessionSettings(URL_OF_THE_MONOLITH, { datestyle: 'ISO' });
    const twice = withSessionSettings(once, { timezone: 'UTC' });
    expect(optionsOf(twice)).toBe('-c datestyle=ISO -c timezone=UTC');
  });

  it('fix how values are written, whatever the role or the database prefers', () => {
    const options = optionsOf(withSessionSettings(URL_OF_THE_MONOLITH, TEXT_FORM));
    expect(options).toContain('-c datestyle=ISO');
    expect(options).toContain('-c timezone=UTC');
    expect(options).toContain('-c client_encoding=UTF8');
  });
});
