import { CloudEventEnvelope } from '@ftgo/monolith-contracts';
import { DomainEvents } from './domain-events.js';
import type { EventFormat } from './domain-events.js';

const minute = (minutes: number): Date => new Date(Date.UTC(2026, 9, 3, 18, minutes));

const eventsIn = (...formats: EventFormat[]): DomainEvents =>
  new DomainEvents({ formats, exchange: 'ftgo.events', timeZone: 'America/Los_Angeles' });

const delivered = (events = eventsIn('events')) =>
  events.ofOrder('ftgo.order.delivered.v1', minute(40), {
    orderId: 42,
    version: 5,
    deliveredAt: minute(40).toISOString(),
  });

describe('DomainEvents', () => {
  it('wraps an event in a CloudEvent, told by the monolith', () => {
    const [event] = delivered();
    expect(CloudEventEnvelope.parse(event?.body)).toEqual({
      specversion: '1.0',
      id: event?.messageId,
      source: '/ftgo/monolith',
      type: 'ftgo.order.delivered.v1',
      subject: 'order/42',
      time: minute(40).toISOString(),
      datacontenttype: 'application/json',
      data: { orderId: 42, version: 5, deliveredAt: minute(40).toISOString() },
    });
  });

  it('is routed by its type and kept together by its order', () => {
    expect(delivered()).toMatchObject([
      { exchange: 'ftgo.events', routingKey: 'ftgo.order.delivered.v1', partitionKey: 42 },
    ]);
  });

  it('is kept together by its restaurant', () => {
    const hours = { restaurantId: 1, version: 1, openingHours: [] };
    const type = 'ftgo.restaurant.opening-hours-revised.v1';
    expect(eventsIn('events').ofRestaurant(type, minute(1), hours)).toMatchObject([
      { partitionKey: 1, body: { subject: 'restaurant/1', data: hours } },
    ]);
  });

  it('gives each message an id of its own, in every format', () => {
    const both = eventsIn('events', 'tram');
    const ids = [...delivered(both), ...delivered(both)].map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(4);
  });

  it('publishes in several formats while the monolith switches over, and in none when it is tailed', () => {
    expect(delivered(eventsIn('events', 'tram')).map(({ exchange }) => exchange)).toEqual([
      'ftgo.events',
      'net.chrisrichardson.ftgo.orderservice.domain.Order',
    ]);
    expect(delivered(eventsIn())).toEqual([]);
  });

  it('tells by a heartbeat when it was sent, on the same ways as every event (I7)', () => {
    const [catalogue, tram] = eventsIn('events', 'tram').heartbeat(minute(7));
    expect(catalogue).toMatchObject({
      exchange: 'ftgo.events',
      routingKey: 'ftgo.feed.heartbeat.v1',
      body: { data: { sentAt: minute(7).toISOString() } },
    });
    expect(tram?.exchange).toBe('net.chrisrichardson.ftgo.orderservice.domain.Order');
  });
});
