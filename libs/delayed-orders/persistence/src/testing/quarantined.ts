import type { QuarantinedMessage } from '../postgres-quarantine.js';

/** A message of the feed `events` whose type nobody knew; every id is another message. */
export function quarantinedMessage(
  messageId: string,
  overrides: Partial<QuarantinedMessage> = {},
): QuarantinedMessage {
  return {
    queue: 'replica-ingestion.events.v1',
    feed: 'events',
    routingKey: 'ftgo.order.eaten.v1',
    headers: { 'x-dish': 'Chicken Vindaloo' },
    messageId,
    cause: 'unknown-type',
    detail: 'no event of this type is in the catalogue',
    body: Buffer.from(`{"id":"${messageId}"}`),
    ...overrides,
  };
}
