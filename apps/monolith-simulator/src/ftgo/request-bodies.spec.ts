import {
  CourierAvailability,
  CreateConsumerRequest,
  CreateOrderRequest,
  CreateRestaurantRequest,
  OrderAcceptance,
  readBody,
  readLong,
  ReviseOrderRequest,
} from './request-bodies.js';
import { UnreadBody } from './unread-body.js';

describe('readBody', () => {
  it('wants a body', () => {
    expect(() => readBody(CreateOrderRequest, undefined)).toThrow('Required request body');
  });

  it('answers only now for a body that could not be read', () => {
    const unread = new UnreadBody(415, 'Content type not supported');
    expect(() => readBody(CreateOrderRequest, unread)).toThrow(
      expect.objectContaining({ status: 415 }),
    );
  });

  it('names what is wrong and where', () => {
    const body = { menu: { menuItemDTOs: [{ price: 12.34 }] } };
    expect(() => readBody(CreateRestaurantRequest, body)).toThrow('menu.menuItemDTOs.0.price');
  });

  it('refuses properties that it does not know, at every depth', () => {
    expect(() => readBody(CreateConsumerRequest, { nickname: 'JD' })).toThrow('nickname');
    expect(() => readBody(CreateConsumerRequest, { name: { middleName: 'X' } })).toThrow(
      'middleName',
    );
  });

  it("fills in Java's defaults for what is absent or null", () => {
    expect(readBody(CreateOrderRequest, {})).toEqual({ consumerId: 0, restaurantId: 0 });
    expect(readBody(CreateOrderRequest, { consumerId: null })).toMatchObject({ consumerId: 0 });
    expect(readBody(CourierAvailability, {})).toEqual({ available: false });
  });

  it('takes a number that is written as a string, as Jackson does', () => {
    expect(readBody(CreateOrderRequest, { consumerId: '7' })).toMatchObject({ consumerId: 7 });
    expect(readBody(ReviseOrderRequest, { revisedLineItemQuantities: { 1: '10' } })).toEqual({
      revisedLineItemQuantities: { 1: 10 },
    });
  });

  it('takes Money as a decimal string only', () => {
    const menu = (price: unknown) => ({ menu: { menuItemDTOs: [{ id: '1', price }] } });
    expect(() => readBody(CreateRestaurantRequest, menu('12.34'))).not.toThrow();
    for (const price of [12.34, '12,34', 'twelve', '']) {
      expect(() => readBody(CreateRestaurantRequest, menu(price))).toThrow('price');
    }
  });

  it.each(['2026-10-03T18:40:00', '2026-10-03T18:40', '2026-10-03T18:40:00.123456'])(
    'takes the local time %s',
    (readyBy) => {
      expect(readBody(OrderAcceptance, { readyBy })).toEqual({ readyBy });
    },
  );

  it.each(['2026-10-03T18:40:00Z', '2026-10-03T18:40:00+09:00', '2026-02-30T18:40:00', 'now'])(
    'refuses the time %s',
    (readyBy) => {
      expect(() => readBody(OrderAcceptance, { readyBy })).toThrow('readyBy');
    },
  );

  it('refuses a zone that does not exist', () => {
    expect(() => readBody(CreateRestaurantRequest, { timeZone: 'Oakland' })).toThrow('timeZone');
  });

  it('refuses opening hours of an eighth day or an hour 24', () => {
    const hours = (interval: object) => ({
      openingHours: [{ dayOfWeek: 1, opens: '11:00', closes: '23:30', ...interval }],
    });
    expect(() => readBody(CreateRestaurantRequest, hours({}))).not.toThrow();
    for (const wrong of [{ dayOfWeek: 8 }, { closes: '24:00' }, { opens: '9:00' }]) {
      expect(() => readBody(CreateRestaurantRequest, hours(wrong))).toThrow('openingHours.0');
    }
  });
});

describe('readLong', () => {
  it('reads a whole number', () => {
    expect(readLong('42', 'orderId')).toBe(42);
  });

  it.each(['42.5', 'delayed', '', '1e3', '99999999999999999'])('refuses "%s"', (text) => {
    expect(() => readLong(text, 'orderId')).toThrow(expect.objectContaining({ status: 400 }));
  });

  it('names a parameter that is missing', () => {
    expect(() => readLong(undefined, 'consumerId')).toThrow("'consumerId' is not present");
  });
});
