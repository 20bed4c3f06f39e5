import type { Notice } from '@ftgo/delayed-orders-domain';
import fc from 'fast-check';
import { displayName, greetingName } from '../content/display-name.js';
import { usableEmailAddress } from './email-address.js';
import { mimeMessage } from './mime-message.js';
import { renderNotice } from '../content/render-notice.js';
import { senderAddress } from './sender-address.js';
import {
  aCancelledNotice,
  aClosesFirstNotice,
  aLateNotice,
  anAtRiskNotice,
  anOffer,
} from '../content/sample-notices.js';

/** What attackers and broken systems put where a name belongs. */
const HOSTILE = [
  '{{7*7}}',
  '${7*7}',
  '<%= 7*7 %>',
  '#{7*7}',
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  '</title><style>*{display:none}</style>',
  '</td></tr></table><form action="https://evil.example">',
  '<!--',
  ']]>',
  "' onmouseover='alert(1)",
  '&lt;img&gt;&#x3C;img&#x3E;',
  'javascript:alert(1)',
  'Ajanta\r\nBcc: evil@evil.example',
  'Ajanta\n\n<html>',
  '\r\n.\r\nQUIT\r\n',
  '=?utf-8?B?PHNjcmlwdD4=?=',
  '\u202eatnajA\u202c',
  '\u2066\u2067\u2068Ajanta',
  'A\u0000j\u0007a\u001bnta\u009b31m',
  'Aj\ud83canta\udc00',
  'A\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307',
  '\u2028\u2029\u0085',
  '__proto__',
  'constructor',
  'toString',
  '%s %d %n',
  '../../etc/passwd',
  "'; drop table offer; --",
  '\\u003cimg\\u003e',
];

/** Any text, with something hostile or very long somewhere in it. */
const anyName = fc
  .tuple(
    fc.string({ unit: 'binary' }),
    fc.oneof(
      fc.constantFrom(...HOSTILE),
      fc.nat(10_000).map((n) => 'x'.repeat(n)),
    ),
    fc.string({ unit: 'grapheme' }),
  )
  .map((parts) => parts.join(''));

const kinds: readonly [string, (changes: Partial<Notice>) => Notice][] = [
  ['AT_RISK', (changes) => anAtRiskNotice({ offer: anOffer(), ...changes })],
  ['LATE', aLateNotice],
  ['UNDELIVERABLE, cancelled', aCancelledNotice],
  ['UNDELIVERABLE, closed', aClosesFirstNotice],
];
const audiences = ['CUSTOMER', 'CUSTOMER_SERVICE'] as const;
const locales = ['en', 'ko'] as const;

/** For a title: an override would turn the terminal around. */
const printable = (text: string): string =>
  JSON.stringify(text).replace(
    /[^ -~]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** Every tag of a page with its attributes: what a name could change by breaking out. */
const tagsOf = (page: string): string[] =>
  // The subject is the page's label, too; what follows its closing quote would show.
  (page.match(/<[a-z!/][^>]*>/gi) ?? []).map((tag) => tag.replace(/aria-label="[^"]*"/, 'label'));

const commentsOf = (page: string): number => page.split('<!--').length;

describe('I8: whatever a restaurant or a customer is called', () => {
  it.each(
    kinds.flatMap(([kind, make]) =>
      audiences.flatMap((audience) =>
        locales.map((locale) => [kind, audience, locale, make] as const),
      ),
    ),
  )('the page of %s to %s in %s always keeps its tags', (_kind, audience, locale, make) => {
    const harmless = tagsOf(renderNotice(make({ audience, locale })).html);
    fc.assert(
      fc.property(anyName, anyName, (restaurantName, firstName) => {
        const { html } = renderNotice(make({ audience, locale, restaurantName, firstName }));
        expect(tagsOf(html)).toEqual(harmless);
      }),
      { numRuns: 30 },
    );
  });

  it('the subject is always one line that can be read from left to right', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), anyName, ([, make], restaurantName) => {
        const { subject } = renderNotice(make({ restaurantName }));
        expect(subject).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
        expect(subject.trim()).toBe(subject);
        expect([...subject].length).toBeLessThanOrEqual(160);
      }),
    );
  });

  it('the text always has the lines that we wrote, and no more', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), anyName, anyName, ([, make], name, firstName) => {
        const lines = (notice: Notice): number => renderNotice(notice).text.split('\n').length;
        expect(lines(make({ restaurantName: name, firstName }))).toBe(lines(make({})));
      }),
    );
  });

  it.each(HOSTILE.map((name) => [printable(name), name]))(
    'nothing in %s is ever calculated or run',
    (_what, name = '') => {
      const { subject, text, html } = renderNotice(
        aLateNotice({ restaurantName: name, firstName: name, orderId: aLateNotice().orderId }),
      );
      expect(subject + text).not.toContain('49');
      expect(html).not.toMatch(/<script|<img|<form|onerror=alert\(1\)>/i);
      expect(commentsOf(html)).toBe(commentsOf(renderNotice(aLateNotice()).html));
    },
  );

  it('a message stays small, however long the name is', () => {
    const plain = renderNotice(aLateNotice()).html.length;
    const { html } = renderNotice(
      aLateNotice({ restaurantName: '<'.repeat(10_000), firstName: '&'.repeat(10_000) }),
    );
    expect(html.length).toBeLessThan(plain + 3_000);
  });

  it.each([
    ...['USD', 'KRW', '', 'XX', 'usd\r\nBcc: x', '<b>', '__proto__', '💶'].map((each) => [
      each,
      each,
    ]),
    ['ten thousand letters', 'x'.repeat(10_000)],
  ])('an amount in %j is written, whatever currency that is', (_what, currency = '') => {
    const offer = anOffer({ currency, code: '<img src=x onerror=alert(1)>' });
    const { subject, text, html } = renderNotice(anAtRiskNotice({ offer }));
    expect(text).toMatch(/500|5/);
    expect(subject + text).not.toMatch(/\r/);
    expect(html).not.toContain('<img');
    const usual = renderNotice(anAtRiskNotice({ offer: anOffer() })).html.length;
    expect(html.length).toBeLessThan(usual + 3_000);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    '//evil.example',
    'file:///etc/passwd',
    ' https://',
    'https://ftgo.example/" onclick="alert(1)',
    '',
  ])('no link %j can do more than lead to a page', (link) => {
    const { html } = renderNotice(anAtRiskNotice({ offer: anOffer({ link }) }));
    for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g)) {
      expect(href).toMatch(/^https?:\/\//);
    }
    expect(html).not.toMatch(/ onclick="/);
  });

  it.each([
    ...['', 'Nowhere/Ajanta', '<img>', '../UTC'].map((each) => [each, each]),
    ['of ten thousand letters', 'x'.repeat(10_000)],
  ])('a zone %j gives times in UTC that say so', (_what, timeZone = '') => {
    const { text, html } = renderNotice(aLateNotice({ timeZone }));
    expect(text).toContain('UTC');
    expect(html).not.toContain('<img>');
  });
});

describe('I8: a name for a subject or a greeting', () => {
  it('is always one short line without anything that cannot be seen, or it is none', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const shown = displayName(name);
        if (shown === undefined) return;
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/u);
        expect(shown.trim()).toBe(shown);
        expect([...shown].length).toBeLessThanOrEqual(80);
      }),
    );
  });

  it('is never taken for a greeting when it holds a digit, an address or markup', () => {
    fc.assert(
      fc.property(anyName, fc.constantFrom(...'0123456789@<>:/\\{}$%'), (name, sign) => {
        const shown = greetingName(`${name}${sign}`);
        expect(shown === undefined || !shown.includes(sign)).toBe(true);
      }),
    );
  });
});

describe('I8: whatever the monolith tells as an address', () => {
  const anyAddress = fc.oneof(
    anyName,
    fc.tuple(anyName, anyName).map((parts) => parts.join('@')),
    fc.emailAddress().map((address) => `${address}\r\nRCPT TO:<evil@evil.example>`),
    fc.emailAddress().map((address) => `${address},evil@evil.example`),
  );
  const addressing = {
    from: senderAddress('FTGO <no-reply@ftgo.example>'),
    domain: 'ftgo.example',
    date: new Date('2026-10-04T02:42:00Z'),
  };

  it('is one plain mailbox or is refused, and stays the same when it is read again', () => {
    fc.assert(
      fc.property(anyAddress, (text) => {
        const address = usableEmailAddress(text);
        if (address === undefined) return;
        expect(address).toMatch(/^[^\s<>"(),:;@[\]\\%`]+@[a-z0-9.-]+$/i);
        expect(usableEmailAddress(address)).toBe(address);
      }),
      { numRuns: 500 },
    );
  });

  it('never becomes a second header or a second recipient of the message itself', async () => {
    await fc.assert(
      fc.asyncProperty(anyAddress, anyName, async (to, restaurantName) => {
        const notice = aLateNotice({ restaurantName });
        const source = await mimeMessage(notice, { ...addressing, to }).then(
          (message) => message.toString(),
          () => undefined,
        );
        if (source === undefined) return;
        const [headers = ''] = source.split('\r\n\r\n');
        expect(headers).not.toMatch(/^(bcc|cc|reply-to|sender|subject: .*\n^subject):?/im);
        expect(headers.match(/^to:/gim)).toHaveLength(1);
        expect(headers.match(/^subject:/gim)).toHaveLength(1);
      }),
      { numRuns: 40 },
    );
  });
});
