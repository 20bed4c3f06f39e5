import { captureLogger } from '@ftgo/platform-observability/testing';
import type { Queryable } from '@ftgo/platform-postgres';
import type { Credits } from './credits.js';
import type { OfferAccepted } from './offer-accepted.js';
import { OFFER_ACCEPTED_TYPE } from './offer-accepted.js';
import { offerConsumption } from './offer-consumption.js';

const OFFER: OfferAccepted = {
  offerId: '0b5fbd0e-5bd0-4e5b-9d55-2f6f0d3f6a10',
  orderId: 42,
  consumerId: 7,
  amountCents: 550,
  currency: 'USD',
  code: 'SORRY-42',
  acceptedAt: '2026-10-03T02:00:00.000Z',
};

const event = (data: object, more: object = {}): string =>
  JSON.stringify({ specversion: '1.0', type: OFFER_ACCEPTED_TYPE, data, ...more });

function consumer(book: (offer: OfferAccepted) => Promise<boolean> = async () => true) {
  const booked: OfferAccepted[] = [];
  const refused: unknown[][] = [];
  const credits = {
    book: (offer: OfferAccepted) => {
      booked.push(offer);
      return book(offer);
    },
  };
  const database: Queryable = {
    query: async (_sql, parameters = []) => {
      refused.push([...parameters]);
      return [];
    },
  };
  const captured = captureLogger();
  const source = { exchange: 'delayed-orders.events', queue: 'monolith.offer-accepted.v1' };
  const consumption = offerConsumption(
    source,
    credits as unknown as Credits,
    database,
    captured.logger,
  );
  const handle = (body: string): Promise<void> =>
    consumption.handle({
      body: Buffer.from(body),
      ...source,
      routingKey: OFFER_ACCEPTED_TYPE,
      messageId: 'message 1',
      headers: {},
      redelivered: false,
    });
  return { handle, booked, refused, consumption, ...captured };
}

describe('the consumption of accepted offers', () => {
  it('listens to acceptances only', () => {
    expect(consumer().consumption).toMatchObject({
      queue: 'monolith.offer-accepted.v1',
      bindings: [{ exchange: 'delayed-orders.events', routingKey: OFFER_ACCEPTED_TYPE }],
    });
  });

  it('books what was accepted', async () => {
    const { handle, booked } = consumer();
    await handle(event(OFFER));
    expect(booked).toEqual([OFFER]);
  });

  it('passes over fields that it does not know yet', async () => {
    const { handle, booked } = consumer();
    await handle(event({ ...OFFER, mood: 'pleased' }, { subject: 'offer/1' }));
    expect(booked).toEqual([OFFER]);
  });

  it('says that an offer was booked before', async () => {
    const { handle, messagesOf } = consumer(async () => false);
    await handle(event(OFFER));
    expect(messagesOf('info')).toEqual(['was booked before']);
  });

  it('gives the message back while the database is away (I2)', async () => {
    const { handle } = consumer(async () => Promise.reject(new Error('the database is away')));
    await expect(handle(event(OFFER))).rejects.toThrow('away');
  });

  it.each([
    ['not JSON', '{"specversion'],
    ['data.amountCents', event({ ...OFFER, amountCents: 0 })],
    ['type', event(OFFER, { type: 'delayed-orders.offer.made.v1' })],
    ['data', JSON.stringify({ specversion: '1.0', type: OFFER_ACCEPTED_TYPE })],
  ])('keeps a message with its cause: %s', async (cause, body) => {
    const { handle, booked, refused } = consumer();
    await handle(body);
    expect(booked).toEqual([]);
    expect(refused).toEqual([['monolith.offer-accepted.v1', cause, body]]);
  });

  it('keeps no more than 64 KiB, and no zero characters', async () => {
    const { handle, refused } = consumer();
    await handle(`\0${'x'.repeat(100_000)}`);
    expect(refused[0]?.[2]).toBe('x'.repeat(65_536));
  });
});
