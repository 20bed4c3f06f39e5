import type { Notice } from '@ftgo/delayed-orders-domain';

import { renderNotice } from './render-notice.js';
import {
  aCancelledNotice,
  aClosesFirstNotice,
  aLateNotice,
  anAtRiskNotice,
  anOffer,
  anUndeliverableNotice,
  aRecoveredNotice,
} from './sample-notices.js';

const FORESEEN = [
  'NOT_READY_BEFORE_CLOSING',
  'NO_COURIER_IN_TIME',
  'NEVER_ACCEPTED',
  'KITCHEN_STALLED',
] as const;

const everyKind: readonly Notice[] = (['en', 'ko'] as const).flatMap((locale) =>
  (['CUSTOMER', 'CUSTOMER_SERVICE'] as const).flatMap((audience) => [
    anAtRiskNotice({ locale, audience }),
    anAtRiskNotice({ locale, audience, offer: anOffer() }),
    aLateNotice({ locale, audience }),
    aCancelledNotice({ locale, audience }),
    aClosesFirstNotice({ locale, audience }),
    aRecoveredNotice({ locale, audience }),
    ...FORESEEN.map((reason) => anUndeliverableNotice(reason, { locale, audience })),
  ]),
);

const hostileNames: readonly string[] = [
  '{{7*7}}<img onerror>',
  `{{constructor.constructor('return process')()}}`,
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  '${7*7}',
  'Ajanta\r\nBcc: evil@example.com',
  '\u202eatnajA',
  'x'.repeat(10_000),
  '',
];

describe('renderNotice', () => {
  it('names the restaurant in the subject, in the text and on the page of every notice', () => {
    for (const notice of everyKind) {
      const { subject, text, html } = renderNotice(notice);

      expect(subject).toContain('Ajanta');
      expect(text).toContain('Ajanta');
      expect(html).toContain('Ajanta');
    }
  });

  it('tells an expected time as a range of local times', () => {
    expect(renderNotice(anAtRiskNotice()).text).toContain('between 7:40 PM and 7:55 PM');
    expect(renderNotice(anAtRiskNotice({ locale: 'ko' })).text).toContain(
      '오후 7:40에서 오후 7:55 사이에',
    );
  });

  it('ends no line of a page within a time of day', () => {
    expect(renderNotice(anAtRiskNotice()).html).toContain('7:40&nbsp;PM and 7:55&nbsp;PM');
    expect(renderNotice(anAtRiskNotice({ locale: 'ko' })).html).toContain(
      '오후&nbsp;7:40에서 오후&nbsp;7:55 사이에',
    );
  });

  it('tells one time where both ends are the same', () => {
    const at = new Date('2026-10-04T02:45:00Z');

    const { text } = renderNotice(anAtRiskNotice({ expected: { from: at, to: at } }));

    expect(text).toContain('at about 7:45 PM');
  });

  it('shows an offer with amount, code, end and a link, in both parts', () => {
    const { text, html } = renderNotice(anAtRiskNotice({ offer: anOffer() }));

    for (const part of [text, html.replaceAll('&nbsp;', ' ')]) {
      expect(part).toContain('$5.00');
      expect(part).toContain('LATE-7KQ2');
      expect(part).toContain('Sat, Oct 10, 11:00 PM');
      expect(part).toContain(anOffer().link);
    }
  });

  it('shows no button for a link that is not a web address', () => {
    const offer = anOffer({ link: 'javascript:alert(1)' });

    const { text, html } = renderNotice(anAtRiskNotice({ offer }));

    expect(html).not.toContain('href');
    expect(text).not.toContain('javascript');
    expect(text).toContain('LATE-7KQ2');
  });

  it('hands customer service the facts, but neither name nor link of the customer', () => {
    const { text, html } = renderNotice(
      anAtRiskNotice({ audience: 'CUSTOMER_SERVICE', offer: anOffer(), customerIsTold: true }),
    );

    expect(text).toContain('Condition: AT_RISK\nReason: EXPECTED_LATE');
    expect(text).toContain('is being told by this service');
    expect(text).toContain('$5.00 credit, code LATE-7KQ2');
    expect(text).toContain('America/Los_Angeles');
    expect(text + html).not.toContain('John');
    expect(text + html).not.toContain(anOffer().link);
  });

  it('tells customer service when nobody tells the customer', () => {
    const notice = aLateNotice({ audience: 'CUSTOMER_SERVICE', customerIsTold: false });

    expect(renderNotice(notice).text).toContain('is not being told by this service');
    expect(renderNotice(notice).text).toContain('Minutes late when decided: 12');
  });

  it('apologises at most once, and never in a worn phrase', () => {
    for (const notice of everyKind) {
      const { text } = renderNotice(notice);

      expect((text.match(/sorry|apolog|죄송|사과/gi) ?? []).length).toBeLessThanOrEqual(1);
      expect(text).not.toMatch(/inconvenience|understanding|patience|불편|양해|감사/i);
    }
  });

  it('brings good news without an apology, and says when to expect the meal', () => {
    for (const locale of ['en', 'ko'] as const) {
      const { subject, text } = renderNotice(aRecoveredNotice({ locale }));

      expect(subject).toMatch(/on its way|배달 중/);
      expect(text).not.toMatch(/sorry|죄송/);
      expect(text).toMatch(/7:40/);
    }
  });

  it('says for each reason in words of its own why a meal will not come', () => {
    const reasons = ['RESTAURANT_CLOSES_FIRST', ...FORESEEN] as const;
    for (const audience of ['CUSTOMER', 'CUSTOMER_SERVICE'] as const) {
      const texts = reasons.map(
        (reason) => renderNotice(anUndeliverableNotice(reason, { audience })).text,
      );

      expect(new Set(texts).size).toBe(reasons.length);
    }
  });

  it('promises no betterment', () => {
    for (const notice of everyKind) {
      expect(renderNotice(notice).text).not.toMatch(
        /next time|improve|again soon|앞으로|개선|노력/i,
      );
    }
  });

  it('says the same in both parts', () => {
    for (const notice of everyKind) {
      const { text, html } = renderNotice(notice);
      const words = (part: string): string[] => part.match(/[\p{L}\p{N}]+/gu) ?? [];
      const onThePage = new Set(words(html));

      expect(words(text).filter((word) => !onThePage.has(word))).toEqual([]);
    }
  });

  it('loads nothing: no image, no script, no style sheet, no font', () => {
    for (const notice of everyKind) {
      expect(renderNotice(notice).html).not.toMatch(
        /<img|<script|<link|<iframe|url\(|@import|src=/i,
      );
    }
  });

  it('declares its language and both colour schemes', () => {
    for (const notice of everyKind) {
      const { html } = renderNotice(notice);

      expect(html).toContain(`<html lang="${notice.locale}"`);
      expect(html).toMatch(/<meta name="color-scheme" content="light dark" ?\/?>/);
      expect(html).toContain('@media (prefers-color-scheme: dark)');
    }
  });

  it('takes no harm from any name of a restaurant or a customer', () => {
    for (const name of hostileNames) {
      for (const kind of everyKind) {
        const { subject, text, html } = renderNotice({
          ...kind,
          restaurantName: name,
          firstName: name,
        });

        expect(subject).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
        expect([...subject].length).toBeLessThanOrEqual(140);
        expect(html).not.toMatch(/<img|<script|\u202e/i);
        expect(text).not.toMatch(/\u202e|\r/);
        expect(text.split('\n').some((line) => line.startsWith('Bcc:'))).toBe(false);
        expect(html.length).toBeLessThan(renderNotice(kind).html.length + 3_000);
      }
    }
  });

  it('shows braces of templates as what they are', () => {
    const { subject, text, html } = renderNotice(
      anAtRiskNotice({ restaurantName: '{{7*7}}<img onerror>' }),
    );

    expect(subject).toBe('Your order from {{7*7}}<img onerror> will probably be late');
    expect(text).toContain('{{7*7}}<img onerror>');
    expect(html).toContain('{{7*7}}&lt;img onerror&gt;');
  });

  it('writes without promise, estimate, name, restaurant and zone', () => {
    for (const kind of everyKind) {
      const { text, html } = renderNotice({
        ...kind,
        promisedAt: undefined,
        expected: undefined,
        firstName: undefined,
        restaurantName: ' ',
        timeZone: 'Nowhere',
      });

      expect(text + html).not.toMatch(/undefined|null|NaN|Invalid/);
    }
  });

  it('gives the same message for the same notice', () => {
    expect(renderNotice(aLateNotice())).toEqual(renderNotice(aLateNotice()));
  });
});
