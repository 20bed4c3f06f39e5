import type { DelayedOrder, Freshness, Order, Restaurant } from '@ftgo/delayed-orders-domain';
import { closingAfter, hasEnded, isOpenAt } from '@ftgo/delayed-orders-domain';
import type { KnownOffer, KnownOrder } from '@ftgo/delayed-orders-persistence';
import { reasonText } from './decision-words.js';
import { labelled } from './lines.js';
import type { TellTime } from './order-times.js';

/** How the order stands at the instant at which it was looked up. */
export function standingText(known: KnownOrder, freshness: Freshness, tell: TellTime): string {
  const { due, decider, offer } = known;
  const { order, delayed, shadow, restaurant } = due;
  const { live, shadow: watching, now } = decider;
  return [
    labelled('state', [`${order.state ?? 'not known'} in the monolith, version ${order.version}`]),
    labelled('heard', heardLines(order, tell)),
    labelled('promised', [promiseText(order, delayed, tell)]),
    labelled('condition', [conditionText(delayed, tell)]),
    labelled('policy', [`version ${live.version}`]),
    watching === undefined
      ? ''
      : labelled('in shadow', [
          `${conditionText(shadow, tell)}; policy version ${watching.version}`,
        ]),
    labelled('restaurant', [restaurantText(restaurant, now, tell)]),
    labelled('next look', [nextLookText(known, freshness, tell)]),
    offer === undefined ? '' : labelled('offer', [offerText(offer, tell)]),
  ].join('');
}

function heardLines(order: Order, tell: TellTime): string[] {
  const events: readonly (readonly [string, Date | undefined])[] = [
    ['placed', order.createdAt],
    ['accepted', order.acceptedAt],
    ['preparing', order.preparingAt],
    ['ready', order.readyAt],
    ['picked up', order.pickedUpAt],
    ['delivered', order.deliveredAt],
    [`cancelled by the ${order.cancelledBy?.toLowerCase() ?? 'monolith'}`, order.cancelledAt],
    ['deleted', order.deletedAt],
  ];
  return events.flatMap(([what, at]) => (at === undefined ? [] : [`${what} ${tell(at)}`]));
}

function promiseText(
  { promisedAt }: Order,
  delayed: DelayedOrder | undefined,
  tell: TellTime,
): string {
  if (promisedAt === undefined) return 'nothing: it can be neither late nor at risk';
  const isNew = delayed !== undefined && delayed.promisedAt?.getTime() !== promisedAt.getTime();
  return `for ${tell(promisedAt)}${isNew ? ', which is newer than the last decision' : ''}`;
}

function conditionText(delayed: DelayedOrder | undefined, tell: TellTime): string {
  if (delayed === undefined) return 'ON_TIME, and never was otherwise';
  const { condition, since, reason, endedAt } = delayed;
  const because = reason === undefined ? '' : `, because ${reasonText(reason)}`;
  const ended = endedAt === undefined ? '' : `; ended ${tell(endedAt)}`;
  return `${condition} since ${tell(since)}${because}${ended}`;
}

function restaurantText(restaurant: Restaurant | undefined, now: Date, tell: TellTime): string {
  if (restaurant === undefined) return 'nothing is known of it';
  const { openingHours: hours, version } = restaurant;
  if (hours === undefined) return `version ${version}; its hours are not known, so it never closes`;
  const closesAt = closingAfter(hours, now);
  if (!isOpenAt(hours, now)) return `version ${version}; closed now`;
  return `version ${version}; open, ${closesAt === undefined ? 'never closes' : `closes ${tell(closesAt)}`}`;
}

function nextLookText(
  { dueAt, due, decider }: KnownOrder,
  { isStale, staleFeeds }: Freshness,
  tell: TellTime,
): string {
  if (dueAt === undefined) {
    return hasEnded(due.order) ? 'never: it has ended' : 'only when something is heard of it';
  }
  if (dueAt > decider.now) return `${tell(dueAt)}, or as soon as something is heard of it`;
  return isStale
    ? `is due since ${tell(dueAt)}, but decisions wait for the feed ${staleFeeds.join(', ')}: ops feeds`
    : `is due since ${tell(dueAt)}: by the next scanner that comes by`;
}

function offerText(offer: KnownOffer, tell: TellTime): string {
  const { amountCents, currency, acceptedAt, releasedAt, expiresAt } = offer;
  const amount = `${(amountCents / 100).toFixed(2)} ${currency}`;
  if (acceptedAt !== null) return `${amount}, accepted ${tell(acceptedAt)}`;
  return releasedAt === null
    ? `${amount}, open until ${tell(expiresAt)}`
    : `${amount}, released ${tell(releasedAt)}`;
}
