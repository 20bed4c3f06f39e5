import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Checks who calls our receipts and replies: the SMS provider signs the address that it calls and
 * the form's fields, sorted by name, with HMAC-SHA-1 under the account's token (its own choice of
 * digest; a keyed one is not broken by collisions).
 */
export class SmsSignature {
  constructor(private readonly token: string) {}

  /** Takes constant time for signatures of the right length. */
  isGood(url: string, fields: Readonly<Record<string, string>>, signature: string): boolean {
    const expected = Buffer.from(this.sign(url, fields));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  /** What the provider sends as `x-twilio-signature`. */
  sign(url: string, fields: Readonly<Record<string, string>>): string {
    const names = Object.keys(fields).sort();
    const text = url + names.map((name) => name + (fields[name] ?? '')).join('');
    return createHmac('sha1', this.token).update(text).digest('base64');
  }
}
