/** Longest name that a message shows, in Unicode characters. */
const MAX_CHARACTERS = 80;

/** More than enough for any name; the patterns below never see the rest of a 10 MB one. */
const MAX_INPUT = 2_000;

/**
 * Makes a name from outside fit for a subject, a sentence and a page: one line, no control or
 * invisible formatting characters (so no bidi overrides), no towers of accents, at most 80
 * characters. Does not escape HTML; the html tag does.
 * @returns undefined when nothing that can be read is left.
 */
export function displayName(name: string): string | undefined {
  const cleaned = name
    .slice(0, MAX_INPUT)
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cf}\p{Co}\p{Cn}\uFFFC\uFFFD]/gu, '')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .trim();
  return cleaned === '' ? undefined : clip(cleaned);
}

/**
 * A first name to greet with. Stricter than displayName: a "name" with digits, addresses or links
 * in it would turn our mail into somebody's advertisement.
 * @returns undefined when it is better to greet without a name.
 */
export function greetingName(name: string | undefined): string | undefined {
  const shown = name === undefined ? undefined : displayName(name);
  const isName = /^[\p{L}\p{M}]+(?:(?:\. |[ '’\-])[\p{L}\p{M}]+)*\.?$/u;
  return shown !== undefined && isName.test(shown) ? shown : undefined;
}

function clip(text: string): string {
  const characters = [...text];
  return characters.length <= MAX_CHARACTERS
    ? text
    : `${characters
        .slice(0, MAX_CHARACTERS - 1)
        .join('')
        .trimEnd()}…`;
}
