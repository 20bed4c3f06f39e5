import type { DelayPolicy, IncidentNotice, Notice } from '@ftgo/delayed-orders-domain';
import { channelsFor } from '@ftgo/delayed-orders-domain';
import type { OfferLinks, OptOutLinks } from '@ftgo/delayed-orders-customer-links';
import type { ClaimedNotification } from '@ftgo/delayed-orders-persistence';
import type { Recipient } from './recipients.js';

/** What a message is made of beside the claim. */
export interface NoticeParts {
  readonly recipient: Recipient;
  readonly incident: IncidentNotice | undefined;
  readonly policy: Pick<DelayPolicy, 'channels'>;
  readonly offerLinks: OfferLinks;
  readonly optOutLinks: OptOutLinks;
}

/** Everything that the message says. */
export function toNotice(
  claimed: ClaimedNotification,
  { recipient, incident, policy, offerLinks, optOutLinks }: NoticeParts,
): Notice {
  const { notification, restaurant, offer, moment, preference } = claimed;
  const { consumerId, channel, audience } = notification;
  const { condition } = notification;
  const ways = channelsFor(policy.channels, 'CUSTOMER', condition, preference);
  const leftMs = notification.useBy.getTime() - moment.now.getTime();
  return {
    notificationId: notification.id,
    audience,
    condition,
    reason: notification.reason,
    locale: recipient.locale,
    orderId: notification.orderId,
    firstName: recipient.firstName,
    restaurantName: restaurant.name,
    timeZone: restaurant.timeZone,
    promisedAt: notification.promisedAt,
    minutesLate: notification.minutesLate,
    expected: notification.expected,
    offer:
      offer === undefined
        ? undefined
        : {
            amountCents: offer.amountCents,
            currency: offer.currency,
            code: offer.code,
            expiresAt: offer.expiresAt,
            link: offerLinks.linkTo({ ...offer, offerId: offer.id }),
          },
    customerIsTold: consumerId !== undefined && ways.length > 0,
    incident,
    optOutLink:
      audience === 'CUSTOMER' && consumerId !== undefined
        ? optOutLinks.linkTo({ consumerId, channel })
        : undefined,
    validForSeconds: Math.max(0, Math.floor(leftMs / 1000)),
  };
}
