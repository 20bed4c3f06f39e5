import type { Notice } from '@ftgo/delayed-orders-domain';
import { displayName } from './display-name.js';
import type { LocalTimes } from './local-times.js';
import type { Messages } from './messages/messages.js';

/** What the sentences speak of, as values of messages: local times, names made harmless. */
export interface NoticeFacts extends Readonly<Record<string, string>> {
  readonly orderId: string;
  readonly restaurant: string;
  /** Whether there is a promise, and for when. */
  readonly promise: 'known' | 'unknown';
  readonly promised: string;
  /** How the expected time is told, and its ends. */
  readonly expected: 'range' | 'about' | 'none';
  readonly from: string;
  readonly to: string;
}

/** Total: strange names and zones are made harmless. */
export function noticeFacts(
  { orderId, restaurantName, promisedAt, expected }: Notice,
  times: LocalTimes,
  messages: Messages,
): NoticeFacts {
  const range = expected && times.range(expected);
  return {
    orderId: String(orderId),
    restaurant: displayName(restaurantName) ?? messages.say('restaurant.unnamed'),
    promise: promisedAt === undefined ? 'unknown' : 'known',
    promised: promisedAt === undefined ? '' : times.clock(promisedAt),
    expected: range === undefined ? 'none' : range.from === range.to ? 'about' : 'range',
    from: range?.from ?? '',
    to: range?.to ?? '',
  };
}
