import type { Channel } from '@ftgo/delayed-orders-domain';
import { usableEmailAddress } from '../email/email-address.js';
import { usablePhoneNumber } from '../sms/phone-number.js';

/**
 * To whom anything may be sent at all: everybody, nobody, or the listed domains, addresses and
 * phone numbers.
 */
export type AllowedRecipients = 'everybody' | 'nobody' | readonly string[];

const ENTRY = /^(([^\s<>@,]+@)?[a-z0-9-]+(\.[a-z0-9-]+)+|\+[1-9]\d{6,14})$/i;

/**
 * Reads `everybody`, `nobody`, or domains, addresses and numbers separated by commas.
 * @returns undefined when it is none of these.
 */
export function readAllowedRecipients(text: string): AllowedRecipients | undefined {
  if (text === 'everybody' || text === 'nobody') return text;
  const entries = text.split(',').map((entry) => entry.trim());
  return entries.every((entry) => ENTRY.test(entry)) ? entries : undefined;
}

/**
 * Keeps test systems from writing to real people. A list names domains (`ftgo.example`, without
 * their subdomains), whole addresses (letters count alike in either case) and numbers
 * (`+15105550100`). Systems are no people: a list says nothing of them, `nobody` stops them, too.
 */
export function mayReceive(allowed: AllowedRecipients, channel: Channel, address: string): boolean {
  if (allowed === 'everybody') return true;
  if (allowed === 'nobody') return false;
  if (channel === 'CASE' || channel === 'WEBHOOK') return true;
  // What is no address is refused by the sender, with its own cause.
  if (channel === 'SMS') {
    const number = usablePhoneNumber(address);
    return number === undefined || allowed.includes(number);
  }
  const usable = usableEmailAddress(address)?.toLowerCase();
  if (usable === undefined) return true;
  const domain = usable.slice(usable.lastIndexOf('@') + 1);
  return allowed.some((entry) => [usable, domain].includes(entry.toLowerCase()));
}
