import type { Locale, Notice, OfferNotice } from '@ftgo/delayed-orders-domain';

import { amount } from './amount.js';
import { displayName, greetingName } from './display-name.js';
import { LocalTimes } from './local-times.js';
import { en } from './texts/en.js';
import { ko } from './texts/ko.js';
import type { NoticeFacts, NoticeKind, NoticeTexts, Passage } from './texts/notice-texts.js';

const TEXTS: Readonly<Record<Locale, NoticeTexts>> = { en, ko };

/** An offer, ready to be laid out. */
export interface OfferSection {
  readonly heading: string;
  readonly body: string;
  readonly button: string;
  /** Absent when the link is not a web address. */
  readonly link?: string | undefined;
  readonly code: string;
  readonly terms: string;
}

/** A notice in words, in the order of reading; still without any layout. */
export interface NoticeMessage {
  readonly locale: Locale;
  readonly subject: string;
  readonly heading: string;
  readonly greeting?: string | undefined;
  readonly paragraphs: readonly string[];
  readonly offer?: OfferSection | undefined;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly footer: string;
}

/** Puts a notice into words; total: strange names, zones and currencies are made harmless. */
export function noticeMessage(notice: Notice): NoticeMessage {
  const texts = TEXTS[notice.locale];
  const times = new LocalTimes(notice.locale, notice.timeZone);
  const facts: NoticeFacts = {
    orderId: notice.orderId,
    restaurant: displayName(notice.restaurantName) ?? texts.unnamedRestaurant,
    promised: notice.promisedAt && times.clock(notice.promisedAt),
    expected: notice.expected && times.range(notice.expected),
  };
  return notice.audience === 'CUSTOMER'
    ? forCustomer(notice, texts, times, facts)
    : forCustomerService(notice, texts, times, facts);
}

function forCustomer(
  notice: Notice,
  texts: NoticeTexts,
  times: LocalTimes,
  facts: NoticeFacts,
): NoticeMessage {
  const { labels, customer } = texts;
  return {
    ...words(notice, customer.passages[kindOf(notice)], facts),
    greeting: customer.greeting(greetingName(notice.firstName)),
    offer: notice.offer && offerSection(notice.offer, notice.locale, texts, times),
    facts: present([
      [labels.order, String(notice.orderId)],
      [labels.restaurant, facts.restaurant],
      [labels.promised, notice.promisedAt && times.dayAndClock(notice.promisedAt)],
      [labels.expected, expectedNow(notice, texts, facts)],
    ]),
    footer: customer.footer(notice.orderId),
  };
}

/** Facts only, and never the offer's link: it would accept in the customer's name. */
function forCustomerService(
  notice: Notice,
  texts: NoticeTexts,
  times: LocalTimes,
  facts: NoticeFacts,
): NoticeMessage {
  const { labels, customerService } = texts;
  return {
    ...words(notice, customerService.passages[kindOf(notice)], facts),
    facts: present([
      [labels.order, String(notice.orderId)],
      [labels.restaurant, facts.restaurant],
      [labels.condition, notice.condition],
      [labels.reason, notice.reason],
      [labels.promised, notice.promisedAt && times.dayAndClock(notice.promisedAt)],
      [labels.expected, expectedNow(notice, texts, facts)],
      [labels.minutesLate, notice.minutesLate?.toFixed(0)],
      [labels.customer, told(notice, texts)],
      [labels.offer, offered(notice, texts, times)],
      [labels.timeZone, times.zone],
    ]),
    footer: customerService.footer,
  };
}

function words(notice: Notice, passage: Passage, facts: NoticeFacts) {
  return {
    locale: notice.locale,
    subject: passage.subject(facts),
    heading: passage.heading,
    paragraphs: passage.paragraphs(facts),
  };
}

function kindOf({ condition, reason }: Notice): NoticeKind {
  if (condition === 'UNDELIVERABLE') {
    return reason === 'CANCELLED_BY_RESTAURANT' ? 'cancelled' : 'closesFirst';
  }
  return condition === 'AT_RISK' ? 'atRisk' : 'late';
}

function expectedNow(
  { condition }: Notice,
  texts: NoticeTexts,
  { expected }: NoticeFacts,
): string | undefined {
  return condition === 'UNDELIVERABLE' ? undefined : expected && texts.range(expected);
}

function told({ customerIsTold }: Notice, { customerService }: NoticeTexts): string | undefined {
  if (customerIsTold === undefined) {
    return undefined;
  }
  return customerIsTold ? customerService.customerIsTold : customerService.customerIsNotTold;
}

function offered(
  { offer, locale }: Notice,
  { customerService }: NoticeTexts,
  times: LocalTimes,
): string {
  if (offer === undefined) {
    return customerService.noOffer;
  }
  return customerService.offer(
    amount(offer.amountCents, offer.currency, locale),
    displayName(offer.code) ?? '-',
    times.dayAndClock(offer.expiresAt),
  );
}

function offerSection(
  offer: OfferNotice,
  locale: Locale,
  { customer }: NoticeTexts,
  times: LocalTimes,
): OfferSection {
  return {
    heading: customer.offer.heading,
    body: customer.offer.body(amount(offer.amountCents, offer.currency, locale)),
    button: customer.offer.button,
    link: webAddress(offer.link),
    code: customer.offer.code(displayName(offer.code) ?? '-'),
    terms: customer.offer.terms(times.dayAndClock(offer.expiresAt)),
  };
}

/** Anything but http and https has no place behind a button. */
function webAddress(link: string): string | undefined {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : undefined;
}

function present(
  facts: readonly (readonly [string, string | undefined])[],
): readonly (readonly [string, string])[] {
  return facts.filter((fact): fact is readonly [string, string] => fact[1] !== undefined);
}
