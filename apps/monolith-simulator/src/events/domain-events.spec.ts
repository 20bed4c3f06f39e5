import { CloudEventEnvelope } from '@ftgo/monolith-contracts';
import { minute } from '../testing/mothers.js';
import { DomainEvents } from './domain-events.js';

const events = new DomainEvents('ftgo.events');
const delivered = () =>
  events.ofOrder('ftgo.order.delivered.v1', minute(40), {
    orderId: 42,
    version: 5,
    deliveredAt: minute(40).toISOString(),
  });

describe('DomainEvents', () => {
  it('wraps an event in a CloudEvent, told by the monolith', () => {
    const { body, messageId } = delivered();
    expect(CloudEventEnvelope.parse(body)).toEqual({
      specversion: '1.0',
      id: messageId,
      source: '/ftgo/monolith',
      type: 'ftgo.order.delivered.v1',
      subject: 'order/42',
      time: minute(40).toISOString(),
      datacontenttype: 'application/json',
      data: { orderId: 42, version: 5, deliveredAt: minute(40).toISOString() },
    });
  });

  it('is routed by its type and kept together by its order', () => {
    expect(delivered()).toMatchObject({
      exchange: 'ftgo.events',
      routingKey: 'ftgo.order.delivered.v1',
      partitionKey: 42,
    });
  });

  it('is kept together by its restaurant', () => {
    const hours = { restaurantId: 1, version: 1, openingHours: [] };
    const event = events.ofRestaurant('ftgo.restaurant.opening-hours-revised.v1', minute(1), hours);
    expect(event).toMatchObject({
      partitionKey: 1,
      body: { subject: 'restaurant/1', data: hours },
    });
  });

  it('gives each event an id of its own', () => {
    expect(delivered().messageId).not.toBe(delivered().messageId);
  });
});
