import { translateEventData } from '../domain-events/translate-domain-event.js';
import type { ReadLocalTime } from '../instant.js';
import type { JsonObject } from '../json.js';
import { isJsonObject, parseJson } from '../json.js';
import { translateTramEvent } from '../tram/translate-tram-event.js';
import type { Translation } from '../translation.js';
import { misunderstood } from '../translation.js';
import { unwrapped } from './schema-wrapper.js';

/** Headers of a message as AMQP carries them. */
export type MessageHeaders = JsonObject;

/** Topics of Debezium's outbox event router; the aggregate's type comes behind. */
const OUTBOX_TOPIC = 'outbox.event.';

/** True for what Debezium's outbox event router sends: a payload whose type stands in a header. */
export const isOutboxEvent = (headers: MessageHeaders, routingKey: string): boolean =>
  'eventType' in headers || routingKey.startsWith(OUTBOX_TOPIC);

/**
 * An event of the monolith's own outbox table, routed by Debezium's `EventRouter` (contract 4.3):
 * the body is the payload alone, its type and the aggregate's id stand in headers
 * (`table.fields.additional.placement=type:header:eventType,aggregateid:header:aggregateId`).
 * The type may be one of our catalogue or one of FTGO's own.
 */
export function translateOutboxEvent(
  body: unknown,
  headers: MessageHeaders,
  readLocalTime: ReadLocalTime,
): Translation {
  const type = headerText(headers, 'eventType');
  if (type === undefined) return misunderstood('wrong-schema', 'eventType: a header is expected');
  const { payload: routed } = unwrapped(body);
  const payload = typeof routed === 'string' ? parseJson(routed) : routed;
  if (payload === undefined) return misunderstood('not-json', 'the payload is no JSON');
  if (type.startsWith('ftgo.')) return translateEventData(type, payload, undefined, readLocalTime);
  return translateTramEvent(
    {
      type,
      aggregateId: headerText(headers, 'aggregateId'),
      id: headerText(headers, 'id'),
      date: undefined,
      payload,
    },
    readLocalTime,
  );
}

const utf8 = new TextDecoder();

/**
 * A header's text. Debezium writes it as text, as bytes or as JSON, and that with its schema
 * around it (`debezium.format.header=json`).
 */
function headerText(headers: MessageHeaders, name: string): string | undefined {
  const header = headers[name];
  const value = header instanceof Uint8Array ? utf8.decode(header) : header;
  const json = typeof value === 'string' && /^["{]/.test(value) ? parseJson(value) : value;
  const inner = isJsonObject(json) ? json['payload'] : json;
  return typeof inner === 'string' || typeof inner === 'number' ? String(inner) : undefined;
}
