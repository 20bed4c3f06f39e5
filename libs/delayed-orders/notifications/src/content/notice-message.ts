import type { Locale, Notice, OfferNotice } from '@ftgo/delayed-orders-domain';
import { amount } from './amount.js';
import { displayName, greetingName } from './display-name.js';
import { incidentMessage } from './incident-message.js';
import { LocalTimes } from './local-times.js';
import { Messages } from './messages/messages.js';
import type { NoticeFacts } from './notice-facts.js';
import { noticeFacts } from './notice-facts.js';
import type { NoticeTopic } from './notice-kind.js';
import { kindOf, topicOf } from './notice-kind.js';
import { webAddress } from './web-address.js';

/** Something to look up: its name and what it is. */
export type Fact = readonly [label: string, value: string];

/** Each has a template of its own. */
export type Layout = NoticeTopic | 'customerService';

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
  readonly layout: Layout;
  readonly subject: string;
  readonly heading: string;
  readonly greeting?: string | undefined;
  readonly paragraphs: readonly string[];
  readonly offer?: OfferSection | undefined;
  readonly facts: readonly Fact[];
  /** The new expected time, which the customer looks for first. */
  readonly expected?: Fact | undefined;
  readonly footer: string;
}

/** What each part of a message is made with. */
export interface Wording {
  readonly messages: Messages;
  readonly times: LocalTimes;
  readonly facts: NoticeFacts;
}

/** Puts a notice into words; total: strange names, zones and currencies are made harmless. */
export function noticeMessage(notice: Notice): NoticeMessage {
  const messages = new Messages(notice.locale);
  const times = new LocalTimes(notice.locale, notice.timeZone);
  const wording = { messages, times, facts: noticeFacts(notice, times, messages) };
  if (notice.audience === 'CUSTOMER') return forCustomer(notice, wording);
  return notice.incident === undefined
    ? forCustomerService(notice, wording)
    : incidentMessage(notice.incident, notice.locale, wording);
}

function forCustomer(notice: Notice, wording: Wording): NoticeMessage {
  const { messages, times, facts } = wording;
  const name = greetingName(notice.firstName);
  return {
    ...customerWords(notice, wording),
    greeting: messages.say('customer.greeting', {
      isNamed: name === undefined ? 'no' : 'yes',
      name: name ?? '',
    }),
    offer: notice.offer && offerSection(notice.offer, notice.locale, wording),
    facts: present([
      [messages.say('label.order'), facts.orderId],
      [messages.say('label.restaurant'), facts.restaurant],
      [messages.say('label.promised'), notice.promisedAt && times.dayAndClock(notice.promisedAt)],
    ]),
    expected: present([[messages.say('label.expected'), expectedNow(notice, wording)]])[0],
    footer: messages.say('customer.footer', facts),
  };
}

/** Most of what can't be delivered shares its heading, and all of it what follows. */
function customerWords(
  notice: Notice,
  { messages, facts }: Wording,
): Pick<NoticeMessage, 'locale' | 'layout' | 'subject' | 'heading' | 'paragraphs'> {
  const kind = kindOf(notice);
  const topic = topicOf(kind);
  const title = kind === 'cancelled' ? kind : topic;
  return {
    locale: notice.locale,
    layout: topic,
    subject: messages.say(`customer.${title}.subject`, facts),
    heading: messages.say(`customer.${title}.heading`, facts),
    paragraphs: [
      messages.say(`customer.${kind}.what`, facts),
      messages.say(`customer.${topic}.next`, facts),
    ],
  };
}

/** Facts only, and never the offer's link: it would accept in the customer's name. */
function forCustomerService(notice: Notice, wording: Wording): NoticeMessage {
  const { messages, times, facts } = wording;
  const kind = kindOf(notice);
  const what = messages.say(`service.${kind}.brief`);
  return {
    locale: notice.locale,
    layout: 'customerService',
    subject: messages.say('service.subject', { ...facts, what }),
    heading: messages.say(`service.${kind}.heading`),
    paragraphs: [messages.say(`service.${kind}.what`)],
    facts: present([
      [messages.say('label.order'), facts.orderId],
      [messages.say('label.restaurant'), facts.restaurant],
      [messages.say('label.condition'), notice.condition],
      [messages.say('label.reason'), notice.reason],
      [messages.say('label.promised'), notice.promisedAt && times.dayAndClock(notice.promisedAt)],
      [messages.say('label.expected'), expectedNow(notice, wording)],
      [messages.say('label.minutesLate'), notice.minutesLate?.toFixed(0)],
      [messages.say('label.customer'), told(notice, messages)],
      [messages.say('label.offer'), offered(notice, wording)],
      [messages.say('label.timeZone'), times.zone],
    ]),
    footer: messages.say('service.footer'),
  };
}

function expectedNow({ condition }: Notice, { messages, facts }: Wording): string | undefined {
  const isUnknown = condition === 'UNDELIVERABLE' || facts.expected === 'none';
  return isUnknown ? undefined : messages.say('range', facts);
}

function told({ customerIsTold }: Notice, messages: Messages): string | undefined {
  if (customerIsTold === undefined) return undefined;
  return messages.say(customerIsTold ? 'service.customerIsTold' : 'service.customerIsNotTold');
}

function offered({ offer, locale }: Notice, { messages, times }: Wording): string {
  if (offer === undefined) return messages.say('service.noOffer');
  return messages.say('service.offer', {
    amount: amount(offer.amountCents, offer.currency, locale),
    code: displayName(offer.code) ?? '-',
    until: times.dayAndClock(offer.expiresAt),
  });
}

function offerSection(
  offer: OfferNotice,
  locale: Locale,
  { messages, times }: Wording,
): OfferSection {
  return {
    heading: messages.say('offer.heading'),
    body: messages.say('offer.body', { amount: amount(offer.amountCents, offer.currency, locale) }),
    button: messages.say('offer.button'),
    link: webAddress(offer.link),
    code: messages.say('offer.code', { code: displayName(offer.code) ?? '-' }),
    terms: messages.say('offer.terms', { until: times.dayAndClock(offer.expiresAt) }),
  };
}

function present(facts: readonly (readonly [string, string | undefined])[]): readonly Fact[] {
  return facts.filter((fact): fact is Fact => fact[1] !== undefined);
}
