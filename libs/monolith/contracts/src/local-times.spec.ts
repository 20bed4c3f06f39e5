import { instantOfLocalTime, localTimeOf } from '@ftgo/delayed-orders-domain';
import fc from 'fast-check';
import type { Feed } from './read-message.js';
import { readMessage } from './read-message.js';
import type { ReplicaChange } from './replica-change.js';
import {
  changesOf,
  closureRow,
  courierActionRow,
  feedMessage,
  orderCreated,
  orderDelivered,
  orderRow,
  restaurantEvent,
  rowMessage,
  tramMessage,
} from './testing/index.js';

const HOUR_MS = 3_600_000;

/** A message of one feed that names one moment, and where that is told. */
interface Telling {
  readonly feed: Feed;
  readonly body: unknown;
  readonly of: (change: ReplicaChange) => unknown;
}

const field =
  (name: string) =>
  (change: ReplicaChange): unknown =>
    'fields' in change ? (change.fields as Record<string, unknown>)[name] : undefined;
const closedFrom = (change: ReplicaChange): unknown =>
  change.kind === 'restaurant' ? change.fields.closures?.[0]?.from : undefined;

/** Every way in which the monolith writes a local time; `shown` is the clock's face, as if UTC. */
function tellingsOf(shown: number): [string, Telling][] {
  const iso = new Date(shown).toISOString().replace('Z', '');
  const order = (row: object) => rowMessage('orders', orderRow({ ...row }));
  const cdc = (body: unknown, of = field('promisedAt')): Telling => ({ feed: 'cdc', body, of });
  const later = new Date(shown + HOUR_MS).toISOString();
  const closures = [{ from: iso, to: later }];
  const hours = { restaurantId: 1, version: 1, openingHours: [], closures };
  return [
    ['a row in milliseconds', cdc(order({ delivery_time: shown }))],
    ['a row in microseconds', cdc(order({ delivery_time: shown * 1e3 }))],
    ['a row in nanoseconds', cdc(order({ delivery_time: Number(BigInt(shown) * 1_000_000n) }))],
    ['a row in ISO 8601', cdc(order({ delivery_time: iso }))],
    ['a row as SQL writes it', cdc(order({ delivery_time: iso.replace('T', ' ') }))],
    [
      "a courier's action",
      cdc(
        rowMessage('courier_actions', courierActionRow({ time: shown })),
        field('scheduledDeliveryAt'),
      ),
    ],
    [
      'a closure',
      cdc(
        rowMessage('restaurant_closures', closureRow({ closed_from: shown, closed_to: later })),
        field('closedFrom'),
      ),
    ],
    [
      "an event of our catalogue's",
      { feed: 'events', body: orderCreated({ promisedAt: iso }), of: field('promisedAt') },
    ],
    [
      'the time of an event',
      {
        feed: 'events',
        body: { ...orderDelivered(), time: iso },
        of: (change) => ('occurredAt' in change ? change.occurredAt : undefined),
      },
    ],
    [
      'the closure of an event',
      {
        feed: 'events',
        body: restaurantEvent('ftgo.restaurant.opening-hours-revised.v1', hours, later),
        of: closedFrom,
      },
    ],
    [
      "an event of Tram's",
      {
        feed: 'tram',
        body: tramMessage('Ticket', 42, 'TicketAcceptedEvent', { readyBy: iso }),
        of: field('readyBy'),
      },
    ],
    [
      "the closure of an event of Tram's",
      {
        feed: 'tram',
        body: tramMessage('Restaurant', 1, 'RestaurantOpeningHoursRevised', { closures }),
        of: closedFrom,
      },
    ],
  ];
}

function told({ feed, body, of }: Telling, zone: string): unknown {
  const read = (wallClockMs: number): number => instantOfLocalTime(wallClockMs, zone);
  return changesOf(readMessage(feedMessage(feed, body), read)).map(of)[0];
}

const CLOCK_CHANGES = [
  ['America/Los_Angeles', 'summer', '2026-10-03T11:40:00', '2026-10-03T18:40:00Z'],
  ['America/Los_Angeles', 'winter', '2026-12-03T10:40:00', '2026-12-03T18:40:00Z'],
  ['America/Los_Angeles', 'the repeated hour', '2026-11-01T01:30:00', '2026-11-01T08:30:00Z'],
  ['America/Los_Angeles', 'the hour after it', '2026-11-01T02:00:00', '2026-11-01T10:00:00Z'],
  ['America/Los_Angeles', 'the skipped hour', '2026-03-08T02:30:00', '2026-03-08T10:30:00Z'],
  ['America/Los_Angeles', 'the hour after it', '2026-03-08T03:00:00', '2026-03-08T10:00:00Z'],
  ['Europe/Berlin', 'summer', '2026-10-03T20:40:00', '2026-10-03T18:40:00Z'],
  ['Europe/Berlin', 'the repeated hour', '2026-10-25T02:30:00', '2026-10-25T00:30:00Z'],
  ['Europe/Berlin', 'the hour after it', '2026-10-25T03:00:00', '2026-10-25T02:00:00Z'],
  ['Europe/Berlin', 'the skipped hour', '2026-03-29T02:30:00', '2026-03-29T01:30:00Z'],
  ['Europe/Berlin', 'the hour after it', '2026-03-29T03:00:00', '2026-03-29T01:00:00Z'],
  ['Asia/Kathmandu', 'no change at all', '2026-10-04T00:25:00', '2026-10-03T18:40:00Z'],
] as const;

describe('a local time', () => {
  it.each(CLOCK_CHANGES)('in %s, %s (%s), is the instant %s in every feed', (zone, _, ...times) => {
    const [shown, instant] = times;
    for (const [way, telling] of tellingsOf(Date.parse(`${shown}Z`))) {
      expect([way, told(telling, zone)]).toEqual([way, new Date(instant)]);
    }
  });

  it('is the same instant in every feed, whatever the time and the zone', () => {
    const zone = fc.constantFrom('America/Los_Angeles', 'Europe/Berlin', 'Australia/Lord_Howe');
    const at = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) });
    fc.assert(
      fc.property(zone, at, (inZone, instant) => {
        const shown = localTimeOf(instant, inZone);
        const expected = new Date(instantOfLocalTime(shown, inZone));
        const read = tellingsOf(shown).map(([, telling]) => told(telling, inZone));
        expect(read).toEqual(read.map(() => expected));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a time of a machine', () => {
  const ms = Date.parse('2026-10-03T18:40:00Z');
  const deletion = rowMessage(
    'orders',
    { id: 42 },
    { op: 'd', source: { table: 'orders', ts_ms: ms } },
  );
  const dated = tramMessage(
    'Order',
    42,
    'OrderDelivered',
    {},
    {
      DATE: 'Sat, 3 Oct 2026 18:40:00 GMT',
    },
  );

  it.each<[string, Telling]>([
    ['the commit of a deletion', { feed: 'cdc', body: deletion, of: field('deletedAt') }],
    ["the DATE of Tram's header", { feed: 'tram', body: dated, of: field('deliveredAt') }],
    [
      'a heartbeat',
      {
        feed: 'cdc',
        body: { ts_ms: ms },
        of: (change) => (change.kind === 'heartbeat' ? change.sentAt : undefined),
      },
    ],
    [
      'a moment with an offset',
      {
        feed: 'events',
        body: orderCreated({ promisedAt: '2026-10-03T20:40:00+02:00' }),
        of: field('promisedAt'),
      },
    ],
  ])("such as %s has nothing to do with the monolith's zone", (_, telling) => {
    expect(told(telling, 'America/Los_Angeles')).toEqual(new Date(ms));
  });
});
