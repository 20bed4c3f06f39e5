import type { FeedMessage, ReplicaChange } from '@ftgo/monolith-contracts';
import { readMessage } from '@ftgo/monolith-contracts';
import { ajanta, hoursRow, minute, placed, TOLD_CHANGES, transaction } from '../testing/rows.js';
import { EventMessages } from './event-messages.js';
import type { Transaction } from './monolith-history.js';
import { readLocalTime } from './told-messages.js';

const FORMATS = ['events', 'tram'] as const;
type Format = (typeof FORMATS)[number];
const ZONE = 'America/Los_Angeles';

const messagesOf = (format: Format, told: Transaction): FeedMessage[] =>
  new EventMessages(format, ZONE).of(told);

/** What a transaction's messages say once they have been read. */
function said(format: Format, told: Transaction): ReplicaChange[] {
  return messagesOf(format, told).flatMap((message) => {
    const read = readMessage(message, readLocalTime);
    if (!read.understood) throw new Error(`${read.cause}: ${read.detail}`);
    expect(read.notices).toEqual([]);
    return read.changes;
  });
}

/** The fields that a change names. */
const named = (change: ReplicaChange | undefined): Record<string, unknown> =>
  change === undefined || change.kind === 'heartbeat'
    ? {}
    : Object.fromEntries(Object.entries(change.fields).filter(([, value]) => value !== undefined));

describe.each(FORMATS)('a monolith that tells its changes by %s', (format) => {
  it.each(TOLD_CHANGES)('says of an order that was %s what its row says (I1)', (kind, row) => {
    const [change, ...others] = said(format, transaction(kind, row));
    expect(others).toEqual([]);
    expect(change).toMatchObject({ kind: 'order', orderId: row.id, version: row.version });
    const fields = named(change);
    expect(Object.keys(fields).length).toBeGreaterThan(0);
    expect(row).toMatchObject(fields);
  });

  it.each<[string, object]>([
    ['created', { consumerId: 7, restaurantId: 1, orderTotalCents: 6_170, area: 'Oakland' }],
    ['created', { createdAt: minute(0), promisedAt: minute(45), state: 'APPROVED' }],
    ['accepted', { state: 'ACCEPTED', acceptedAt: minute(3), readyBy: minute(18), courierId: 3 }],
    ['accepted', { scheduledDeliveryAt: minute(38) }],
    ['preparing', { state: 'PREPARING', preparingAt: minute(5) }],
    ['ready', { state: 'READY_FOR_PICKUP', readyAt: minute(15) }],
    ['picked-up', { state: 'PICKED_UP', pickedUpAt: minute(18), courierId: 3 }],
    ['delivered', { state: 'DELIVERED', deliveredAt: minute(40) }],
    ['cancelled', { state: 'CANCELLED', cancelledAt: minute(2), cancelledBy: 'CONSUMER' }],
    ['rescheduled', { promisedAt: minute(70) }],
    ['revised', { orderTotalCents: 12_340 }],
  ])('names, when an order was %s, at least %j', (kind, fields) => {
    const [, row = placed()] = TOLD_CHANGES.find(([each]) => each === kind) ?? [];
    const [change] = said(format, transaction(kind as Transaction['kind'], row));
    expect(change).toMatchObject({ fields });
  });

  it.each(['courier-changed', 'deleted'] as const)(
    'says nothing when a row was %s: only the log tells of it',
    (kind) => {
      expect(messagesOf(format, transaction(kind, placed(), placed()))).toEqual([]);
    },
  );

  it('says of a new restaurant its name, its zone and its hours', () => {
    expect(said(format, transaction('restaurant-created', ajanta()))).toMatchObject([
      {
        kind: 'restaurant',
        restaurantId: 1,
        version: 0,
        fields: {
          name: 'Ajanta',
          timeZone: ZONE,
          openingHours: [
            { dayOfWeek: 6, opens: '11:00', closes: '23:30' },
            { dayOfWeek: 7, opens: '11:00', closes: '22:30' },
          ],
        },
      },
    ]);
  });

  it('says of revised hours all that there are now, and that nothing is closed', () => {
    const after = ajanta({ version: 1, hours: [hoursRow({ id: 13, dayOfWeek: 1 })] });
    const [change] = said(format, transaction('hours-revised', after, ajanta()));
    expect(change).toMatchObject({ kind: 'restaurant', restaurantId: 1, version: 1 });
    expect(named(change)).toEqual({
      openingHours: [{ dayOfWeek: 1, opens: '11:00', closes: '23:30' }],
      closures: [],
    });
  });

  it('never tells the ids of the rows of hours, which events do not know', () => {
    const [message] = messagesOf(format, transaction('restaurant-created', ajanta()));
    expect(Buffer.from(message?.body ?? []).toString()).not.toMatch(/rowId|restaurantId":1,"day/);
  });

  it('leaves a promise open that the order does not have', () => {
    const [change] = said(format, transaction('created', placed({ promisedAt: null, area: null })));
    const { promisedAt = null, area = null } = named(change);
    expect({ promisedAt, area }).toEqual({ promisedAt: null, area: null });
  });

  it('is carried as a message of its own feed', () => {
    const [message] = messagesOf(format, transaction('created', placed()));
    expect(message?.feed).toBe(format);
    expect(message?.routingKey).toBe(format === 'events' ? 'ftgo.order.created.v1' : '42');
  });
});

describe('the two formats of events', () => {
  it.each(TOLD_CHANGES)('say the same of an order that was %s (I1)', (kind, row) => {
    const [byEvents, byTram] = FORMATS.map((format) =>
      named(said(format, transaction(kind, row))[0]),
    );
    expect(byTram).toEqual(byEvents);
  });

  it.each<[Transaction['kind'], Transaction]>([
    ['restaurant-created', transaction('restaurant-created', ajanta())],
    ['hours-revised', transaction('hours-revised', ajanta({ version: 1 }), ajanta())],
  ])('say the same hours: %s', (_kind, told) => {
    const [byEvents, byTram] = FORMATS.map((format) => named(said(format, told)[0]));
    expect(byTram).toEqual(byEvents);
  });
});
