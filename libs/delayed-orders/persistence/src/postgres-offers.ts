import type { OutgoingMessage } from '@ftgo/platform-outbox';
import { enqueue } from '@ftgo/platform-outbox';
import type { Database } from '@ftgo/platform-postgres';

/** An offer as it stands. */
export interface OfferView {
  readonly orderId: number;
  readonly offerId: string;
  readonly consumerId: number;
  readonly amountCents: number;
  readonly currency: string;
  readonly code: string;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
  readonly isExpired: boolean;
}

const COLUMNS = `order_id as "orderId", offer_id as "offerId", consumer_id as "consumerId",
  amount_cents as "amountCents", currency, code, expires_at as "expiresAt",
  accepted_at as "acceptedAt",
  (released_at is not null or expires_at <= app_now()) as "isExpired"`;

/** Offers after they were made: shown, accepted once, released when they end. */
export class PostgresOffers {
  constructor(
    private readonly database: Database,
    private readonly toEvent: (offer: OfferView) => OutgoingMessage,
  ) {}

  async find(orderId: number, offerId: string): Promise<OfferView | undefined> {
    const [offer] = await this.database.query<OfferView>(
      `select ${COLUMNS} from offer where order_id = $1 and offer_id = $2`,
      [orderId, offerId],
    );
    return offer;
  }

  /**
   * Accepts an open offer and writes the event for the monolith, in one transaction (I4, I9).
   * @returns undefined when it is accepted already, expired, released, or unknown; of any number
   *   of calls at once exactly one gets the offer.
   */
  async accept(orderId: number, offerId: string): Promise<OfferView | undefined> {
    return this.database.transaction(async (transaction) => {
      const [offer] = await transaction.query<OfferView>(
        `update offer set accepted_at = app_now()
         where order_id = $1 and offer_id = $2 and accepted_at is null and released_at is null
           and expires_at > app_now()
         returning ${COLUMNS}`,
        [orderId, offerId],
      );
      if (offer !== undefined) await enqueue(transaction, [this.toEvent(offer)]);
      return offer;
    });
  }
}
