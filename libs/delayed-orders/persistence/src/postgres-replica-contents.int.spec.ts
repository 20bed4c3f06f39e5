import type { OrderFields, ReplicaUpdate } from '@ftgo/delayed-orders-domain';
import { at } from '@ftgo/delayed-orders-domain/testing';
import type { ReplicaBatch } from './postgres-replica.js';
import { PostgresReplica } from './postgres-replica.js';
import { PostgresReplicaContents } from './postgres-replica-contents.js';
import type { ServiceDatabase } from './testing/index.js';
import {
  closureRow,
  goneRow,
  hoursRow,
  orderUpdate,
  restaurantRow,
  serviceDatabase,
} from './testing/index.js';

const EVERYTHING = { from: 0, to: 1_000 };
const RANGE = 10;

describe('PostgresReplicaContents', () => {
  let service: ServiceDatabase;
  let contents: PostgresReplicaContents;

  const tell = (batch: Partial<ReplicaBatch>) =>
    new PostgresReplica(service.database, { name: 'cdc', worker: 'spec' }, 0).apply({
      orders: [],
      restaurants: [],
      ...batch,
    });
  const hear = (...orders: ReplicaUpdate<OrderFields>[]) => tell({ orders });
  const orderDigests = () => contents.orderDigests(EVERYTHING, RANGE);
  const restaurantDigests = () => contents.restaurantDigests(EVERYTHING, RANGE);
  const empty = () =>
    service.database.query(
      'truncate order_replica, restaurant_replica, opening_hours_replica, closure_replica',
    );
  /** The digests after each of several ways in which the same may be told. */
  const afterEachOf = async (
    digests: () => Promise<object[]>,
    ...ways: (() => Promise<unknown>)[]
  ): Promise<object[][]> => {
    const found: object[][] = [];
    for (const way of ways) {
      await empty();
      await way();
      found.push(await digests());
    }
    return found;
  };

  beforeAll(async () => {
    service = await serviceDatabase();
    contents = new PostgresReplicaContents(service.database);
  });
  beforeEach(empty);
  afterAll(() => service.drop());

  describe('of orders', () => {
    it('I1: has one digest for a row, whatever way and in whatever pieces it came', async () => {
      const fields = orderUpdate(42).fields;
      const pieces = Object.entries(fields).map(([name, value]) => ({
        id: 42,
        version: 2,
        fields: { [name]: value },
      }));
      const whole = { id: 42, version: 2, position: 7n, fields };
      const [reference, ...others] = await afterEachOf(
        orderDigests,
        () => hear(whole),
        () => hear(...pieces),
        () => hear(...pieces.reverse()),
        async () => {
          for (const piece of pieces) await hear(piece);
        },
        async () => {
          await hear({ id: 42, version: 1, fields: { area: null, state: 'APPROVAL_PENDING' } });
          await hear(whole);
        },
      );
      expect(reference).toHaveLength(1);
      for (const other of others) expect(other).toEqual(reference);
    });

    it('takes a value that was told to be none for one that was never told', async () => {
      const none = { area: null, deliveredAt: null, cancelledBy: null, scheduledDeliveryAt: null };
      const [told, untold] = await afterEachOf(
        orderDigests,
        () => hear(orderUpdate(42, none)),
        () => hear(orderUpdate(42)),
      );
      expect(told).toEqual(untold);
    });

    it.each<[keyof OrderFields, Partial<OrderFields>]>([
      ['state', { state: 'REJECTED' }],
      ['consumerId', { consumerId: 8 }],
      ['restaurantId', { restaurantId: 2 }],
      ['area', { area: 'Oakland' }],
      ['orderTotalCents', { orderTotalCents: 6171 }],
      ['createdAt', { createdAt: at('18:01') }],
      ['promisedAt', { promisedAt: at('19:01') }],
      ['acceptedAt', { acceptedAt: at('18:03') }],
      ['readyBy', { readyBy: at('18:25') }],
      ['preparingAt', { preparingAt: at('18:10') }],
      ['readyAt', { readyAt: at('18:20') }],
      ['pickedUpAt', { pickedUpAt: at('18:30') }],
      ['deliveredAt', { deliveredAt: at('18:50') }],
      ['cancelledAt', { cancelledAt: at('18:40') }],
      ['cancelledBy', { cancelledBy: 'RESTAURANT' }],
      ['scheduledDeliveryAt', { scheduledDeliveryAt: at('20:00') }],
    ])('has another digest when %s is another', async (_, change) => {
      const [one, other] = await afterEachOf(
        orderDigests,
        () => hear(orderUpdate(42)),
        () => hear(orderUpdate(42, change)),
      );
      expect(other).not.toEqual(one);
    });

    it('has another digest for the same values under another version', async () => {
      const [one, other] = await afterEachOf(
        orderDigests,
        () => hear(orderUpdate(42, {}, 1)),
        () => hear(orderUpdate(42, {}, 2)),
      );
      expect(other).not.toEqual(one);
    });

    it('does not mind the courier, whom some feeds do not tell', async () => {
      const [one, other] = await afterEachOf(
        orderDigests,
        () => hear(orderUpdate(42)),
        () => hear(orderUpdate(42, { courierId: 3 })),
      );
      expect(other).toEqual(one);
    });

    it('I1: says of a deleted order what it says of one that never was', async () => {
      await hear(orderUpdate(41), orderUpdate(42), orderUpdate(58));
      const before = await orderDigests();
      await hear(orderUpdate(43), { id: 43, version: 9, fields: { deletedAt: at('18:30') } });
      expect(await orderDigests()).toEqual(before);
      expect(await contents.orderIds(EVERYTHING)).toEqual([41, 42, 58]);
    });

    it('changes the digest of the range that a row lies in, and of no other', async () => {
      await hear(...[1, 9, 10, 19, 20].map((id) => orderUpdate(id)));
      const before = await orderDigests();
      expect(before.map(({ range }) => range)).toEqual([0, 1, 2]);
      await hear(orderUpdate(19, { area: 'Oakland' }));
      const after = await orderDigests();
      expect(after.map(({ digest }, n) => digest === before[n]?.digest)).toEqual([
        true,
        false,
        true,
      ]);
    });

    it.each([
      [{ from: 10, to: 20 }, [10, 19]],
      [{ from: 10, to: 19 }, [10]],
      [{ from: 11, to: 11 }, []],
    ])('knows the ids within %j: the first is in, the last is not', async (span, ids) => {
      await hear(...[1, 9, 10, 19, 20].map((id) => orderUpdate(id)));
      expect(await contents.orderIds(span)).toEqual(ids);
    });

    it('tells a state that this version does not know as it was told', async () => {
      await hear(orderUpdate(42, { state: 'EATEN' }));
      expect(await contents.orders([42, 404])).toMatchObject([{ id: 42, state: 'EATEN' }]);
    });
  });

  describe('of restaurants', () => {
    const closed = [at('20:00'), at('23:00')] as const;
    const event = {
      id: 1,
      version: 4,
      fields: {
        name: 'Ajanta',
        timeZone: 'UTC',
        openingHours: [
          { dayOfWeek: 2, opens: '17:00', closes: '22:30' },
          { dayOfWeek: 1, opens: '11:00', closes: '22:30' },
        ],
        closures: [{ from: closed[0], to: closed[1] }],
      },
    };
    const rows = {
      openingHoursRows: [hoursRow(12, 6n, { dayOfWeek: 2, opens: '17:00' }), hoursRow(11, 5n)],
      closureRows: [closureRow(8, 7n, ...closed)],
    };

    it('I1: has one digest for hours that an event told and for the same told by rows', async () => {
      const [byEvent, byRows, byRowsFirst] = await afterEachOf(
        restaurantDigests,
        () => tell({ restaurants: [event] }),
        () => tell({ restaurants: [restaurantRow(4, 4n)], ...rows }),
        async () => {
          await tell(rows);
          await tell({ restaurants: [restaurantRow(4, 9n)] });
        },
      );
      expect(byEvent).toHaveLength(1);
      expect(byRows).toEqual(byEvent);
      expect(byRowsFirst).toEqual(byEvent);
    });

    it('takes no hours for hours that were never told', async () => {
      const named = { id: 1, version: 4, fields: { name: 'Ajanta', timeZone: 'UTC' } };
      const [untold, none] = await afterEachOf(
        restaurantDigests,
        () => tell({ restaurants: [named] }),
        () =>
          tell({
            restaurants: [
              { ...named, fields: { ...named.fields, openingHours: [], closures: [] } },
            ],
          }),
      );
      expect(none).toEqual(untold);
    });

    it('has another digest when an hour or a closure is another', async () => {
      const digests = await afterEachOf(
        restaurantDigests,
        () => tell({ restaurants: [event] }),
        () => tell({ restaurants: [{ ...event, fields: { ...event.fields, closures: [] } }] }),
        () => tell({ restaurants: [{ ...event, fields: { ...event.fields, openingHours: [] } }] }),
        () => tell({ restaurants: [{ ...event, fields: { ...event.fields, timeZone: 'CET' } }] }),
      );
      expect(new Set(digests.map((each) => JSON.stringify(each))).size).toBe(4);
    });

    it('knows the rows of hours that are alive, of the restaurants asked for', async () => {
      await tell({
        ...rows,
        openingHoursRows: [...rows.openingHoursRows, hoursRow(13, 8n, { restaurantId: 2 })],
      });
      await tell({ openingHoursRows: [goneRow(12, 9n)] });
      expect(await contents.rowsOfHours([1])).toEqual({ openingHours: [11], closures: [8] });
      await tell({ closureRows: [goneRow(8, 10n)] });
      expect(await contents.rowsOfHours([1, 2])).toEqual({ openingHours: [11, 13], closures: [] });
      expect(await contents.rowsOfHours([])).toEqual({ openingHours: [], closures: [] });
    });
  });
});
