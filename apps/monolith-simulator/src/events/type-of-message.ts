import type { PublishedMessage } from '@ftgo/platform-rabbitmq';
import type { FeedEventType } from '@ftgo/monolith-contracts';

const HEARTBEAT: FeedEventType = 'ftgo.feed.heartbeat.v1';
const TRAM_HEARTBEAT = /\.FeedHeartbeat$/;

/**
 * The type by which a message is counted and spared: the catalogue's, which is the routing key. A
 * Tram message has its partition there, and only its signs of life need telling apart. Pure.
 */
export function typeOfMessage({ routingKey, body }: PublishedMessage): string {
  const headers = 'headers' in body ? body.headers : undefined;
  const isTram = typeof headers === 'object' && headers !== null && 'event-type' in headers;
  return isTram && TRAM_HEARTBEAT.test(String(headers['event-type'])) ? HEARTBEAT : routingKey;
}
