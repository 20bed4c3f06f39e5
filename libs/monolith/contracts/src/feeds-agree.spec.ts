import type { ReplicaUpdate } from '@ftgo/delayed-orders-domain';
import { foldUpdates } from '@ftgo/delayed-orders-domain';
import fc from 'fast-check';
import type { Feed } from './read-message.js';
import { FEEDS, readMessage } from './read-message.js';
import type { OrderChange, ReplicaChange } from './replica-change.js';
import type { SampleRow } from './testing/index.js';
import {
  ORDER_LIVES,
  changesOf,
  closureRow,
  feedMessage,
  moment,
  openingHoursRow,
  orderRow,
  postgresSource,
  restaurantCreated,
  restaurantEvent,
  restaurantRow,
  rowMessage,
  rowsAlongTheLog,
  tramMessage,
} from './testing/index.js';

const utc = (wallClockMs: number): number => wallClockMs;
const at = (time: string): Date => new Date(moment(time));

function said(feed: Feed, bodies: readonly unknown[]): ReplicaChange[] {
  return bodies.flatMap((body) => changesOf(readMessage(feedMessage(feed, body), utc)));
}

/** The fields of the one thing that the changes are about, folded as the replica does (I1). */
function folded(changes: readonly ReplicaChange[], kind: ReplicaChange['kind']): SampleRow[] {
  const updates = changes.flatMap((change): ReplicaUpdate<SampleRow>[] => {
    if (change.kind !== kind || change.kind === 'heartbeat') return [];
    const { version, position, fields } = change;
    return [{ id: idOf(change), version, position, fields }];
  });
  return foldUpdates(updates).map(({ fields }) =>
    // That there is no value is the same as that none was ever told.
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)),
  );
}

const idOf = (change: Exclude<ReplicaChange, { kind: 'heartbeat' }>): number =>
  'orderId' in change
    ? change.orderId
    : 'restaurantId' in change
      ? change.restaurantId
      : change.rowId;

const local = (time: string): string => `2026-10-03T${time}:00`;

/** Everything at least once and up to twice, in any order. */
const chaos = (changes: readonly ReplicaChange[]): fc.Arbitrary<ReplicaChange[]> =>
  fc
    .shuffledSubarray([...changes, ...changes], { minLength: changes.length })
    .map((some) => [...some, ...changes.filter((change) => !some.includes(change))]);

describe.each(ORDER_LIVES)('an order $about', ({ messages, ending }) => {
  it.each(FEEDS)('ends alike in the feed %s (I1)', (feed) => {
    expect(folded(said(feed, messages[feed]), 'order')).toEqual([ending]);
  });

  it.each(FEEDS)('ends alike in the feed %s repeated and in any order (I1)', (feed) => {
    fc.assert(
      fc.property(chaos(said(feed, messages[feed])), (mixed) => {
        expect(folded(mixed, 'order')).toEqual([ending]);
      }),
    );
  });

  it('ends alike when a monolith publishes in all three ways, in any order (I1)', () => {
    const all = FEEDS.flatMap((feed) => said(feed, messages[feed]));
    fc.assert(
      fc.property(chaos(all), (mixed) => {
        expect(folded(mixed, 'order')).toEqual([ending]);
      }),
    );
  });
});

describe("an order told by FTGO's own events, which have no version", () => {
  const ticked = (name: string, second: number, payload: object = {}): unknown =>
    tramMessage(name.startsWith('Ticket') ? 'Ticket' : 'Order', 42, name, payload, {
      ID: `000001a102f1${String(second).padStart(4, '0')}-0242ac1300080000`,
      DATE: `Sat, 3 Oct 2026 18:00:${String(second).padStart(2, '0')} GMT`,
    });
  const bodies = [
    ticked('OrderCreatedEvent', 1, {
      orderDetails: { orderTotal: '61.70', restaurantId: 1, consumerId: 7 },
    }),
    ticked('TicketCreatedEvent', 2),
    ticked('OrderAuthorized', 3),
    ticked('TicketAcceptedEvent', 4, { readyBy: local('18:25') }),
    ticked('OrderRevised', 5, { newOrderTotal: '123.40' }),
    ticked('OrderCancelled', 6),
  ];

  it('ends alike in any order and any number of times, by the growing ids (I1)', () => {
    fc.assert(
      fc.property(chaos(said('tram', bodies)), (mixed) => {
        expect(folded(mixed, 'order')).toEqual([
          {
            state: 'CANCELLED',
            consumerId: 7,
            restaurantId: 1,
            orderTotalCents: 12_340,
            createdAt: new Date('2026-10-03T18:00:01Z'),
            acceptedAt: new Date('2026-10-03T18:00:04Z'),
            readyBy: at('18:25'),
            cancelledAt: new Date('2026-10-03T18:00:06Z'),
          },
        ]);
      }),
    );
  });

  it('takes no promise away that a row told at the same version', () => {
    const row = said(
      'cdc',
      rowsAlongTheLog('orders', [orderRow({ version: 0, area: 'Berkeley' })]),
    );
    const [order] = folded([...row, ...said('tram', bodies.slice(0, 1))], 'order');
    expect(order).toMatchObject({ promisedAt: at('19:00'), area: 'Berkeley' });
  });
});

describe('a restaurant that revises its hours and closes early', () => {
  const saturday = { dayOfWeek: 6, opens: '12:00', closes: '22:30' };
  const closure = { from: at('20:00'), to: at('23:00') };

  const events = [
    restaurantCreated(),
    restaurantEvent(
      'ftgo.restaurant.opening-hours-revised.v1',
      {
        restaurantId: 1,
        version: 1,
        openingHours: [saturday],
        closures: [{ from: moment('20:00'), to: moment('23:00') }],
      },
      moment('12:00'),
    ),
  ];
  const ofTram = (name: string, payload: object): unknown =>
    tramMessage('Restaurant', 1, name, payload);
  const tramEvents = [
    ofTram('RestaurantCreated', {
      name: 'Ajanta',
      timeZone: 'America/Los_Angeles',
      openingHours: [{ ...saturday, opens: '11:00' }],
      version: 0,
    }),
    ofTram('RestaurantOpeningHoursRevised', {
      openingHours: [saturday],
      closures: [{ from: local('20:00'), to: local('23:00') }],
      version: 1,
    }),
  ];
  const expected = {
    name: 'Ajanta',
    timeZone: 'America/Los_Angeles',
    openingHours: [saturday],
    closures: [closure],
  };

  it.each<[Feed, readonly unknown[]]>([
    ['events', events],
    ['tram', tramEvents],
  ])('is the same in the feed %s (I1)', (feed, bodies) => {
    expect(folded(said(feed, bodies.toReversed()), 'restaurant')).toEqual([expected]);
  });

  it('is the same in the feed cdc, whose rows are set together (I1)', () => {
    const noon = 12 * 3_600_000_000;
    const changes = said('cdc', [
      ...rowsAlongTheLog('restaurants', [
        restaurantRow({ version: 0 }),
        restaurantRow({ version: 1 }),
      ]),
      ...rowsAlongTheLog(
        'restaurant_opening_hours',
        [openingHoursRow(), { id: 6, op: 'd' }, openingHoursRow({ id: 7, opens: noon })],
        2_000,
      ),
      ...rowsAlongTheLog('restaurant_closures', [closureRow()], 3_000),
    ]).toReversed();
    const standing = (kind: ReplicaChange['kind']): SampleRow[] =>
      folded(changes, kind).filter(({ isDeleted }) => isDeleted === false);
    const [restaurant] = folded(changes, 'restaurant');
    const openingHours = standing('opening-hours-row').map(({ dayOfWeek, opens, closes }) => ({
      dayOfWeek,
      opens,
      closes,
    }));
    const closures = standing('closure-row').map((row) => ({
      from: row['closedFrom'],
      to: row['closedTo'],
    }));
    expect({ ...restaurant, openingHours, closures }).toEqual({ ...expected, rowVersion: 1 });
  });
});

describe('a deleted order', () => {
  it('stays deleted when an older row comes after, and is not revived (I1)', () => {
    const lsn = (at: number) => ({ source: postgresSource('orders', { lsn: at }) });
    const deleted = rowMessage('orders', { id: 42 }, { op: 'd', ...lsn(2_000) });
    const late = rowMessage('orders', orderRow(), { op: 'r', ...lsn(1_000) });
    for (const bodies of [
      [deleted, late],
      [late, deleted],
    ]) {
      const [order] = folded(said('cdc', bodies), 'order') as OrderChange['fields'][];
      expect(order?.deletedAt).toEqual(new Date(1791050712000));
    }
  });
});
