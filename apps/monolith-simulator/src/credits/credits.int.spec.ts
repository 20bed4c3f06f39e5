import { randomUUID } from 'node:crypto';
import { eventually, withChannel } from '@ftgo/platform-rabbitmq/testing';
import type { TestSimulator } from '../testing/test-simulator.js';
import { startSimulator } from '../testing/test-simulator.js';
import type { Credit } from './credits.js';
import { OFFER_ACCEPTED_TYPE } from './offer-accepted.js';

const offer = (changes: object = {}) => ({
  offerId: randomUUID(),
  orderId: 42,
  consumerId: 7,
  amountCents: 550,
  currency: 'USD',
  code: 'SORRY-42',
  acceptedAt: '2026-10-03T02:00:00.000Z',
  ...changes,
});

const eventOf = (data: object) => ({
  specversion: '1.0',
  id: randomUUID(),
  source: '/delayed-orders',
  type: OFFER_ACCEPTED_TYPE,
  time: '2026-10-03T02:00:00.000Z',
  datacontenttype: 'application/json',
  data,
});

describe('credits for accepted offers', () => {
  let simulator: TestSimulator;

  beforeAll(async () => {
    simulator = await startSimulator();
  });
  afterAll(() => simulator.stop());

  const publish = (...bodies: readonly string[]): Promise<void> =>
    withChannel(async (channel) => {
      const { exchange } = simulator.config.offers;
      for (const body of bodies) {
        channel.publish(exchange, OFFER_ACCEPTED_TYPE, Buffer.from(body), { persistent: true });
      }
      await channel.waitForConfirms();
    });

  const creditsOf = async (consumerId: number): Promise<Credit[]> =>
    (await simulator.get<Credit[]>(`/consumers/${consumerId}/credits`)).json;

  it('books the amount that was accepted', async () => {
    const accepted = offer();
    await publish(JSON.stringify(eventOf(accepted)));
    await eventually(async () => expect(await creditsOf(7)).toHaveLength(1));
    expect(await creditsOf(7)).toEqual([
      {
        offerId: accepted.offerId,
        orderId: 42,
        consumerId: 7,
        amount: '5.50',
        currency: 'USD',
        code: 'SORRY-42',
        acceptedAt: '2026-10-03T02:00:00.000Z',
        bookedAt: expect.any(String),
      },
    ]);
  });

  it('books an offer once, however often its acceptance arrives (I9)', async () => {
    const again = JSON.stringify(eventOf(offer({ consumerId: 8 })));
    const other = JSON.stringify(eventOf(offer({ consumerId: 8 })));
    await publish(again, again, again, other);
    await eventually(async () => expect(await creditsOf(8)).toHaveLength(2));
    expect(
      simulator.messagesOf('info').filter((text) => text === 'was booked before'),
    ).toHaveLength(2);
  });

  it('keeps what it cannot read with its cause, and goes on with the next (I2)', async () => {
    const good = JSON.stringify(eventOf(offer({ consumerId: 9 })));
    const wrong = JSON.stringify(eventOf(offer({ amountCents: -1 })));
    await publish('{"specversion"', wrong, 'zero \0 inside', good);
    await eventually(async () => expect(await creditsOf(9)).toHaveLength(1));
    await eventually(async () => {
      const refused = await simulator.database.query<{ cause: string }>(
        'select cause from refused_messages order by cause',
      );
      expect(refused.map(({ cause }) => cause)).toEqual([
        'data.amountCents',
        'not JSON',
        'not JSON',
      ]);
    });
  });

  it('knows no credits of others', async () => {
    expect(await creditsOf(10)).toEqual([]);
  });
});
