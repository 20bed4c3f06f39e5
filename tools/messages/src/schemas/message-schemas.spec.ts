import { asyncApiDocument } from '../asyncapi/asyncapi-document.js';
import type { Message } from '../catalogue/catalogue.js';
import { messagesOf } from '../catalogue/catalogue.js';
import { catalogueNow } from '../testing/checkout.js';
import { PayloadValidator } from '../testing/payload-validator.js';
import { tramPayloadName } from './named-schemas.js';

const CATALOGUE = catalogueNow();
const MESSAGES = messagesOf(CATALOGUE);
const VALIDATOR = new PayloadValidator(asyncApiDocument(CATALOGUE));

interface CloudEvent {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

function exampleOf<Payload>(key: string): Payload {
  const example = MESSAGES.find((message) => message.key === key)?.examples[0];
  if (example === undefined) throw new Error(`${key} has no example`);
  return example.payload as unknown as Payload;
}

const ACCEPTED = 'ftgo.order.accepted.v1';
const accepted = exampleOf<CloudEvent>(ACCEPTED);

/** The event with some of its data changed; what is undefined is left out, as on the wire. */
const acceptedWith = (data: Readonly<Record<string, unknown>>): unknown =>
  JSON.parse(JSON.stringify({ ...accepted, data: { ...accepted.data, ...data } }));

describe('the schema of a domain event', () => {
  it('lets fields be added, around the data and in it', () => {
    const later = { ...accepted, traceparent: '00-…', data: { ...accepted.data, tip: '1.00' } };
    expect(VALIDATOR.problemsOf(ACCEPTED, later)).toEqual([]);
  });

  it.each(['readyBy', 'courierId', 'scheduledDeliveryAt'])('lets %s be null or absent', (field) => {
    expect(VALIDATOR.problemsOf(ACCEPTED, acceptedWith({ [field]: null }))).toEqual([]);
    expect(VALIDATOR.problemsOf(ACCEPTED, acceptedWith({ [field]: undefined }))).toEqual([]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['no version', { version: undefined }],
    ['a negative version', { version: -1 }],
    ['an order of number 0', { orderId: 0 }],
    ['half an order', { orderId: 0.5 }],
    ['a moment without its day', { acceptedAt: '18:05' }],
    ['a moment of 41 characters', { acceptedAt: `2026-10-03T18:05:12Z${' '.repeat(21)}` }],
    ['a courier by name', { courierId: 'Ada' }],
  ])('refuses %s', (_, wrong) => {
    expect(VALIDATOR.problemsOf(ACCEPTED, acceptedWith(wrong))).not.toEqual([]);
  });

  it('refuses one event under the name of another', () => {
    const type = 'ftgo.order.delivered.v1';
    expect(VALIDATOR.problemsOf(type, { ...accepted, type })).not.toEqual([]);
    expect(VALIDATOR.problemsOf(ACCEPTED, { ...accepted, type })).not.toEqual([]);
  });
});

describe('the schema of a Tram event', () => {
  const events = MESSAGES.filter(
    ({ key, names }) => key.startsWith('tram.') && names === undefined,
  );

  it.each(events.map((event) => [event.title, event] as const))(
    'describes the JSON within the JSON of %s',
    (name, { key }: Message) => {
      const { payload } = exampleOf<{ payload: string }>(key);
      expect(VALIDATOR.problemsBy(tramPayloadName(name), JSON.parse(payload))).toEqual([]);
    },
  );

  it('says where that description is', () => {
    const document = JSON.stringify(asyncApiDocument(CATALOGUE));
    for (const { title } of events) {
      expect(document).toContain(
        `"contentSchema":{"$ref":"#/components/schemas/${tramPayloadName(title)}"}`,
      );
    }
  });

  it.each([
    'TicketAcceptedEvent',
    'net.chrisrichardson.ftgo.kitchenservice.api.events.TicketAcceptedEvent',
    'net.chrisrichardson.ftgo.Kitchen$TicketAcceptedEvent',
  ])('knows the event by the name behind its packages and outer classes: %s', (type) => {
    const event = exampleOf<{ headers: object }>('tram.TicketAcceptedEvent');
    const headers = { ...event.headers, 'event-type': type };
    expect(VALIDATOR.problemsOf('tram.TicketAcceptedEvent', { ...event, headers })).toEqual([]);
  });

  it('takes no name that only ends like it', () => {
    const event = exampleOf<{ headers: object }>('tram.TicketAcceptedEvent');
    const headers = { ...event.headers, 'event-type': 'NoTicketAcceptedEvent' };
    expect(VALIDATOR.problemsOf('tram.TicketAcceptedEvent', { ...event, headers })).not.toEqual([]);
  });
});

describe('the schemas of what we publish', () => {
  const COMMAND = 'SendDelayedOrderNotification.v1';
  const OFFER = 'delayed-orders.offer.accepted.v1';
  const offer = exampleOf<CloudEvent>(OFFER);

  it('let a later version add fields, which readers pass over', () => {
    const command = { ...exampleOf<object>(COMMAND), priority: 1 };
    expect(VALIDATOR.problemsOf(COMMAND, command)).toEqual([]);
    const later = { ...offer, data: { ...offer.data, campaign: 'autumn' } };
    expect(VALIDATOR.problemsOf(OFFER, later)).toEqual([]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['an amount of nothing', { amountCents: 0 }],
    ['a currency of four letters', { currency: 'USDT' }],
    ['an offer without a UUID', { offerId: '42' }],
    ['a local time', { acceptedAt: '2026-10-03T19:00:00' }],
  ])('refuse %s', (_, wrong) => {
    const event = { ...offer, data: { ...offer.data, ...wrong } };
    expect(VALIDATOR.problemsOf(OFFER, event)).not.toEqual([]);
  });

  it('have no place for contact data (I8)', () => {
    const { components } = JSON.parse(JSON.stringify(asyncApiDocument(CATALOGUE))) as {
      components: { messages: Record<string, { payload: object }> };
    };
    for (const key of [COMMAND, OFFER]) {
      const payload = JSON.stringify(components.messages[key]?.payload);
      expect(payload).not.toMatch(/mail|phone|address|firstName|lastName|street/i);
    }
  });
});
