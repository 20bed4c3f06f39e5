import { OfferLinks, OptOutLinks } from '@ftgo/delayed-orders-customer-links';
import type { CustomerContactInfoRepository } from '@ftgo/delayed-orders-domain';
import type { AllowedRecipients } from '@ftgo/delayed-orders-notifications';
import { PostgresIncidents, PostgresSuppressedAddresses } from '@ftgo/delayed-orders-persistence';
import type { Database } from '@ftgo/platform-postgres';
import type { DispatcherParts } from '../notification-dispatcher.js';
import { Recipients } from '../recipients.js';

export const LINKS = {
  publicUrl: 'https://ftgo.example',
  key: 'ajanta-ajanta-ajanta-ajanta-ajanta',
};
const DIGEST_KEY = 'ajanta-ajanta-ajanta-ajanta-digests';

/** The suppression list as the dispatchers of these tests read it. */
export const suppressedAddresses = (database: Database): PostgresSuppressedAddresses =>
  new PostgresSuppressedAddresses(database, DIGEST_KEY);

/** What a dispatcher needs to know whom to write to, and the links that it writes. */
export function aroundContacts(
  database: Database,
  contactInfo: CustomerContactInfoRepository,
  allowed: AllowedRecipients = 'everybody',
): Pick<DispatcherParts, 'incidents' | 'recipients' | 'offerLinks' | 'optOutLinks'> {
  return {
    incidents: new PostgresIncidents(database),
    recipients: new Recipients({
      contactInfo,
      suppressed: suppressedAddresses(database),
      allowed,
      own: {
        customerService: 'desk@ftgo.example',
        caseTeam: 'delayed-orders',
        webhook: 'https://partner.example/hooks',
      },
      random: () => 0.5,
    }),
    offerLinks: new OfferLinks(LINKS),
    optOutLinks: new OptOutLinks(LINKS),
  };
}
