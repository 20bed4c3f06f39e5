import type { OrderChange } from '../replica-change.js';
import { causeOf, changesOf, onlyChangeOf, tramMessage } from '../testing/index.js';
import type { SampleTramMessage } from '../testing/index.js';
import { TRAM_NO_NEWS } from './tram-payloads.js';
import { translateTramMessage } from './translate-tram-event.js';

const utc = (wallClockMs: number): number => wallClockMs;
const at = (time: string): Date => new Date(`2026-10-03T${time}:00Z`);
const translating = (message: unknown) => translateTramMessage(message, utc);

/** When the mothers' messages were published, by their DATE. */
const PUBLISHED = at('18:03');
const PUBLISHED_POSITION = 0x1a102f103c00242ac1300080000n;

const orderIn = (...message: Parameters<typeof tramMessage>): OrderChange =>
  onlyChangeOf('order', translating(tramMessage(...message)));
const fieldsIn = (name: string, payload: object = {}): OrderChange['fields'] =>
  orderIn('Order', 42, name, payload).fields;
const restaurantIn = (name: string, payload: object) =>
  onlyChangeOf('restaurant', translating(tramMessage('Restaurant', 1, name, payload)));

const created = {
  orderDetails: { lineItems: [], orderTotal: '61.70', restaurantId: 1, consumerId: 7 },
  deliveryAddress: { street1: '9 Amazing View' },
};

describe('translateTramMessage stamps an event', () => {
  it('with its version, which orders it across all feeds (I1)', () => {
    const change = orderIn('Order', 42, 'OrderDelivered', { version: 5 });
    expect(change).toMatchObject({ orderId: 42, version: 5, position: 0n });
  });

  it("with its growing id where FTGO's events have no version (I1)", () => {
    const change = orderIn('Order', 42, 'OrderDelivered');
    expect(change).toMatchObject({ version: 0, position: PUBLISHED_POSITION });
  });

  it('with the time that it tells, or else with the second of its publication', () => {
    const told = orderIn('Order', 42, 'OrderDelivered', { at: '2026-10-03T18:02:59.5' });
    expect(told.occurredAt).toEqual(new Date('2026-10-03T18:02:59.500Z'));
    expect(told.fields).toMatchObject({ deliveredAt: told.occurredAt });
    expect(orderIn('Order', 42, 'OrderDelivered').occurredAt).toEqual(PUBLISHED);
  });

  it('with no time at all where nothing tells one', () => {
    const dateless = tramMessage('Order', 42, 'OrderDelivered', {}, { DATE: undefined });
    const change = onlyChangeOf('order', translating(JSON.parse(JSON.stringify(dateless))));
    expect(change.occurredAt).toBeUndefined();
    expect(change.fields).toEqual({ state: 'DELIVERED', deliveredAt: undefined });
  });
});

describe('translateTramMessage says of an order', () => {
  it.each<[string, object, object]>([
    [
      'OrderCreatedEvent',
      { ...created, deliveryTime: '2026-10-03T19:00:00', area: 'Oakland' },
      {
        state: 'APPROVED',
        consumerId: 7,
        restaurantId: 1,
        orderTotalCents: 6170,
        createdAt: PUBLISHED,
        promisedAt: at('19:00'),
        area: 'Oakland',
      },
    ],
    ['OrderAuthorized', {}, { state: 'APPROVED' }],
    ['OrderRejected', {}, { state: 'CANCELLED', cancelledAt: PUBLISHED }],
    ['OrderCancelled', {}, { state: 'CANCELLED', cancelledAt: PUBLISHED }],
    [
      'OrderCancelled',
      { cancelledBy: 'CONSUMER' },
      { state: 'CANCELLED', cancelledAt: PUBLISHED, cancelledBy: 'CONSUMER' },
    ],
    ['OrderRevised', { newOrderTotal: '123.40' }, { orderTotalCents: 12_340 }],
    ['OrderRevised', { deliveryTime: '2026-10-03T19:30:00' }, { promisedAt: at('19:30') }],
    [
      'OrderAccepted',
      {
        readyBy: '2026-10-03T18:25:00',
        scheduledDeliveryTime: '2026-10-03T18:55:00',
        courierId: 3,
      },
      {
        state: 'ACCEPTED',
        acceptedAt: PUBLISHED,
        readyBy: at('18:25'),
        scheduledDeliveryAt: at('18:55'),
        courierId: 3,
      },
    ],
    ['OrderPreparationStarted', {}, { state: 'PREPARING', preparingAt: PUBLISHED }],
    ['OrderReadyForPickup', {}, { state: 'READY_FOR_PICKUP', readyAt: PUBLISHED }],
    [
      'OrderPickedUp',
      { courierId: '3' },
      { state: 'PICKED_UP', pickedUpAt: PUBLISHED, courierId: 3 },
    ],
    ['OrderDelivered', {}, { state: 'DELIVERED', deliveredAt: PUBLISHED }],
    [
      'OrderDeliveryRescheduled',
      { deliveryTime: '2026-10-03T19:30:00', scheduledDeliveryTime: null },
      { promisedAt: at('19:30'), scheduledDeliveryAt: null },
    ],
    [
      'TicketAcceptedEvent',
      { readyBy: '2026-10-03T18:25:00' },
      { state: 'ACCEPTED', acceptedAt: PUBLISHED, readyBy: at('18:25') },
    ],
    ['TicketPreparationStartedEvent', {}, { state: 'PREPARING', preparingAt: PUBLISHED }],
    ['TicketPreparationCompletedEvent', {}, { state: 'READY_FOR_PICKUP', readyAt: PUBLISHED }],
    ['TicketPickedUpEvent', {}, { state: 'PICKED_UP', pickedUpAt: PUBLISHED }],
  ])('by %s %j', (name, payload, expected) => expect(fieldsIn(name, payload)).toEqual(expected));

  it.each<[string, object, string]>([
    ['OrderCreatedEvent', created, 'promisedAt'],
    ['OrderCreatedEvent', created, 'area'],
    ['OrderAccepted', {}, 'readyBy'],
    ['OrderAccepted', {}, 'scheduledDeliveryAt'],
    ['OrderRevised', {}, 'promisedAt'],
    ['OrderDeliveryRescheduled', {}, 'promisedAt'],
    ['TicketAcceptedEvent', {}, 'readyBy'],
  ])('nothing by %s of what it does not name: %j %s (I1)', (name, payload, field) => {
    expect(fieldsIn(name, payload)).toHaveProperty(field, undefined);
  });

  it('that there is no promise, where an event says so', () => {
    expect(fieldsIn('OrderCreatedEvent', { ...created, deliveryTime: null }).promisedAt).toBeNull();
    expect(fieldsIn('OrderDeliveryRescheduled', { deliveryTime: null }).promisedAt).toBeNull();
    // An empty Optional of an older mapper is no withdrawn promise.
    expect(fieldsIn('OrderRevised', { deliveryTime: null }).promisedAt).toBeUndefined();
  });

  it("when its courier drops it off, by the courier's event", () => {
    const scheduled = { deliveryId: 42, actions: [{ type: 'DROPOFF', time: '2026-10-03T18:55' }] };
    const change = orderIn('Courier', 3, 'CourierScheduledForDelivery', scheduled);
    expect(change.orderId).toBe(42);
    expect(change.fields).toEqual({ scheduledDeliveryAt: at('18:55') });
  });

  it.each<[string, string, object]>([
    ['without a drop-off', 'CourierScheduledForDelivery', { actions: [{ type: 'PICKUP' }] }],
    ['without a time', 'CourierScheduledForDelivery', { actions: [{ type: 'DROPOFF' }] }],
    ['without actions', 'CourierScheduledForDelivery', { actions: [] }],
    ['that was taken back', 'CourierUnscheduledForDelivery', {}],
  ])('that nothing is scheduled, by an event %s', (_, name, payload) => {
    const change = orderIn('Courier', 3, name, { deliveryId: 42, ...payload });
    expect(change.fields).toEqual({ scheduledDeliveryAt: null });
  });

  it.each(['OrderDelivered', 'com.example.OrderDelivered', 'com.example.Events$OrderDelivered'])(
    'the same by the class %s: packages do not matter',
    (type) => {
      const message = tramMessage('Order', 42, '', {}, { 'event-type': type });
      expect(onlyChangeOf('order', translating(message)).fields.state).toBe('DELIVERED');
    },
  );
});

describe('translateTramMessage says of a restaurant', () => {
  const openingHours = [{ dayOfWeek: 6, opens: '11:00', closes: '22:30' }];
  const closures = [{ from: '2026-10-03T20:00:00', to: '2026-10-03T23:00:00' }];
  const closed = [{ from: at('20:00'), to: at('23:00') }];
  const UTC = { timeZone: 'UTC' };

  it.each<[string, object, object]>([
    ['RestaurantCreated', { name: 'Ajanta' }, { name: 'Ajanta' }],
    ['RestaurantCreated', { name: 'Ajanta', timeZone: null, closures: null }, { name: 'Ajanta' }],
    [
      'RestaurantCreated',
      { name: 'Ajanta', ...UTC, openingHours },
      { name: 'Ajanta', ...UTC, openingHours, closures: [] },
    ],
    ['RestaurantOpeningHoursRevised', {}, {}],
    ['RestaurantOpeningHoursRevised', { openingHours }, { openingHours, closures: [] }],
    ['RestaurantOpeningHoursRevised', { closures }, { closures: closed }],
    [
      'RestaurantOpeningHoursRevised',
      { openingHours: [], closures },
      { openingHours: [], closures: closed },
    ],
  ])('by %s %j', (name, payload, expected) => {
    expect(restaurantIn(name, payload).fields).toEqual(expected);
  });
});

describe('translateTramMessage', () => {
  it('hears a heartbeat', () => {
    const message = tramMessage('Order', 1, 'FeedHeartbeat', { sentAt: '2026-10-03T18:03:00Z' });
    expect(changesOf(translating(message))).toEqual([{ kind: 'heartbeat', sentAt: at('18:03') }]);
  });

  it("reads local times in the zone handed in, and DATE in Greenwich's", () => {
    const seoul = (wallClockMs: number): number => wallClockMs - 9 * 3_600_000;
    const message = tramMessage('Order', 42, 'OrderAccepted', { readyBy: '2026-10-04T03:25:00' });
    expect(onlyChangeOf('order', translateTramMessage(message, seoul)).fields).toMatchObject({
      acceptedAt: PUBLISHED,
      readyBy: at('18:25'),
    });
  });

  it.each([...TRAM_NO_NEWS])('understands %s, which says nothing to us', (name) => {
    expect(translating(tramMessage('Order', 42, name, { any: 'thing' }))).toEqual({
      understood: true,
      changes: [],
      notices: [],
    });
  });

  it.each([
    ['OrderTipped', 'OrderTipped'],
    ['constructor', 'constructor'],
    ['__proto__', '__proto__'],
    ['ada@example', '(no name)'],
    ['', '(no name)'],
  ])('understands and counts the class %j, which nobody told us of (I8)', (name, told) => {
    expect(translating(tramMessage('Order', 42, name))).toEqual({
      understood: true,
      changes: [],
      notices: [{ cause: 'unknown-event-type', detail: told }],
    });
  });

  const broken = (headers: SampleTramMessage['headers']): SampleTramMessage =>
    tramMessage('Order', 42, 'OrderDelivered', {}, headers);
  it.each<[string, unknown, string]>([
    ['no object', 'OrderDelivered', 'wrong-schema'],
    ['no headers', { payload: '{}' }, 'wrong-schema'],
    ['a payload that is no JSON', { ...broken({}), payload: '{"version":' }, 'not-json'],
    ['a payload that is null', { ...broken({}), payload: 'null' }, 'wrong-schema'],
    ['a payload encoded three times', { ...broken({}), payload: '"{}"' }, 'wrong-schema'],
    ['an aggregate that is no number', broken({ 'event-aggregate-id': '0x2A' }), 'wrong-schema'],
    ['order 0', broken({ 'event-aggregate-id': '0' }), 'wrong-schema'],
    ['a DATE that is a year', broken({ DATE: '1' }), 'wrong-schema'],
    ['an absurd DATE', broken({ DATE: 'Sat, 31 Feb 2026 18:05:12 GMT' }), 'absurd-moment'],
    [
      'an absurd moment',
      tramMessage('Order', 42, 'OrderDelivered', { at: '2200-10-03T18:00:00' }),
      'absurd-moment',
    ],
    [
      'somebody new who cancels',
      tramMessage('Order', 42, 'OrderCancelled', { cancelledBy: 'FRAUD_CHECK' }),
      'wrong-schema',
    ],
  ])('quarantines %s (I2)', (_, message, cause) => {
    expect(causeOf(translating(message)).cause).toBe(cause);
  });
});
