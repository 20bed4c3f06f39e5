import fc from 'fast-check';
import type { ReplicaChange } from '@ftgo/monolith-contracts';
import { translateDomainEvent, translateTramMessage } from '@ftgo/monolith-contracts';
import { DomainEvents } from './domain-events.js';

const ZONE = 'Asia/Seoul';
/** Seoul keeps nine hours ahead of UTC and changes no clocks. */
const readSeoul = (wallClockMs: number): number => wallClockMs - 9 * 3_600_000;
const both = new DomainEvents({
  formats: ['events', 'tram'],
  exchange: 'ftgo.events',
  timeZone: ZONE,
});
const at = (minutes: number): Date => new Date(Date.UTC(2026, 9, 3, 18, minutes, 7, 250));
const iso = (minutes: number): string => at(minutes).toISOString();

type Told = ReturnType<DomainEvents['ofOrder']>;

/** What each of the two formats says, in the replica's words. */
function changesOf([catalogue, tram]: Told): [ReplicaChange[], ReplicaChange[]] {
  const own = translateDomainEvent(catalogue?.body, readSeoul);
  const theirs = translateTramMessage(tram?.body, readSeoul);
  if (!own.understood) throw new Error(`events: ${own.detail}`);
  if (!theirs.understood) throw new Error(`tram: ${theirs.detail}`);
  expect(theirs.notices).toEqual([]);
  return [[...own.changes], [...theirs.changes]];
}

/** FTGO's mapper leaves null out, so a value that never was is silence in Tram's format. */
const spoken = (change: ReplicaChange): object => ({
  ...change,
  fields: Object.entries('fields' in change ? change.fields : {}).filter(
    ([, value]) => value != null,
  ),
});

const order = { orderId: 42, version: 3 };

const created = {
  ...{ consumerId: 7, restaurantId: 1, orderTotal: '61.70', createdAt: iso(0) },
  ...{ promisedAt: iso(60), area: 'Oakland' },
};

describe('an event says the same in the catalogue’s format and in Tram’s (I1):', () => {
  it.each<[string, Told]>([
    ['created', both.ofOrder('ftgo.order.created.v1', at(0), { ...order, ...created })],
    [
      'created without a promise',
      both.ofOrder('ftgo.order.created.v1', at(0), {
        ...order,
        ...created,
        promisedAt: null,
        area: null,
      }),
    ],
    [
      'accepted',
      both.ofOrder('ftgo.order.accepted.v1', at(3), {
        ...{ ...order, acceptedAt: iso(3), readyBy: iso(18) },
        ...{ courierId: 9, scheduledDeliveryAt: iso(48) },
      }),
    ],
    [
      'preparation started',
      both.ofOrder('ftgo.order.preparation-started.v1', at(5), { ...order, preparingAt: iso(5) }),
    ],
    [
      'ready',
      both.ofOrder('ftgo.order.ready-for-pickup.v1', at(18), { ...order, readyAt: iso(18) }),
    ],
    [
      'picked up',
      both.ofOrder('ftgo.order.picked-up.v1', at(20), {
        ...order,
        pickedUpAt: iso(20),
        courierId: 9,
      }),
    ],
    [
      'delivered',
      both.ofOrder('ftgo.order.delivered.v1', at(40), { ...order, deliveredAt: iso(40) }),
    ],
    [
      'cancelled by the restaurant',
      both.ofOrder('ftgo.order.cancelled.v1', at(9), {
        ...{ ...order, cancelledAt: iso(9), cancelledBy: 'RESTAURANT' as const },
      }),
    ],
    ['revised', both.ofOrder('ftgo.order.revised.v1', at(2), { ...order, orderTotal: '12.34' })],
    [
      'rescheduled',
      both.ofOrder('ftgo.order.delivery-rescheduled.v1', at(30), { ...order, promisedAt: iso(90) }),
    ],
  ])('%s', (_what, told) => {
    const [own, theirs] = changesOf(told);
    expect(theirs.map(spoken)).toEqual(own.map(spoken));
  });

  it('a promise taken back, which silence could not say', () => {
    const withdrawn = { ...order, promisedAt: null };
    const told = both.ofOrder('ftgo.order.delivery-rescheduled.v1', at(30), withdrawn);
    const [own, theirs] = changesOf(told);
    expect(theirs).toEqual(own);
    expect(own).toMatchObject([{ fields: { promisedAt: null } }]);
  });

  it('leaves out what has no value, as FTGO’s mapper does', () => {
    const unpromised = { ...order, ...created, promisedAt: null, area: null };
    const [, tram] = both.ofOrder('ftgo.order.created.v1', at(0), unpromised);
    expect(JSON.stringify(tram?.body)).not.toMatch(/null|deliveryTime|area/);
  });

  it('restaurant created, with hours', () => {
    const told = both.ofRestaurant('ftgo.restaurant.created.v1', at(0), {
      ...{ restaurantId: 1, version: 0, name: 'Ajanta', timeZone: 'America/Los_Angeles' },
      openingHours: [{ dayOfWeek: 6, opens: '11:00', closes: '22:30' }],
    });
    const [[own], [theirs]] = changesOf(told);
    expect(theirs).toMatchObject({ kind: 'restaurant', version: 0 });
    expect(theirs?.kind === 'restaurant' && theirs.fields).toEqual(
      own?.kind === 'restaurant' && own.fields,
    );
  });

  it('hours revised, with a closure, whatever the clock', () => {
    const minutes = fc.integer({ min: 0, max: 500_000 });
    fc.assert(
      fc.property(minutes, fc.integer({ min: 1, max: 600 }), (from, long) => {
        const told = both.ofRestaurant('ftgo.restaurant.opening-hours-revised.v1', at(0), {
          ...{ restaurantId: 1, version: 4 },
          openingHours: [{ dayOfWeek: 7, opens: '18:00', closes: '02:00' }],
          closures: [{ from: iso(from), to: iso(from + long) }],
        });
        const [[own], [theirs]] = changesOf(told);
        expect(theirs?.kind === 'restaurant' && theirs.fields).toEqual(
          own?.kind === 'restaurant' && own.fields,
        );
      }),
    );
  });

  it('a heartbeat', () => {
    const [own, theirs] = changesOf(both.heartbeat(at(1)));
    expect(theirs).toEqual(own);
    expect(own).toEqual([{ kind: 'heartbeat', sentAt: at(1) }]);
  });
});
