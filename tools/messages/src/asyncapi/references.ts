import type { JsonObject } from '../json.js';

/** References within an AsyncAPI document; a key with `/` or `~` would have to be escaped, and none has. */
export const toChannel = (key: string): JsonObject => ({ $ref: `#/channels/${key}` });

export const toMessage = (key: string): JsonObject => ({ $ref: `#/components/messages/${key}` });

/** A message as one of a channel's, which is what an operation names. */
export const toMessageOf = (channel: string, key: string): JsonObject => ({
  $ref: `#/channels/${channel}/messages/${key}`,
});
