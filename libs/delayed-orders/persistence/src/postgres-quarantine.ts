import { createHash } from 'node:crypto';
import type { Queryable } from '@ftgo/platform-postgres';

/** A message that could not be understood. */
export interface QuarantinedMessage {
  readonly queue: string;
  /** The feed that it came on, such as `events`; by it a replay knows how to read it. */
  readonly feed: string;
  readonly routingKey?: string | undefined;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  readonly messageId: string | undefined;
  readonly cause: string;
  /** Names and rules, never values of the message. */
  readonly detail: string;
  readonly body: Buffer;
}

const LARGEST_KEPT_BYTES = 1024 * 1024;

/** Keeps what could not be understood, with its cause, until somebody looks (I2). */
export class PostgresQuarantine {
  constructor(private readonly database: Queryable) {}

  /** Idempotent: the same message again is counted, not stored twice. */
  async keep(message: QuarantinedMessage): Promise<void> {
    const { queue, messageId, cause, detail, body } = message;
    const { feed, routingKey = '', headers = {} } = message;
    const sha256 = createHash('sha256').update(body).digest('hex');
    await this.database.query(
      `insert into quarantined_message as q
         (message_key, queue, cause, detail, body_size, body_sha256, body, feed, routing_key, headers)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (message_key) do update set times = q.times + 1, cause = excluded.cause,
         detail = excluded.detail, state = 'QUARANTINED', settled_at = null, settled_by = null`,
      [
        // PostgreSQL's text knows no NUL, and what is kept here is what nobody has checked.
        `${queue}:${withoutNul(messageId?.slice(0, 200) ?? '')}:${sha256}`,
        queue,
        cause,
        detail.slice(0, 2_000),
        body.byteLength,
        sha256,
        body.byteLength > LARGEST_KEPT_BYTES ? null : body,
        feed,
        withoutNul(routingKey).slice(0, 255),
        withoutNul(JSON.stringify(headers)),
      ],
    );
  }
}

/** As a character, and as JSON writes it. */
const withoutNul = (text: string): string => text.replaceAll('\0', '').replaceAll('\\u0000', '');
