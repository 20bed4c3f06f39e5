import type { Queryable } from '@ftgo/platform-postgres';

/** A message to be sent once the transaction that wrote it has been committed (I4). */
export interface OutgoingMessage {
  readonly partitionKey: number;
  /** A UUID; becomes the AMQP message id, by which receivers recognise a repetition. */
  readonly messageId: string;
  readonly exchange: string;
  readonly routingKey: string;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Writes messages into the outbox, in the caller's transaction; the same one twice does nothing. */
export async function enqueue(
  transaction: Queryable,
  messages: readonly OutgoingMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  await transaction.query(
    `insert into outbox (partition_key, message_id, exchange, routing_key, body, headers)
     select m."partitionKey", m."messageId", m.exchange, m."routingKey", m.body, coalesce(m.headers, '{}')
     from jsonb_to_recordset($1) as m("partitionKey" bigint, "messageId" uuid, exchange text,
       "routingKey" text, body jsonb, headers jsonb)
     on conflict do nothing`,
    [JSON.stringify(messages)],
  );
}
