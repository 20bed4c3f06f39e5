import type { SendingMoment } from './last-moment.js';
import { restraintOf, suppressionCause } from './last-moment.js';
import type { Order } from './order.js';
import { anOrder, at } from './testing/index.js';

const lateNotice = { condition: 'LATE', promiseGeneration: 1, useBy: at('20:05') } as const;
const undeliverable = { ...lateNotice, condition: 'UNDELIVERABLE' } as const;

const moment = (order: Partial<Order> = {}, rest: Partial<SendingMoment> = {}): SendingMoment => ({
  order: anOrder(order),
  condition: 'LATE',
  promiseGeneration: 1,
  wasTold: false,
  now: at('19:06'),
  ...rest,
});

describe('suppressionCause (I6)', () => {
  it('lets a notice go that still holds, up to its use-by time', () => {
    expect(suppressionCause(lateNotice, moment())).toBeUndefined();
    expect(suppressionCause(lateNotice, moment({}, { now: at('20:05') }))).toBeUndefined();
  });

  it.each<[string, Partial<Order>, Partial<SendingMoment>]>([
    ['DELIVERED', { deliveredAt: at('19:06') }, {}],
    ['DELIVERED', { state: 'DELIVERED' }, {}],
    ['CANCELLED', { cancelledAt: at('19:06'), cancelledBy: 'CONSUMER' }, {}],
    ['CANCELLED', { cancelledAt: at('19:06'), cancelledBy: 'RESTAURANT' }, {}],
    ['CANCELLED', { state: 'CANCELLED' }, {}],
    ['CANCELLED', { deletedAt: at('19:06') }, {}],
    ['PROMISE_CHANGED', {}, { promiseGeneration: 2 }],
    ['RECOVERED', {}, { condition: 'RECOVERED' }],
    ['RECOVERED', {}, { condition: 'ON_TIME' }],
    ['SUPERSEDED', {}, { condition: 'UNDELIVERABLE' }],
    ['TOO_LATE', {}, { now: new Date(at('20:05').getTime() + 1) }],
  ])('holds a notice of lateness back as %s: %j %j', (cause, order, rest) => {
    expect(suppressionCause(lateNotice, moment(order, rest))).toBe(cause);
  });

  it("still tells of a restaurant's cancellation, which is the news itself", () => {
    const cancelled = { cancelledAt: at('19:06'), cancelledBy: 'RESTAURANT' } as const;
    const now = moment(cancelled, { condition: 'UNDELIVERABLE' });
    expect(suppressionCause(undeliverable, now)).toBeUndefined();
  });

  it("holds news of an undeliverable order back after the customer's own cancellation", () => {
    const cancelled = { cancelledAt: at('19:06'), cancelledBy: 'CONSUMER' } as const;
    const now = moment(cancelled, { condition: 'UNDELIVERABLE' });
    expect(suppressionCause(undeliverable, now)).toBe('CANCELLED');
  });

  it('holds news of an undeliverable order back once the courier has the meal', () => {
    const now = moment({ pickedUpAt: at('19:05') }, { condition: 'UNDELIVERABLE' });
    expect(suppressionCause(undeliverable, now)).toBe('RECOVERED');
  });

  it('tells of a recovery only who may have read of the trouble', () => {
    const recovery = { ...lateNotice, condition: 'RECOVERED' } as const;
    const recovered = { condition: 'RECOVERED', wasTold: true } as const;
    expect(suppressionCause(recovery, moment({}, recovered))).toBeUndefined();
    const untold = moment({}, { ...recovered, wasTold: false });
    expect(suppressionCause(recovery, untold)).toBe('NOT_TOLD_BEFORE');
    const again = moment({}, { condition: 'AT_RISK', wasTold: true });
    expect(suppressionCause(recovery, again)).toBe('SUPERSEDED');
  });
});

describe('restraintOf', () => {
  const notice = { condition: 'LATE', audience: 'CUSTOMER', useBy: at('20:05') } as const;
  const restrained = (input: Partial<Parameters<typeof restraintOf>[0]> = {}) =>
    restraintOf({
      notice,
      noticesInADay: 0,
      timeZone: 'UTC',
      policy: { mostCustomerNoticesADay: 10, quietHours: { from: '19:00', to: '19:30' } },
      now: at('18:40'),
      ...input,
    });

  it('lets a notice go at most times', () => {
    expect(restrained()).toBeUndefined();
    expect(restrained({ noticesInADay: 9 })).toBeUndefined();
  });

  it('lets a customer alone after ten notices in a day', () => {
    expect(restrained({ noticesInADay: 10 })).toEqual({ suppress: 'ENOUGH_TODAY' });
  });

  it('waits through quiet hours with what still helps then, and drops what would be stale', () => {
    expect(restrained({ now: at('19:10') })).toEqual({ waitUntil: at('19:30') });
    const stale = { ...notice, useBy: at('19:29') };
    expect(restrained({ notice: stale, now: at('19:10') })).toEqual({ suppress: 'QUIET_HOURS' });
  });

  it('never holds back that a meal will not come, nor anything to customer service', () => {
    const now = at('19:10');
    const undelivered = { ...notice, condition: 'UNDELIVERABLE' } as const;
    expect(restrained({ notice: undelivered, noticesInADay: 10, now })).toBeUndefined();
    const toService = { ...notice, audience: 'CUSTOMER_SERVICE' } as const;
    expect(restrained({ notice: toService, noticesInADay: 10, now })).toBeUndefined();
  });
});
