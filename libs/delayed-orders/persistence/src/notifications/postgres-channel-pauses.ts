import type { Channel } from '@ftgo/delayed-orders-domain';
import type { Queryable } from '@ftgo/platform-postgres';

/** A channel by which nothing leaves. */
export interface ChannelPause {
  readonly channel: Channel;
  readonly note: string;
  readonly pausedBy: string;
  readonly pausedAt: Date;
}

/** What is paused, the longest first. */
export function pausedChannels(database: Queryable): Promise<ChannelPause[]> {
  return database.query<ChannelPause>(
    `select channel, note, paused_by as "pausedBy", paused_at as "pausedAt"
     from channel_pause order by paused_at`,
  );
}

export async function isPaused(database: Queryable, channel: Channel): Promise<boolean> {
  const rows = await database.query('select from channel_pause where channel = $1', [channel]);
  return rows.length > 0;
}

/** Idempotent: who paused it first, and why, stays. @returns false where it was paused already. */
export async function pauseChannel(
  transaction: Queryable,
  channel: Channel,
  { note, pausedBy }: Pick<ChannelPause, 'note' | 'pausedBy'>,
): Promise<boolean> {
  const rows = await transaction.query(
    `insert into channel_pause (channel, note, paused_by) values ($1, $2, $3)
     on conflict do nothing returning channel`,
    [channel, note, pausedBy],
  );
  return rows.length > 0;
}

/** @returns false where it was not paused. */
export async function resumeChannel(transaction: Queryable, channel: Channel): Promise<boolean> {
  const rows = await transaction.query(
    'delete from channel_pause where channel = $1 returning channel',
    [channel],
  );
  return rows.length > 0;
}
