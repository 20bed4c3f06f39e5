import type { Locale } from '@ftgo/delayed-orders-domain';
import { IntlMessageFormat } from 'intl-messageformat';
import { en } from './en.js';
import { ko } from './ko.js';

/** Names one message of a catalogue. */
export type MessageKey = keyof typeof en;

/** What a message speaks of. Texts are put in as they are: nothing in them is read as a message. */
export type MessageValues = Readonly<Record<string, string | number>>;

/** What is said, by language. */
export const CATALOGUES: Readonly<Record<Locale, Readonly<Record<MessageKey, string>>>> = {
  en,
  ko,
};

const LANGUAGES: Readonly<Record<Locale, string>> = { en: 'en-US', ko: 'ko-KR' };

/** Says what is to be said in one language, by ICU messages; each is parsed once. */
export class Messages {
  private static readonly parsed = new Map<string, IntlMessageFormat>();

  constructor(private readonly locale: Locale) {}

  /** @throws Error when a message lacks a value: a fault of ours, which the specs would find. */
  say(key: MessageKey, values: MessageValues = {}): string {
    return String(this.message(key).format(values));
  }

  private message(key: MessageKey): IntlMessageFormat {
    const name = `${this.locale} ${key}`;
    const known = Messages.parsed.get(name);
    if (known !== undefined) return known;
    const text = CATALOGUES[this.locale][key];
    // No tags: what looks like markup is text, and is escaped by the page.
    const message = new IntlMessageFormat(text, LANGUAGES[this.locale], undefined, {
      ignoreTag: true,
    });
    Messages.parsed.set(name, message);
    return message;
  }
}
