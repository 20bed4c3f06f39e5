import { mimeMessage } from './mime-message.js';
import { aLateNotice } from '../content/sample-notices.js';

const addressing = {
  from: { name: 'FTGO', address: 'no-reply@ftgo.example' },
  to: 'john@example.com',
  domain: 'ftgo.example',
  date: new Date('2026-10-04T02:42:00Z'),
};

describe('mimeMessage', () => {
  it('carries a plain part before the page, as readers prefer the last', async () => {
    const message = String(await mimeMessage(aLateNotice(), addressing));

    expect(message.indexOf('Content-Type: text/plain; charset=utf-8')).toBeGreaterThan(0);
    expect(message.indexOf('Content-Type: text/html; charset=utf-8')).toBeGreaterThan(
      message.indexOf('Content-Type: text/plain'),
    );
  });

  it('carries neither attachment nor tracker', async () => {
    const message = String(await mimeMessage(aLateNotice(), addressing));

    expect(message).not.toMatch(/Content-Disposition|X-Mailer|<img/i);
  });

  it('is not made when the headers would reach somebody else than the envelope', async () => {
    for (const to of ['a@b.example, c@d.example', 'a@b.example\r\nBcc: c@d.example']) {
      await expect(mimeMessage(aLateNotice(), { ...addressing, to })).rejects.toThrow(
        'the headers address somebody else than the envelope',
      );
    }
  });
});
