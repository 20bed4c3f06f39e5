import { randomUUID } from 'node:crypto';
import { at } from '@ftgo/delayed-orders-domain/testing';
import type { OutgoingMessage } from '@ftgo/platform-outbox';
import type { OfferView } from './postgres-offers.js';
import { PostgresOffers } from './postgres-offers.js';
import type { ServiceDatabase } from './testing/index.js';
import { serviceDatabase } from './testing/index.js';

const toEvent = (offer: OfferView): OutgoingMessage => ({
  partitionKey: offer.orderId,
  messageId: offer.offerId,
  exchange: 'delayed-orders.events',
  routingKey: 'delayed-orders.offer.accepted.v1',
  body: { offerId: offer.offerId, acceptedAt: offer.acceptedAt },
});

describe('PostgresOffers', () => {
  let service: ServiceDatabase;
  const offers = (event = toEvent): PostgresOffers => new PostgresOffers(service.connect(), event);
  const messages = () => service.database.query('select message_id, body from outbox');

  /** An offer of 5.00 for order 42, good until 21:00. */
  async function offered(releasedAt: Date | null = null): Promise<string> {
    const id = randomUUID();
    await service.database.query(
      `insert into offer values (42, $1, 7, 500, 'USD', 'ABCD-EFGH', $2, null, $3)`,
      [id, at('21:00'), releasedAt],
    );
    return id;
  }

  beforeEach(async () => {
    service = await serviceDatabase();
    await service.setClock(at('19:00'));
  });
  afterEach(() => service.drop());

  it('I9: accepts an offer once of 50 times at once, and enqueues one event', async () => {
    const id = await offered();
    const api = [offers(), offers(), offers(), offers(), offers()];
    const calls = Array.from({ length: 50 }, (_, n) => api[n % 5]?.accept(42, id));
    const accepted = (await Promise.all(calls)).filter((offer) => offer !== undefined);
    expect(accepted).toHaveLength(1);
    expect(accepted[0]).toMatchObject({ amountCents: 500, acceptedAt: at('19:00') });
    expect(await messages()).toEqual([
      { message_id: id, body: { offerId: id, acceptedAt: at('19:00').toISOString() } },
    ]);
  });

  it('refuses an offer from the instant at which it expires', async () => {
    const id = await offered();
    await service.setClock(at('21:00'));
    expect(await offers().accept(42, id)).toBeUndefined();
    expect(await offers().find(42, id)).toMatchObject({ isExpired: true, acceptedAt: null });
    expect(await messages()).toEqual([]);
  });

  it('refuses an offer that was released', async () => {
    const id = await offered(at('18:59'));
    expect(await offers().accept(42, id)).toBeUndefined();
    expect(await offers().find(42, id)).toMatchObject({ isExpired: true });
  });

  it("refuses an offer that does not exist, or is another order's", async () => {
    const id = await offered();
    expect(await offers().accept(42, randomUUID())).toBeUndefined();
    expect(await offers().accept(43, id)).toBeUndefined();
    expect(await offers().find(43, id)).toBeUndefined();
  });

  it('I4: leaves the offer open when its event cannot be written', async () => {
    const id = await offered();
    const broken = offers((offer) => ({ ...toEvent(offer), messageId: 'no UUID' }));
    await expect(broken.accept(42, id)).rejects.toThrow();
    expect(await offers().find(42, id)).toMatchObject({ acceptedAt: null, isExpired: false });
    expect(await offers().accept(42, id)).toBeDefined();
  });

  it('shows an offer any number of times and changes nothing', async () => {
    const id = await offered();
    const shown = await offers().find(42, id);
    expect(shown).toEqual({
      orderId: 42,
      offerId: id,
      consumerId: 7,
      amountCents: 500,
      currency: 'USD',
      code: 'ABCD-EFGH',
      expiresAt: at('21:00'),
      acceptedAt: null,
      isExpired: false,
    });
    expect(await offers().find(42, id)).toEqual(shown);
  });
});
