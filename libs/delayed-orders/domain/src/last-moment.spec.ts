import type { SendingMoment } from './last-moment.js';
import { suppressionCause } from './last-moment.js';
import type { Order } from './order.js';
import { anOrder, at } from './testing/index.js';

const lateNotice = { condition: 'LATE', promiseGeneration: 1, useBy: at('20:05') } as const;
const undeliverable = { ...lateNotice, condition: 'UNDELIVERABLE' } as const;

const moment = (order: Partial<Order> = {}, rest: Partial<SendingMoment> = {}): SendingMoment => ({
  order: anOrder(order),
  condition: 'LATE',
  promiseGeneration: 1,
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
});
