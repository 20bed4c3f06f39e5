import type { Pgoutput } from 'pg-logical-replication';

/** What the server sends of its log, decoded; or that it could not be decoded. */
export type LogMessage = Pgoutput.Message | UnreadableMessage;

export interface UnreadableMessage {
  readonly tag: 'unreadable';
  readonly cause: unknown;
}
