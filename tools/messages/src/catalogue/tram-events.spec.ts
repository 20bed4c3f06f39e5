import { TRAM_CHANNELS, TRAM_PAYLOADS } from '@ftgo/monolith-contracts';
import { readSamples } from '../samples.js';
import { ROOT } from '../testing/checkout.js';
import type { Message } from './catalogue.js';
import { tramEvents } from './tram-events.js';
import { simpleName, tramSamplesByEvent } from './tram-samples.js';

const SAMPLES = readSamples(ROOT);
const FLOW = tramEvents(SAMPLES);

const messagesOn = (exchange: string): readonly Message[] =>
  FLOW.channels.find((channel) => channel.exchange.name.endsWith(exchange))?.messages ?? [];
const titlesOn = (exchange: string): string[] =>
  messagesOn(exchange)
    .filter(({ names }) => names === undefined)
    .map(({ title }) => title);

describe('the Tram events of the catalogue', () => {
  it('come by FTGO’s channels, fanouts that do not outlive the broker', () => {
    expect(FLOW.channels.map(({ exchange }) => exchange)).toEqual(
      TRAM_CHANNELS.map((name) => ({ name, type: 'fanout', durable: false })),
    );
    expect(FLOW.queue.bindings.map(({ exchange }) => exchange)).toEqual([...TRAM_CHANNELS]);
  });

  it('are all that say something, each once', () => {
    const titles = TRAM_CHANNELS.flatMap(titlesOn);
    expect(titles.toSorted()).toEqual(Object.keys(TRAM_PAYLOADS).toSorted());
  });

  it('come by the channel of their aggregate', () => {
    expect(titlesOn('.Restaurant')).toEqual(['RestaurantCreated', 'RestaurantOpeningHoursRevised']);
    expect(titlesOn('courierEvents')).toEqual([
      'CourierScheduledForDelivery',
      'CourierUnscheduledForDelivery',
    ]);
    expect(titlesOn('.Ticket')).toHaveLength(4);
    expect(titlesOn('.Order')).toContain('FeedHeartbeat');
  });

  it('are told together where they say nothing', () => {
    expect(messagesOn('.Ticket').flatMap(({ names = [] }) => names)).toEqual([
      'TicketCancelled',
      'TicketCreatedEvent',
      'TicketRevised',
    ]);
    expect(messagesOn('courierEvents').flatMap(({ names = [] }) => names)).toEqual([]);
  });

  it('show the example that says most', () => {
    const created = messagesOn('.Order').find(({ title }) => title === 'OrderCreatedEvent');
    expect(created?.examples.map(({ name }) => name)).toEqual(['order-created-with-promise']);
  });

  it('say what the translation takes from them', () => {
    const said = Object.fromEntries(
      FLOW.channels.flatMap(({ messages }) => messages.map(({ title, says }) => [title, says])),
    );
    expect(said).toMatchObject({
      OrderRejected: 'state CANCELLED, cancelledAt',
      TicketAcceptedEvent: 'state ACCEPTED, acceptedAt, readyBy',
      CourierUnscheduledForDelivery: 'scheduledDeliveryAt',
    });
  });

  it('cannot be told without a sample: the event is named', () => {
    const tram = new Map([...SAMPLES.tram].filter(([kind]) => !kind.startsWith('ticket-accepted')));
    expect(() => tramEvents({ ...SAMPLES, tram })).toThrow(
      'TicketAcceptedEvent: the contracts have no sample of this event',
    );
  });
});

describe('tramSamplesByEvent', () => {
  it('gathers the samples of an event with the channel that they came by', () => {
    const { channel, samples = [] } = tramSamplesByEvent(SAMPLES).get('OrderRevised') ?? {};
    expect(channel).toMatch(/\.Order$/);
    expect(samples.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['order-revised', 'order-revised-with-promise']),
    );
  });

  it('leaves out what names no event', () => {
    const kinds = [...tramSamplesByEvent(SAMPLES).values()].flatMap(({ samples }) =>
      samples.map(({ kind }) => kind),
    );
    expect(kinds).not.toEqual(expect.arrayContaining(['headers-missing']));
  });
});

describe('simpleName', () => {
  it.each([
    ['net.chrisrichardson.ftgo.orderservice.api.events.OrderCancelled', 'OrderCancelled'],
    ['net.chrisrichardson.ftgo.Order$Cancelled', 'Cancelled'],
    ['courierEvents', 'courierEvents'],
  ])('of %s is %s', (name, simple) => expect(simpleName(name)).toBe(simple));
});
