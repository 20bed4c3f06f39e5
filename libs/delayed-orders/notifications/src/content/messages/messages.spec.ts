import { LOCALES } from '@ftgo/delayed-orders-domain';
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import {
  isArgumentElement,
  isPluralElement,
  isSelectElement,
  parse,
} from '@formatjs/icu-messageformat-parser';
import type { MessageKey } from './messages.js';
import { CATALOGUES, Messages } from './messages.js';

const KEYS = Object.keys(CATALOGUES.en) as MessageKey[];

/** The arguments of a message, wherever in it they stand. */
function argumentsOf(elements: readonly MessageFormatElement[]): Set<string> {
  return new Set(
    elements.flatMap((element) => {
      if (isArgumentElement(element)) return [element.value];
      if (!isSelectElement(element) && !isPluralElement(element)) return [];
      const inner = Object.values(element.options).flatMap(({ value }) => [...argumentsOf(value)]);
      return [element.value, ...inner];
    }),
  );
}

const argumentNames = (key: MessageKey, locale: (typeof LOCALES)[number]): string[] =>
  [...argumentsOf(parse(CATALOGUES[locale][key], { ignoreTag: true }))].sort();

describe('the catalogues of messages', () => {
  it('have the same messages in every language', () => {
    for (const locale of LOCALES) expect(Object.keys(CATALOGUES[locale])).toEqual(KEYS);
  });

  it.each(KEYS)('speak of the same things in %s', (key) => {
    expect(argumentNames(key, 'ko')).toEqual(argumentNames(key, 'en'));
  });

  it('say nothing worn, and apologise once at most', () => {
    for (const key of KEYS) {
      expect(CATALOGUES.en[key]).not.toMatch(/inconvenien|do better|apolog/i);
      expect(CATALOGUES.en[key].match(/sorry/g)?.length ?? 0).toBeLessThanOrEqual(1);
    }
  });
});

describe('Messages', () => {
  it('forms the plural of its language', () => {
    const said = (count: number) =>
      new Messages('en').say('incident.heading', { place: 'Ajanta', count });
    expect(said(1)).toBe('1 order in trouble at Ajanta');
    expect(said(1_200)).toBe('1,200 orders in trouble at Ajanta');
  });

  it('reads nothing in what it is given: not as a message, not as markup', () => {
    const restaurant = "{{7*7}}{minutes}<b>'{'</b>#";
    const subject = new Messages('en').say('customer.late.subject', { restaurant });
    expect(subject).toBe(`Your order from ${restaurant} is late`);
  });

  it('says at once that a value is missing', () => {
    expect(() => new Messages('en').say('customer.late.subject')).toThrow('restaurant');
  });
});
