const QUOTED_ADDRESS = /"(?:\\.|[^"\\\r\n]){1,200}\\?"@[^\s<>"(),;:]*/g;
const WORD = /[^\s<>"(),;:]+/g;
/** A local part and an at-sign, also half of an address; `node_modules/@nestjs/core` is none. */
const AT = /[^'/]'*@|\/@(?![\w.~-]+\/)|.%40/;
const INSIDE_QUOTES = /[^'](?:.*[^'])?/;

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
/** What looks like a phone number or a part of one, and what an operator cannot do without. */
const KEPT = new RegExp(
  [
    // The mail server's reply code and enhanced status (RFC 3463): 550 5.1.1
    /(?<![\d.+])(?:[245]\d\d[ -])?[245]\.\d{1,3}\.\d{1,3}(?![\d.-])/.source,
    `(?<![\\d.+])${OCTET}(?:\\.${OCTET}){3}(?![\\d.])`,
    /(?<![\d-])[12]\d{3}-[01]\d-[0-3]\d(?![\d-])(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)?/.source,
    /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/.source,
    // Ids of traces and spans.
    /(?=\d*[a-f])(?<![0-9a-f])[0-9a-f]{16,32}(?![0-9a-f])/.source,
  ]
    .map((each) => `(?:${each})`)
    .join('|'),
  'gi',
);
const NUMBER = /\+?\d(?:[\s().\-\u2010-\u2015]*\d)+/g;

/**
 * Takes everything out of a text that looks like an e-mail address or a phone number (I8).
 * Status codes, server addresses, instants, UUIDs and short plain integers stay. When in doubt
 * it is taken out: a number of nine digits is a phone number. Repetition is harmless.
 */
export function scrub(text: string): string {
  return betweenKept(scrubAddresses(text), (part) => part.replace(NUMBER, hidePhone));
}

/** As {@link scrub}, for what is known to be an id: its digits stay. */
export function scrubAddresses(text: string): string {
  return text.replace(QUOTED_ADDRESS, '[address]').replace(WORD, hideAddress);
}

const hideAddress = (word: string): string =>
  AT.test(word) ? word.replace(INSIDE_QUOTES, '[address]') : word;

function hidePhone(text: string): string {
  const digits = text.replace(/\D/g, '').length;
  const isDecimal = /^\d+\.\d+$/.test(text) && !/^\d{3}\.\d{4}$/.test(text);
  const isPhone = digits >= 9 || (digits >= 7 && /\D/.test(text) && !isDecimal);
  return isPhone ? '[number]' : text;
}

/** Changes what stands around the kept parts, so that no number can begin or end in one. */
function betweenKept(text: string, change: (part: string) => string): string {
  let [changed, from] = ['', 0];
  for (const { 0: kept, index } of text.matchAll(KEPT)) {
    changed += change(text.slice(from, index)) + kept;
    from = index + kept.length;
  }
  return changed + change(text.slice(from));
}
