import type { LinkOptions } from './offer-links.js';
import { addressOf, SignedToken } from './signed-token.js';

/** Who wants to hear nothing more by which channel. */
export interface SignedOptOut {
  readonly consumerId: number;
  readonly channel: string;
}

/** Signs and reads the links by which customers opt out; they never expire. */
export class OptOutLinks {
  private readonly tokens: SignedToken;

  constructor(private readonly options: LinkOptions) {
    this.tokens = new SignedToken(options.key, 'opt-out.');
  }

  /** The address for `List-Unsubscribe`; the same customer and channel always have the same. */
  linkTo({ consumerId, channel }: SignedOptOut): string {
    const token = this.tokens.of([consumerId, channel]);
    return addressOf(this.options.publicUrl, 'opt-outs', token);
  }

  /** @returns undefined for anything that was not signed for this with this key. */
  read(token: string): SignedOptOut | undefined {
    const words = this.tokens.read(token);
    if (words === undefined) return undefined;
    const [consumerId, channel = ''] = words;
    return { consumerId: Number(consumerId), channel };
  }
}
