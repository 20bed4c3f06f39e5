import fc from 'fast-check';
import {
  causeOf as causeIn,
  moment,
  onlyChangeOf,
  orderAccepted,
  orderCancelled,
  orderCreated,
  orderDelivered,
  orderEvent,
  restaurantCreated,
  restaurantEvent,
} from '../testing/index.js';
import type { Translation } from '../translation.js';
import { translateDomainEvent, translateEventData } from './translate-domain-event.js';

const utc = (wallClockMs: number): number => wallClockMs;
const at = (time: string): Date => new Date(moment(time));
const translating = (body: unknown): Translation => translateDomainEvent(body, utc);

const changeOf = (body: unknown) => onlyChangeOf('order', translating(body));
const restaurantIn = (body: unknown) => onlyChangeOf('restaurant', translating(body));

function causeOf(body: unknown): [string, string] {
  const { cause, detail } = causeIn(translating(body));
  return [cause, detail];
}

describe('translateDomainEvent says of an order', () => {
  it('that it was created, with its total in cents', () => {
    expect(translating(orderCreated())).toEqual({
      understood: true,
      notices: [],
      changes: [
        {
          kind: 'order',
          orderId: 42,
          version: 0,
          position: 0n,
          occurredAt: at('18:00'),
          fields: {
            state: 'APPROVED',
            consumerId: 7,
            restaurantId: 1,
            orderTotalCents: 6170,
            createdAt: at('18:00'),
            promisedAt: at('19:00'),
            area: 'Berkeley',
          },
        },
      ],
    });
  });

  it('null where the monolith has no promise and no area', () => {
    const { fields } = changeOf(orderCreated({ promisedAt: undefined, area: null }));
    expect(fields).toMatchObject({ promisedAt: null, area: null });
  });

  it.each([
    ['0', 0],
    ['12', 1200],
    ['12.3', 1230],
    ['0.07', 7],
    ['9999999999999.99', 999_999_999_999_999],
  ])('a total of %s as %p cents, exactly', (orderTotal, orderTotalCents) => {
    expect(changeOf(orderCreated({ orderTotal })).fields).toMatchObject({ orderTotalCents });
  });

  it('that it was accepted, and nothing of a courier that was not named', () => {
    const acceptedAt = at('18:03');
    expect(changeOf(orderAccepted()).fields).toEqual({
      state: 'ACCEPTED',
      acceptedAt,
      readyBy: at('18:25'),
      courierId: 3,
    });
    const unassigned = orderAccepted({ courierId: null, readyBy: null });
    expect(changeOf(unassigned).fields).toEqual({ state: 'ACCEPTED', acceptedAt, readyBy: null });
  });

  it('when its courier is scheduled to arrive, which is no promise', () => {
    const scheduled = orderAccepted({ scheduledDeliveryAt: moment('18:55') });
    expect(changeOf(scheduled).fields).toMatchObject({ scheduledDeliveryAt: at('18:55') });
    const silent = orderAccepted({ scheduledDeliveryAt: null });
    expect(changeOf(silent).fields).not.toHaveProperty('scheduledDeliveryAt');
  });

  const order = { orderId: 42, version: 3 };
  it.each<[string, object, object]>([
    [
      'is being prepared',
      orderEvent(
        'ftgo.order.preparation-started.v1',
        { ...order, preparingAt: moment('18:08') },
        moment('18:08'),
      ),
      { state: 'PREPARING', preparingAt: at('18:08') },
    ],
    [
      'is ready',
      orderEvent(
        'ftgo.order.ready-for-pickup.v1',
        { ...order, readyAt: moment('18:26') },
        moment('18:26'),
      ),
      { state: 'READY_FOR_PICKUP', readyAt: at('18:26') },
    ],
    [
      'was picked up by courier 3',
      orderEvent(
        'ftgo.order.picked-up.v1',
        { ...order, pickedUpAt: moment('18:31'), courierId: 3 },
        moment('18:31'),
      ),
      { state: 'PICKED_UP', pickedUpAt: at('18:31'), courierId: 3 },
    ],
    [
      'was picked up by nobody that is told',
      orderEvent(
        'ftgo.order.picked-up.v1',
        { ...order, pickedUpAt: moment('18:31') },
        moment('18:31'),
      ),
      { state: 'PICKED_UP', pickedUpAt: at('18:31') },
    ],
    ['was delivered', orderDelivered(), { state: 'DELIVERED', deliveredAt: at('18:52') }],
    [
      'comes to another total',
      orderEvent('ftgo.order.revised.v1', { ...order, orderTotal: '123.40' }, moment('18:02')),
      { orderTotalCents: 12_340 },
    ],
  ])('that it %s', (_, event, fields) => {
    expect(changeOf(event).fields).toEqual(fields);
  });

  it('that it was cancelled, and by whom', () => {
    expect(changeOf(orderCancelled()).fields).toEqual({
      state: 'CANCELLED',
      cancelledAt: at('18:10'),
      cancelledBy: 'RESTAURANT',
    });
  });

  it('that its promise moved or was withdrawn', () => {
    const moved = (promisedAt: string | null) =>
      orderEvent(
        'ftgo.order.delivery-rescheduled.v1',
        { orderId: 42, version: 4, promisedAt },
        moment('18:30'),
      );
    expect(changeOf(moved(moment('19:30'))).fields).toEqual({ promisedAt: at('19:30') });
    expect(changeOf(moved(null)).fields).toEqual({ promisedAt: null });
  });
});

describe('translateDomainEvent says of a restaurant', () => {
  it('its name, zone and hours', () => {
    expect(restaurantIn(restaurantCreated())).toEqual({
      kind: 'restaurant',
      restaurantId: 1,
      version: 0,
      position: 0n,
      occurredAt: at('09:00'),
      fields: {
        name: 'Ajanta',
        timeZone: 'America/Los_Angeles',
        openingHours: [{ dayOfWeek: 6, opens: '11:00', closes: '22:30' }],
        closures: [],
      },
    });
  });

  it('revised hours and closures, and nothing of the name', () => {
    const closures = [{ from: moment('20:00'), to: moment('23:00') }];
    const revised = restaurantEvent(
      'ftgo.restaurant.opening-hours-revised.v1',
      { restaurantId: 1, version: 1, openingHours: [], closures },
      moment('12:00'),
    );
    expect(restaurantIn(revised).fields).toEqual({
      openingHours: [],
      closures: [{ from: at('20:00'), to: at('23:00') }],
    });
  });
});

describe('translateDomainEvent hears a heartbeat', () => {
  const beat = (sentAt: string) => ({
    ...orderCreated(),
    type: 'ftgo.feed.heartbeat.v1',
    data: { sentAt },
  });

  it('that tells when it left the source', () => {
    expect(onlyChangeOf('heartbeat', translating(beat('2026-10-03T18:00:00.250Z')))).toEqual({
      kind: 'heartbeat',
      sentAt: new Date('2026-10-03T18:00:00.250Z'),
    });
  });

  it('but none out of the far future, which would make a dead feed look alive (I7)', () => {
    expect(causeOf(beat('2200-10-03T18:00:00Z'))[0]).toBe('absurd-moment');
  });
});

describe('translateEventData', () => {
  it('reads an event without its envelope, and does not know when it happened', () => {
    const { type, data } = orderDelivered();
    const change = onlyChangeOf('order', translateEventData(type, data, undefined, utc));
    expect(change).toMatchObject({ orderId: 42, occurredAt: undefined });
    expect(change.fields).toEqual({ state: 'DELIVERED', deliveredAt: at('18:52') });
  });
});

describe('translateDomainEvent reads times', () => {
  it("without an offset in the monolith's zone, handed in", () => {
    const body = orderCreated({ createdAt: '2026-10-03T18:00:00', promisedAt: null });
    const seoul = (wallClockMs: number): number => wallClockMs - 9 * 3_600_000;
    const translation = translateDomainEvent(body, seoul);
    expect(translation).toMatchObject({
      changes: [{ occurredAt: at('09:00'), fields: { createdAt: at('09:00') } }],
    });
  });

  it('and quarantines an absurd one', () => {
    expect(causeOf(orderCreated({ promisedAt: '2026-02-31T18:00:00Z' }))[0]).toBe('absurd-moment');
    expect(causeOf({ ...orderCreated(), time: '1926-10-03T18:00:00Z' })[0]).toBe('absurd-moment');
  });
});

describe('translateDomainEvent quarantines (I2)', () => {
  it.each(['ftgo.order.fried.v1', 'ftgo.order.created.v2', '__proto__', 'constructor', 'toString'])(
    'the unknown type %s',
    (type) => expect(causeOf({ ...orderCreated(), type })[0]).toBe('unknown-type'),
  );

  it.each<[string, unknown]>([
    ['no object', null],
    ['a list', []],
    ['a text', 'order'],
    ['another version of CloudEvents', { ...orderCreated(), specversion: '0.3' }],
    ['no data', { ...orderCreated(), data: undefined }],
    [
      'an order id that is a text',
      { ...orderCreated(), data: { ...orderCreated().data, orderId: '42' } },
    ],
    ['order 0', orderCreated({ orderId: 0 })],
    ['an id beyond the safe range', orderCreated({ orderId: 2 ** 60 })],
    ['a negative version', orderCreated({ version: -1 })],
    ['a total that is not money', orderCreated({ orderTotal: '1e3' })],
    ['a total whose cents leave the safe range', orderCreated({ orderTotal: '99999999999999' })],
    ['a time zone that does not exist', restaurantCreated({ timeZone: 'Mars/Olympus' })],
    [
      'an hour that does not exist',
      restaurantCreated({ openingHours: [{ dayOfWeek: 1, opens: '25:00', closes: '26:00' }] }),
    ],
  ])('%s', (_, body) => expect(causeOf(body)[0]).toBe('wrong-schema'));

  it('and names the fields and rules that were broken', () => {
    const [, detail] = causeOf(orderCreated({ orderId: 0, orderTotal: 'much' }));
    expect(detail).toBe('orderId: too_small; orderTotal: invalid_format');
  });

  it('and never tells a value of the message', () => {
    const secret = 'john.doe@example.com';
    const keys = Object.keys({ ...orderCreated(), ...orderCreated().data });
    fc.assert(
      fc.property(fc.subarray(keys, { minLength: 1 }), (spoilt) => {
        const spoil = (part: object) =>
          Object.fromEntries(
            Object.entries(part).map(([key, value]) => [
              key,
              key !== 'data' && spoilt.includes(key) ? secret : value,
            ]),
          );
        const event = orderCreated();
        const translation = translating({ ...spoil(event), data: spoil(event.data) });
        if (!translation.understood) expect(translation.detail).not.toContain(secret);
      }),
    );
  });

  it('and never throws, whatever JSON comes', () => {
    const types = ['ftgo.order.created.v1', 'ftgo.restaurant.created.v1', '__proto__', 'nothing'];
    const body = fc.oneof(
      fc.jsonValue(),
      fc.record({ type: fc.constantFrom(...types), data: fc.jsonValue() }).map((rest) => ({
        ...orderCreated(),
        ...rest,
      })),
    );
    fc.assert(fc.property(body, (each) => void translating(each)));
  });

  it('and takes nothing from a __proto__ key', () => {
    const text = JSON.stringify(orderCreated()).replace(
      '"data":{',
      '"data":{"__proto__":{"state":"x"},',
    );
    const { fields } = changeOf(JSON.parse(text));
    expect(fields).toMatchObject({ state: 'APPROVED' });
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
  });
});
