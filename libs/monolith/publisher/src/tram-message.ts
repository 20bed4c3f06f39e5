import type { OutgoingMessage } from '@ftgo/platform-outbox';

/** An event in FTGO's own words. */
export interface TramEvent {
  readonly channel: string;
  /** Class name with its package. */
  readonly type: string;
  readonly aggregateId: string;
  readonly partitionKey: number;
  readonly payload: object;
}

const ORDER_CHANNEL = 'net.chrisrichardson.ftgo.orderservice.domain.Order';

/**
 * An event as Eventuate's CDC sends it to RabbitMQ (contract 3.1): the payload is JSON within
 * JSON, all that describes it stands in headers inside of the body, and the fanout exchange is
 * the channel.
 */
export function toTramMessage(event: TramEvent, at: Date, messageId: string): OutgoingMessage {
  const { channel, type, aggregateId, partitionKey, payload } = event;
  const partition = String(partitionKey);
  const body = {
    payload: JSON.stringify(payload),
    headers: {
      ID: tramId(at, messageId),
      DESTINATION: channel,
      PARTITION_ID: partition,
      DATE: at.toUTCString(),
      'event-type': type,
      'event-aggregate-type': channel,
      'event-aggregate-id': aggregateId,
    },
  };
  return {
    partitionKey,
    messageId,
    exchange: channel,
    routingKey: partition,
    body,
    headers: { key: partition },
  };
}

/** A sign of life on the order channel; FTGO has none of its own. */
export const heartbeatTramEvent = (data: { readonly sentAt: string }): TramEvent => ({
  channel: ORDER_CHANNEL,
  type: 'net.chrisrichardson.ftgo.orderservice.api.events.FeedHeartbeat',
  aggregateId: 'feed',
  partitionKey: 0,
  payload: data,
});

/** Sixteen hexadecimal digits of epoch milliseconds, and sixteen that make it unique. */
function tramId(at: Date, messageId: string): string {
  const unique = messageId.replaceAll('-', '').slice(0, 16);
  return `${at.getTime().toString(16).padStart(16, '0')}-${unique}`;
}
