import type { Notice } from '@ftgo/delayed-orders-domain';
import { amount } from './amount.js';
import { LocalTimes } from './local-times.js';
import { Messages } from './messages/messages.js';
import { noticeFacts } from './notice-facts.js';
import { kindOf } from './notice-kind.js';
import { webAddress } from './web-address.js';

const LONGEST_NAME = 40;

/**
 * The SMS of a notice in its language: what happened, when the meal is expected, what happens next,
 * the offer's link if there is one, and how to opt out. Pure and total. Without a link, and with an
 * ordinary name, English fits into two parts of GSM-7 and Korean into two of UCS-2.
 */
export function smsText(notice: Notice): string {
  const messages = new Messages(notice.locale);
  const facts = noticeFacts(notice, new LocalTimes(notice.locale, notice.timeZone), messages);
  // No ellipsis: it would make the whole message UCS-2.
  const restaurant = [...facts.restaurant].slice(0, LONGEST_NAME).join('').trimEnd();
  const isExpected = notice.condition !== 'UNDELIVERABLE' && facts.expected !== 'none';
  const sentences = [
    messages.say(`sms.${kindOf(notice)}`, { ...facts, restaurant }),
    isExpected ? messages.say('sms.expected', facts) : undefined,
    offerSentence(notice, messages),
    messages.say('sms.optOut'),
  ];
  return sentences.filter((each) => each !== undefined).join(' ');
}

/** Never for customer service: the link would accept in the customer's name. */
function offerSentence(
  { audience, offer, locale }: Notice,
  messages: Messages,
): string | undefined {
  const link = offer && webAddress(offer.link);
  if (offer === undefined || link === undefined || audience !== 'CUSTOMER') return undefined;
  const { amountCents, currency } = offer;
  return messages.say('sms.offer', { amount: amount(amountCents, currency, locale), link });
}
