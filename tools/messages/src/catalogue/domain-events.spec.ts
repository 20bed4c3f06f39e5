import type {
  OrderEventData,
  OrderEventType,
  RestaurantEventData,
  RestaurantEventType,
} from '@ftgo/monolith-contracts';
import { FEED_EVENTS, ORDER_EVENTS, RESTAURANT_EVENTS } from '@ftgo/monolith-contracts';
import { DomainEvents } from '@ftgo/monolith-publisher';
import type { OutgoingMessage } from '@ftgo/platform-outbox';
import { asyncApiDocument } from '../asyncapi/asyncapi-document.js';
import { catalogueNow } from '../testing/checkout.js';
import { PayloadValidator } from '../testing/payload-validator.js';

const CATALOGUE = catalogueNow();
const VALIDATOR = new PayloadValidator(asyncApiDocument(CATALOGUE));
const { events: flow, tram } = CATALOGUE.inbound;
const [channel] = flow.channels;

const AT = new Date('2026-10-03T18:05:12.250Z');
const at = AT.toISOString();
const order = { orderId: 42, version: 1 };
const hours = { openingHours: [{ dayOfWeek: 6, opens: '11:00', closes: '22:30' }] };

/** One of each, with everything that may be said. */
const ORDERS: { [Type in OrderEventType]: OrderEventData<Type> } = {
  'ftgo.order.created.v1': {
    ...{ ...order, consumerId: 7, restaurantId: 1, orderTotal: '61.70' },
    ...{ createdAt: at, promisedAt: at, area: 'Oakland' },
  },
  'ftgo.order.accepted.v1': {
    ...{ ...order, acceptedAt: at, readyBy: at, courierId: 3, scheduledDeliveryAt: at },
  },
  'ftgo.order.preparation-started.v1': { ...order, preparingAt: at },
  'ftgo.order.ready-for-pickup.v1': { ...order, readyAt: at },
  'ftgo.order.picked-up.v1': { ...order, pickedUpAt: at, courierId: 3 },
  'ftgo.order.delivered.v1': { ...order, deliveredAt: at },
  'ftgo.order.cancelled.v1': { ...order, cancelledAt: at, cancelledBy: 'RESTAURANT' },
  'ftgo.order.revised.v1': { ...order, orderTotal: '12.34' },
  'ftgo.order.delivery-rescheduled.v1': { ...order, promisedAt: null },
};
const RESTAURANTS: { [Type in RestaurantEventType]: RestaurantEventData<Type> } = {
  'ftgo.restaurant.created.v1': {
    ...{ restaurantId: 1, version: 0, name: 'Ajanta', timeZone: 'America/Los_Angeles', ...hours },
    closures: [{ from: at, to: at }],
  },
  'ftgo.restaurant.opening-hours-revised.v1': { restaurantId: 1, version: 1, ...hours },
};

/** What the library publishes that the monolith's team is given. */
function published(format: 'events' | 'tram'): OutgoingMessage[] {
  const { exchange } = channel ?? { exchange: { name: '' } };
  const events = new DomainEvents({ formats: [format], exchange: exchange.name, timeZone: 'UTC' });
  return [
    ...Object.entries(ORDERS).flatMap(([type, data]) =>
      events.ofOrder(type as OrderEventType, AT, data as OrderEventData<OrderEventType>),
    ),
    ...Object.entries(RESTAURANTS).flatMap(([type, data]) =>
      events.ofRestaurant(
        type as RestaurantEventType,
        AT,
        data as RestaurantEventData<RestaurantEventType>,
      ),
    ),
    ...events.heartbeat(AT),
  ];
}

describe('the domain events of the catalogue', () => {
  it('are all that the contracts know', () => {
    const known = [ORDER_EVENTS, RESTAURANT_EVENTS, FEED_EVENTS].flatMap((part) =>
      Object.keys(part),
    );
    expect(channel?.messages.map(({ key }) => key)).toEqual(known);
    expect(channel?.parameters['type']?.options).toEqual(known);
  });

  it('are published under the routing key and with the message id that are told', () => {
    for (const { routingKey, messageId, body } of published('events')) {
      expect(body).toMatchObject({ type: routingKey, id: messageId });
    }
  });

  it.each(published('events').map((message) => [message.routingKey, message] as const))(
    '%s fits its schema as @ftgo/monolith-publisher writes it',
    (type, { body }) => expect(VALIDATOR.problemsOf(type, body)).toEqual([]),
  );
});

describe('the Tram events that @ftgo/monolith-publisher writes', () => {
  const cases = published('tram').map((message) => {
    const { headers } = message.body as { headers: { 'event-type': string } };
    return [headers['event-type'].replace(/.*\./, ''), message] as const;
  });

  it.each(cases)('%s fits its schema, on the exchange that is told', (name, { exchange, body }) => {
    expect(VALIDATOR.problemsOf(`tram.${name}`, body)).toEqual([]);
    const { payload } = body as { payload: string };
    expect(VALIDATOR.problemsBy(`tram.payload.${name}`, JSON.parse(payload))).toEqual([]);
    const { messages = [] } = tram.channels.find((each) => each.exchange.name === exchange) ?? {};
    expect(messages.map(({ key }) => key)).toContain(`tram.${name}`);
  });
});
