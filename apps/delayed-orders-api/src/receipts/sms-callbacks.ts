import type { SmsSignature } from '@ftgo/delayed-orders-notifications';
import { z } from 'zod';

const Fields = z.record(z.string().max(100), z.string().max(4_000));

/** Calls of the SMS provider: a form, signed together with the address that was called. */
export class SmsCallbacks {
  constructor(
    private readonly publicUrl: string,
    private readonly signature: SmsSignature,
  ) {}

  /**
   * The fields of a call to `path` below our public address.
   * @returns undefined when it was not signed by the provider.
   */
  fieldsOf(
    path: string,
    body: unknown,
    signature: string | undefined,
  ): Readonly<Record<string, string>> | undefined {
    const fields = Fields.safeParse(body);
    if (!fields.success || signature === undefined) return undefined;
    const url = `${this.publicUrl.replace(/\/+$/, '')}/${path}`;
    return this.signature.isGood(url, fields.data, signature) ? fields.data : undefined;
  }
}
