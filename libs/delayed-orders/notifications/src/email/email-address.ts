import { domainToASCII } from 'node:url';

const LOCAL_PART = /^[A-Za-z0-9!#$&'*+/=?^_{|}~-]+(?:\.[A-Za-z0-9!#$&'*+/=?^_{|}~-]+)*$/;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const MAX_LENGTH = 254;
const MAX_LOCAL_PART = 64;

/**
 * Reads one plain address, and refuses whatever mail software might read as something else: more
 * than one address, quotes, comments, spaces, controls, angle brackets, `%` and `` ` ``. An
 * internationalised domain comes back in its ASCII form, so that a look-alike shows as what it is.
 * @returns the address to put into the envelope, or undefined when it cannot be used.
 */
export function usableEmailAddress(text: string): string | undefined {
  if (text.length > MAX_LENGTH) {
    return undefined;
  }
  const [localPart = '', domain = '', ...more] = text.split('@');
  if (more.length > 0 || localPart.length > MAX_LOCAL_PART || !LOCAL_PART.test(localPart)) {
    return undefined;
  }
  const asciiDomain = plainDomain(domain);
  const address = `${localPart}@${asciiDomain ?? ''}`;
  return asciiDomain === undefined || address.length > MAX_LENGTH ? undefined : address;
}

/**
 * @returns the domain in ASCII and lower case, or undefined when it is not a domain name.
 */
export function plainDomain(text: string): string | undefined {
  // URL rules would decode escapes and take dots of other scripts; names have neither.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(text)) {
    return undefined;
  }
  const ascii = domainToASCII(text);
  return DOMAIN.test(ascii) && !isIpAddress(ascii) ? ascii : undefined;
}

/** URL rules read `1` as 0.0.0.1; no mail is addressed like that. */
function isIpAddress(domain: string): boolean {
  return /^[0-9.]+$/.test(domain);
}
