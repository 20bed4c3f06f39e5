import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What a link says; whoever changes one of these breaks the signature. */
export interface SignedOffer {
  readonly orderId: number;
  readonly offerId: string;
  readonly amountCents: number;
  readonly expiresAt: Date;
}

const TOKEN = /^(?<body>[A-Za-z0-9_-]{1,200})\.(?<signature>[A-Za-z0-9_-]{43})$/;

/** Signs and reads offer links: HMAC-SHA-256 over ids, amount, expiry and the key's name. */
export class OfferLinks {
  private readonly keyName: string;

  /** @param options.key a secret of at least 32 characters, the same where links are read. */
  constructor(private readonly options: { readonly publicUrl: string; readonly key: string }) {
    // A name, so that a link signed with a retired key is told apart; it reveals nothing of it.
    this.keyName = createHash('sha256').update(options.key).digest('hex').slice(0, 8);
  }

  /** The address that a customer opens; the same offer always has the same. */
  linkTo(offer: SignedOffer): string {
    return `${this.options.publicUrl.replace(/\/+$/, '')}/offers/${this.tokenFor(offer)}`;
  }

  /** The last part of the link. */
  tokenFor({ orderId, offerId, amountCents, expiresAt }: SignedOffer): string {
    const parts = [this.keyName, orderId, offerId, amountCents, expiresAt.getTime()];
    const body = Buffer.from(parts.join(' ')).toString('base64url');
    return `${body}.${this.sign(body)}`;
  }

  /** @returns undefined for anything that was not signed with this key; takes constant time. */
  read(token: string): SignedOffer | undefined {
    const { body, signature } = TOKEN.exec(token)?.groups ?? {};
    if (body === undefined || signature === undefined) return undefined;
    const isOurs = timingSafeEqual(Buffer.from(signature), Buffer.from(this.sign(body)));
    if (!isOurs) return undefined;
    const [keyName, orderId, offerId = '', amount, expiry] = Buffer.from(body, 'base64url')
      .toString()
      .split(' ');
    if (keyName !== this.keyName) return undefined;
    return {
      orderId: Number(orderId),
      offerId,
      amountCents: Number(amount),
      expiresAt: new Date(Number(expiry)),
    };
  }

  private sign(body: string): string {
    return createHmac('sha256', this.options.key).update(body).digest('base64url');
  }
}
