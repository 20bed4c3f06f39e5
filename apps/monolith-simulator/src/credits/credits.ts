import type { Queryable } from '@ftgo/platform-postgres';
import type { OfferAccepted } from './offer-accepted.js';

/** A credit as `GET /consumers/{id}/credits` tells it. */
export interface Credit {
  readonly offerId: string;
  readonly orderId: number;
  readonly consumerId: number;
  /** FTGO's Money, such as "5.00". */
  readonly amount: string;
  readonly currency: string;
  readonly code: string;
  readonly acceptedAt: Date;
  readonly bookedAt: Date;
}

/** The monolith's book of credits for accepted offers. */
export class Credits {
  constructor(
    private readonly database: Queryable,
    private readonly now: () => Date,
    private readonly timeZone: string,
  ) {}

  /** Books an offer's credit. Idempotent by offer. @returns false when it was booked before */
  async book(offer: OfferAccepted): Promise<boolean> {
    const { offerId, consumerId, orderId, amountCents, currency, code, acceptedAt } = offer;
    const booked = await this.database.query(
      `insert into consumer_credits
         (offer_id, consumer_id, order_id, amount, currency, code, accepted_at, booked_at)
       values ($1, $2, $3, $4::bigint / 100.0, $5, $6,
         $7::timestamptz at time zone $9, $8::timestamptz at time zone $9)
       on conflict (offer_id) do nothing returning offer_id`,
      [
        offerId,
        consumerId,
        orderId,
        amountCents,
        currency,
        code,
        acceptedAt,
        this.now(),
        this.timeZone,
      ],
    );
    return booked.length > 0;
  }

  /** A consumer's credits, the oldest first. */
  ofConsumer(consumerId: number): Promise<Credit[]> {
    return this.database.query<Credit>(
      `select offer_id as "offerId", order_id as "orderId", consumer_id as "consumerId",
         amount::text, currency, code, accepted_at at time zone $2 as "acceptedAt",
         booked_at at time zone $2 as "bookedAt"
       from consumer_credits where consumer_id = $1 order by booked_at, offer_id`,
      [consumerId, this.timeZone],
    );
  }
}
