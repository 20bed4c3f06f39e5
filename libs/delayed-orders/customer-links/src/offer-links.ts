import { addressOf, SignedToken } from './signed-token.js';

/** What a link says; whoever changes one of these breaks the signature. */
export interface SignedOffer {
  readonly orderId: number;
  readonly offerId: string;
  readonly amountCents: number;
  readonly expiresAt: Date;
}

/** Where links lead, and what they are signed with. */
export interface LinkOptions {
  readonly publicUrl: string;
  /** A secret of at least 32 characters, the same where links are read. */
  readonly key: string;
}

/** Signs and reads offer links: ids, amount and expiry. */
export class OfferLinks {
  private readonly tokens: SignedToken;

  constructor(private readonly options: LinkOptions) {
    this.tokens = new SignedToken(options.key);
  }

  /** The address that a customer opens; the same offer always has the same. */
  linkTo(offer: SignedOffer): string {
    return addressOf(this.options.publicUrl, 'offers', this.tokenFor(offer));
  }

  /** The last part of the link. */
  tokenFor({ orderId, offerId, amountCents, expiresAt }: SignedOffer): string {
    return this.tokens.of([orderId, offerId, amountCents, expiresAt.getTime()]);
  }

  /** @returns undefined for anything that was not signed with this key; takes constant time. */
  read(token: string): SignedOffer | undefined {
    const words = this.tokens.read(token);
    if (words === undefined) return undefined;
    const [orderId, offerId = '', amount, expiry] = words;
    return {
      orderId: Number(orderId),
      offerId,
      amountCents: Number(amount),
      expiresAt: new Date(Number(expiry)),
    };
  }
}
