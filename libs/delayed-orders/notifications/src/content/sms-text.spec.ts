import { LOCALES, type Reason } from '@ftgo/delayed-orders-domain';
import { smsSize } from '../sms/segments.js';
import { smsText } from './sms-text.js';
import { aLateNotice, anAtRiskNotice, anOffer } from './sample-notices.js';

const REASONS: readonly Reason[] = [
  'CANCELLED_BY_RESTAURANT',
  'RESTAURANT_CLOSES_FIRST',
  'NOT_READY_BEFORE_CLOSING',
  'NO_COURIER_IN_TIME',
  'NEVER_ACCEPTED',
  'KITCHEN_STALLED',
];

describe('smsText', () => {
  it('says what happened, when the meal is expected, and how to opt out', () => {
    expect(smsText(aLateNotice())).toBe(
      'FTGO: your order from Ajanta is late and still open. Now expected 7:40 PM to 7:55 PM. Reply STOP to opt out.',
    );
    expect(smsText(aLateNotice({ locale: 'ko' }))).toBe(
      '[FTGO] Ajanta의 음식 배달이 늦어지고 있습니다. 오후 7:40~오후 7:55 도착 예상. 수신거부: STOP 회신',
    );
  });

  it('brings the offer with its link', () => {
    const text = smsText(anAtRiskNotice({ offer: anOffer() }));
    expect(text).toContain(`$5.00 credit for the delay: ${anOffer().link}`);
  });

  it("keeps the link from customer service: it would accept in the customer's name", () => {
    const notice = anAtRiskNotice({ offer: anOffer(), audience: 'CUSTOMER_SERVICE' });
    expect(smsText(notice)).not.toContain('https:');
  });

  it('says for each reason in words of its own why a meal will not come, and apologises once', () => {
    for (const locale of LOCALES) {
      const texts = REASONS.map((reason) =>
        smsText(anAtRiskNotice({ condition: 'UNDELIVERABLE', reason, locale })),
      );
      expect(new Set(texts).size).toBe(REASONS.length);
      for (const text of texts) expect(text.match(/sorry|죄송/g)).toHaveLength(1);
    }
  });

  it.each(REASONS.flatMap((reason) => LOCALES.map((locale) => [reason, locale] as const)))(
    'fits into two parts for %s in %s',
    (reason, locale) => {
      const notice = anAtRiskNotice({ condition: 'UNDELIVERABLE', reason, locale });
      const restaurantName = 'Ajanta Indian Restaurant of Oakland';
      const { encoding, segments } = smsSize(smsText({ ...notice, restaurantName }));
      expect(segments).toBeLessThanOrEqual(2);
      expect(encoding).toBe(locale === 'en' ? 'GSM-7' : 'UCS-2');
      expect(smsText(notice)).not.toMatch(/Now expected|도착 예상/);
    },
  );

  it('lets no name break out, grow or change the encoding of English', () => {
    const text = smsText(aLateNotice({ restaurantName: `Ajanta\r\n{{7*7}} ${'a'.repeat(9_000)}` }));
    expect(text).not.toMatch(/[\r\n]/);
    expect(text).toContain('{{7*7}}');
    expect(smsSize(text)).toMatchObject({ encoding: 'GSM-7', segments: 1 });
  });
});
