import { createHmac } from 'node:crypto';
import type { Channel, SuppressionCause } from '@ftgo/delayed-orders-domain';
import type { Queryable } from '@ftgo/platform-postgres';

/** Why an address gets nothing more. */
export type AddressSuppression = Extract<SuppressionCause, 'OPTED_OUT' | 'BOUNCED' | 'COMPLAINED'>;

/**
 * The suppression list. It keeps no address (I8): only digests under a key, which say of an address
 * at hand whether it is on the list, and of none at hand nothing.
 */
export class PostgresSuppressedAddresses {
  /** @param key a secret, the same wherever the list is read; with another one the list is empty. */
  constructor(
    private readonly database: Queryable,
    private readonly key: string,
  ) {}

  async causeFor(channel: Channel, address: string): Promise<AddressSuppression | undefined> {
    const [row] = await this.database.query<{ cause: AddressSuppression }>(
      'select cause from suppressed_address where channel = $1 and digest = $2',
      [channel, this.digest(channel, address)],
    );
    return row?.cause;
  }

  /** Idempotent; who opted out stays so, whatever bounces later. */
  async suppress(channel: Channel, address: string, cause: AddressSuppression): Promise<void> {
    await this.database.query(
      `insert into suppressed_address as s (channel, digest, cause) values ($1, $2, $3)
       on conflict (channel, digest) do update set cause = excluded.cause
       where s.cause <> 'OPTED_OUT'`,
      [channel, this.digest(channel, address), cause],
    );
  }

  /** @returns false where it was not on the list. */
  async lift(channel: Channel, address: string): Promise<boolean> {
    const rows = await this.database.query(
      'delete from suppressed_address where channel = $1 and digest = $2 returning channel',
      [channel, this.digest(channel, address)],
    );
    return rows.length > 0;
  }

  private digest(channel: Channel, address: string): Buffer {
    return createHmac('sha256', this.key)
      .update(`${channel} ${plain(channel, address)}`)
      .digest();
  }
}

/** Two ways of writing the same address are one. */
function plain(channel: Channel, address: string): string {
  return channel === 'SMS' ? address.replace(/[^+\d]/g, '') : address.trim().toLowerCase();
}
