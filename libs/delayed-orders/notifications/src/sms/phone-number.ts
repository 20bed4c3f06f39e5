const E164 = /^\+[1-9]\d{6,14}$/;

/**
 * The number in the one form that providers take (E.164), or undefined. Only what people write
 * between the digits is dropped; nothing is guessed, no country is added.
 */
export function usablePhoneNumber(text: string): string | undefined {
  const number = text.trim().replace(/[ ().-]/g, '');
  return E164.test(number) ? number : undefined;
}
