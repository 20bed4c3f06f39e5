import type { IncidentNotice, IncidentOrder, Locale } from '@ftgo/delayed-orders-domain';
import { displayName } from './display-name.js';
import type { LocalTimes } from './local-times.js';
import type { Messages } from './messages/messages.js';
import type { NoticeMessage, Wording } from './notice-message.js';

/** A longer list is read by nobody; the rest is in getDelayedOrders(). */
const MOST_LISTED = 100;

/** Many orders of one kitchen or area as one message: a line each, the worst first. */
export function incidentMessage(
  { scope, name, orders }: IncidentNotice,
  locale: Locale,
  { messages, times }: Wording,
): NoticeMessage {
  const place = displayName(name) ?? messages.say('restaurant.unnamed');
  const count = orders.length;
  const lines = orders.slice(0, MOST_LISTED).map((order) => {
    const line = lineOf(order, messages, times);
    const restaurant = scope === 'AREA' ? displayName(order.restaurantName) : undefined;
    const text = restaurant === undefined ? line : `${restaurant}: ${line}`;
    return [String(order.orderId), text] as const;
  });
  const left = count - lines.length;
  const rest = left > 0 ? [['…', messages.say('incident.more', { count: left })] as const] : [];
  return {
    locale,
    layout: 'customerService',
    subject: messages.say('incident.subject', { place, count }),
    heading: messages.say('incident.heading', { place, count }),
    paragraphs: [messages.say('incident.what', { scope }), messages.say('incident.next')],
    facts: [...lines, ...rest, [messages.say('label.timeZone'), times.zone]],
    footer: messages.say('service.footer'),
  };
}

function lineOf(
  { condition, promisedAt, minutesLate }: IncidentOrder,
  messages: Messages,
  times: LocalTimes,
): string {
  return messages.say('incident.order', {
    condition,
    minutes: minutesLate ?? -1,
    promise: promisedAt === undefined ? 'unknown' : 'known',
    promised: promisedAt === undefined ? '' : times.clock(promisedAt),
  });
}
