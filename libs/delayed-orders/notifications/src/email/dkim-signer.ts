import { createPrivateKey, type KeyObject } from 'node:crypto';
import { buffer } from 'node:stream/consumers';

import DKIM from 'nodemailer/lib/dkim';

import { plainDomain } from './email-address.js';

/** What a receiver needs in order to see that a mail is ours; the public half is in the DNS. */
export interface DkimKey {
  /** In whose name is signed; should be that of the From header, or receivers set it at naught. */
  readonly domain: string;
  /** `selector._domainkey.domain` is where the public key is found. */
  readonly selector: string;
  /** RSA, PEM. */
  readonly privateKey: string;
}

/** RFC 8301: a shorter key is no signature at all. */
const LEAST_BITS = 1_024;

/** A header that is not in the message is passed over; one that is signed cannot be changed unseen. */
const SIGNED_HEADERS = [
  ...['From', 'Sender', 'Reply-To', 'To', 'Cc', 'Subject', 'Date', 'Message-ID'],
  ...['MIME-Version', 'Content-Type', 'Content-Transfer-Encoding', 'Auto-Submitted'],
  ...['In-Reply-To', 'References', 'List-Unsubscribe', 'List-Unsubscribe-Post'],
].join(':');

/** Signs whole messages, before they are handed to a relay. */
export class DkimSigner {
  private readonly signer: DKIM;

  /** @throws TypeError when the key is none that can sign; the message does not repeat it. */
  constructor({ domain, selector, privateKey }: DkimKey) {
    if (plainDomain(domain) === undefined) {
      throw new TypeError('the domain of the DKIM key must be a domain name such as ftgo.example');
    }
    if (!/^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/i.test(selector)) {
      throw new TypeError('the selector of the DKIM key must be a name such as orders-2026');
    }
    if (!isSigningKey(privateKey)) {
      throw new TypeError(`the DKIM key must be an RSA key in PEM of at least ${LEAST_BITS} bits`);
    }
    this.signer = new DKIM({
      domainName: domain,
      keySelector: selector,
      privateKey,
      headerFieldNames: SIGNED_HEADERS,
    });
  }

  /** @throws Error when the message could not be signed: none goes out unsigned by mistake. */
  async sign(message: Buffer): Promise<Buffer> {
    const signed = await buffer(this.signer.sign(message));
    // The library sends on without a signature what it could not sign.
    if (!signed.subarray(0, 15).equals(Buffer.from('DKIM-Signature:'))) {
      throw new Error('the message could not be signed');
    }
    return signed;
  }
}

/** Whether a PEM is a private key that can make DKIM signatures. */
export function isSigningKey(pem: string): boolean {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    return false;
  }
  const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  return key.asymmetricKeyType === 'rsa' && modulusLength >= LEAST_BITS;
}
