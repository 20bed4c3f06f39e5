import { LOCALES, type Notice } from '@ftgo/delayed-orders-domain';
import {
  aCancelledNotice,
  aClosesFirstNotice,
  aLateNotice,
  anAtRiskNotice,
  anIncidentNotice,
  anOffer,
  anUndeliverableNotice,
  aRecoveredNotice,
} from './sample-notices.js';

const notices: Readonly<Record<string, Notice>> = {
  'at-risk': anAtRiskNotice(),
  'at-risk-offer': anAtRiskNotice({ offer: anOffer() }),
  late: aLateNotice(),
  cancelled: aCancelledNotice(),
  'closes-first': aClosesFirstNotice(),
  'not-ready': anUndeliverableNotice('NOT_READY_BEFORE_CLOSING'),
  'no-courier': anUndeliverableNotice('NO_COURIER_IN_TIME'),
  'never-accepted': anUndeliverableNotice('NEVER_ACCEPTED'),
  stalled: anUndeliverableNotice('KITCHEN_STALLED'),
  recovered: aRecoveredNotice(),
};

const people = {
  customer: { audience: 'CUSTOMER' },
  'customer-service': { audience: 'CUSTOMER_SERVICE', customerIsTold: true },
} as const;

/** Every kind of mail to every reader in every language, by `reader.kind.language`; to look at. */
export const SAMPLE_MAILS: Readonly<Record<string, Notice>> = Object.fromEntries(
  LOCALES.flatMap((locale) => [
    [`customer-service.incident.${locale}`, anIncidentNotice({ locale })],
    ...Object.entries(people).flatMap(([reader, changes]) =>
      Object.entries(notices).map(([kind, notice]) => [
        `${reader}.${kind}.${locale}`,
        { ...notice, ...changes, locale, ...(reader === 'customer' && named(locale)) },
      ]),
    ),
  ]),
) as Record<string, Notice>;

function named(locale: string): Pick<Notice, 'firstName'> {
  return { firstName: locale === 'ko' ? '길동' : 'John' };
}
