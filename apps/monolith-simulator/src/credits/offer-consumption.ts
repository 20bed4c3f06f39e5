import type { Logger } from '@ftgo/platform-observability';
import type { Queryable } from '@ftgo/platform-postgres';
import type { Consumption, Delivery } from '@ftgo/platform-rabbitmq';
import type { Credits } from './credits.js';
import type { OfferAccepted } from './offer-accepted.js';
import { OFFER_ACCEPTED_TYPE, OfferAcceptedEvent } from './offer-accepted.js';

/** Where accepted offers come from. */
export interface OfferSource {
  readonly exchange: string;
  readonly queue: string;
}

const PREFETCH = 20;
const KEPT_CHARACTERS = 65_536;

/** Consumes accepted offers: books each once; keeps what can't be read in `refused_messages`. */
export function offerConsumption(
  source: OfferSource,
  credits: Credits,
  database: Queryable,
  logger: Logger,
): Consumption {
  return {
    queue: source.queue,
    bindings: [{ exchange: source.exchange, routingKey: OFFER_ACCEPTED_TYPE }],
    prefetch: PREFETCH,
    handle: async (delivery) => {
      const read = readOffer(delivery.body);
      if ('cause' in read) {
        await refuse(database, delivery, read.cause);
        logger.warn({ messageId: delivery.messageId, cause: read.cause }, 'an offer was refused');
        return;
      }
      const booked = await credits.book(read.offer);
      const { offerId, orderId } = read.offer;
      logger.info(
        { offerId, orderId, booked },
        booked ? 'a credit was booked' : 'was booked before',
      );
    },
  };
}

function readOffer(body: Buffer): { readonly offer: OfferAccepted } | { readonly cause: string } {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    return { cause: 'not JSON' };
  }
  const parsed = OfferAcceptedEvent.safeParse(json);
  if (parsed.success) return { offer: parsed.data.data };
  return { cause: parsed.error.issues.map(({ path }) => path.join('.')).join(', ') };
}

async function refuse(database: Queryable, delivery: Delivery, cause: string): Promise<void> {
  // PostgreSQL's text takes no zero character.
  const body = delivery.body.toString('utf8').replaceAll('\0', '').slice(0, KEPT_CHARACTERS);
  await database.query('insert into refused_messages (queue, cause, body) values ($1, $2, $3)', [
    delivery.queue,
    cause,
    body,
  ]);
}
