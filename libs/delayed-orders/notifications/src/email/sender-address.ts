import { displayName } from '../content/display-name.js';
import { usableEmailAddress } from './email-address.js';

/** Who a message is from. */
export interface SenderAddress {
  readonly name: string;
  readonly address: string;
}

/**
 * Reads `no-reply@ftgo.example` or `FTGO <no-reply@ftgo.example>`.
 * @throws TypeError when it is neither; the message does not repeat it.
 */
export function senderAddress(text: string): SenderAddress {
  const [, name = '', inBrackets] = /^([^<>"]*)<([^<>]*)>$/.exec(text.trim()) ?? [];
  const address = usableEmailAddress(inBrackets ?? text.trim());
  if (address === undefined) {
    throw new TypeError('from must be an address such as FTGO <no-reply@ftgo.example>');
  }
  return { name: displayName(name) ?? '', address };
}
