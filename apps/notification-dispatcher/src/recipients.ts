import type {
  CustomerContactInfoRepository,
  DelayedOrderNotification,
  Locale,
} from '@ftgo/delayed-orders-domain';
import { ContactInfoUnavailableError } from '@ftgo/delayed-orders-domain';
import type { AllowedRecipients } from '@ftgo/delayed-orders-notifications';
import { mayReceive } from '@ftgo/delayed-orders-notifications';
import type { PostgresSuppressedAddresses, Settlement } from '@ftgo/delayed-orders-persistence';

/** Whom a notice goes to; lives only while one message is being sent (I8). */
export interface Recipient {
  readonly address: string;
  readonly locale: Locale;
  readonly firstName?: string | undefined;
}

/** Where those are reached who are no customers; absent where a channel is not set up. */
export interface OwnAddresses {
  readonly customerService: string;
  readonly caseTeam?: string | undefined;
  readonly webhook?: string | undefined;
}

export interface RecipientsParts {
  readonly contactInfo: CustomerContactInfoRepository;
  readonly suppressed: PostgresSuppressedAddresses;
  readonly allowed: AllowedRecipients;
  readonly own: OwnAddresses;
  /** Random in [0, 1). */
  readonly random: () => number;
}

const CONTACT_PAUSE_MS = 2_000;

type Who = Pick<DelayedOrderNotification, 'audience' | 'channel' | 'consumerId'>;

/** Finds where a notice goes at the moment of sending, or why it goes nowhere. */
export class Recipients {
  constructor(private readonly parts: RecipientsParts) {}

  async find(who: Who): Promise<Recipient | Settlement> {
    const found = await this.addressOf(who);
    if ('state' in found) return found;
    if (!mayReceive(this.parts.allowed, who.channel, found.address)) {
      return { state: 'SUPPRESSED', cause: 'NOT_ALLOWED' };
    }
    if (who.audience !== 'CUSTOMER') return found;
    const cause = await this.parts.suppressed.causeFor(who.channel, found.address);
    return cause === undefined ? found : { state: 'SUPPRESSED', cause };
  }

  private addressOf(who: Who): Promise<Recipient | Settlement> {
    const { own } = this.parts;
    if (who.audience === 'CUSTOMER') return this.customer(who);
    const address = { EMAIL: own.customerService, CASE: own.caseTeam, WEBHOOK: own.webhook };
    return Promise.resolve(known(address[who.channel as keyof typeof address], 'en'));
  }

  private async customer({ channel, consumerId }: Who): Promise<Recipient | Settlement> {
    if (consumerId === undefined) return NO_ADDRESS;
    try {
      const contact = await this.parts.contactInfo.findCustomerContactInfo(consumerId);
      if (contact === undefined) return NO_ADDRESS;
      const address = channel === 'SMS' ? contact.phone : contact.email;
      return known(address, contact.locale, contact.firstName);
    } catch (error) {
      if (!(error instanceof ContactInfoUnavailableError)) throw error;
      // Not all come back at the same instant.
      const pauseMs = Math.round(CONTACT_PAUSE_MS * (0.5 + this.parts.random()));
      const retryAfterMs = error.retryAfterMs ?? pauseMs;
      return { state: 'RETRY', cause: `contact.${error.kind}`, retryAfterMs };
    }
  }
}

const NO_ADDRESS: Settlement = { state: 'SUPPRESSED', cause: 'NO_ADDRESS' };

function known(
  address: string | undefined,
  locale: Locale,
  firstName?: string,
): Recipient | Settlement {
  return address === undefined ? NO_ADDRESS : { address, locale, firstName };
}
