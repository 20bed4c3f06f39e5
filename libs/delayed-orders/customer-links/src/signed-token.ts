import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const TOKEN = /^(?<body>[A-Za-z0-9_-]{1,200})\.(?<signature>[A-Za-z0-9_-]{43})$/;

/**
 * Signs and reads the tokens of links: HMAC-SHA-256 over words and the key's name. A token that was
 * signed for one purpose is none for another.
 */
export class SignedToken {
  private readonly keyName: string;

  /**
   * @param key a secret of at least 32 characters, the same where tokens are read.
   * @param purpose what the signature holds beside the words; none is a purpose, too.
   */
  constructor(
    private readonly key: string,
    private readonly purpose = '',
  ) {
    // A name, so that a link signed with a retired key is told apart; it reveals nothing of it.
    this.keyName = createHash('sha256').update(key).digest('hex').slice(0, 8);
  }

  /** @param words without spaces in them. The same words always make the same token. */
  of(words: readonly (string | number)[]): string {
    const body = Buffer.from([this.keyName, ...words].join(' ')).toString('base64url');
    return `${body}.${this.sign(body)}`;
  }

  /** @returns undefined for anything that was not signed with this key; takes constant time. */
  read(token: string): readonly string[] | undefined {
    const { body, signature } = TOKEN.exec(token)?.groups ?? {};
    if (body === undefined || signature === undefined) return undefined;
    const isOurs = timingSafeEqual(Buffer.from(signature), Buffer.from(this.sign(body)));
    if (!isOurs) return undefined;
    const [keyName, ...words] = Buffer.from(body, 'base64url').toString().split(' ');
    return keyName === this.keyName ? words : undefined;
  }

  private sign(body: string): string {
    return createHmac('sha256', this.key).update(`${this.purpose}${body}`).digest('base64url');
  }
}

/** A path below the public address of our API. */
export function addressOf(publicUrl: string, ...path: readonly string[]): string {
  return [publicUrl.replace(/\/+$/, ''), ...path].join('/');
}
