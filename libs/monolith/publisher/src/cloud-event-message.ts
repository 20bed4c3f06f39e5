import { randomUUID } from 'node:crypto';
import type { OutgoingMessage } from '@ftgo/platform-outbox';

interface CatalogueEvent {
  readonly exchange: string;
  readonly type: string;
  readonly subject: string;
  readonly partitionKey: number;
  readonly at: Date;
  readonly data: object;
}

/** An event of our catalogue as a message: a CloudEvent with an id of its own. */
export function toCloudEvent(event: CatalogueEvent): OutgoingMessage {
  const { exchange, type, subject, partitionKey, at, data } = event;
  const id = randomUUID();
  return {
    partitionKey,
    messageId: id,
    exchange,
    routingKey: type,
    body: {
      specversion: '1.0',
      id,
      source: '/ftgo/monolith',
      type,
      subject,
      time: at.toISOString(),
      datacontenttype: 'application/json',
      data,
    },
  };
}
