import type { Feed, FeedMessage } from '../read-message.js';

const utf8 = new TextEncoder();

/** A message as it comes off a queue; a text is taken as it is, anything else as JSON. */
export function feedMessage(
  feed: Feed,
  body: unknown,
  { routingKey = '', headers = {} }: Partial<Omit<FeedMessage, 'feed' | 'body'>> = {},
): FeedMessage {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { feed, body: utf8.encode(text), routingKey, headers };
}
