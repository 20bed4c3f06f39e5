import fc from 'fast-check';
import type { MonolithHistory, OrderRow, RestaurantRow, Transaction } from './monolith-history.js';
import { HistoryDraw, isOrderRow } from './monolith-history.js';
import { ajanta, vindaloo } from '../testing/rows.js';

const SEEDS = fc.integer({ min: 1, max: 4_000 });
const MANY_SEEDS = Array.from({ length: 150 }, (_, n) => n + 1);

const drawn = (seed: number): MonolithHistory => new HistoryDraw(seed).draw();

/** What always holds of every life. */
const always = (holds: (life: MonolithHistory, seed: number) => void): void =>
  fc.assert(fc.property(SEEDS, (seed) => holds(drawn(seed), seed)));

const ofOrders = ({ transactions }: MonolithHistory): [OrderRow, Transaction][] =>
  transactions.flatMap((each) => (isOrderRow(each.after) ? [[each.after, each]] : []));
const ofRestaurants = ({ transactions }: MonolithHistory): RestaurantRow[] =>
  transactions.flatMap(({ after }) => (isOrderRow(after) ? [] : [after]));
const livesOf = (life: MonolithHistory): Map<number, Transaction[]> => {
  const lives = new Map<number, Transaction[]>();
  for (const [{ id }, transaction] of ofOrders(life)) {
    lives.set(id, [...(lives.get(id) ?? []), transaction]);
  }
  return lives;
};
const versionsOf = ({ before, after }: Transaction): [number, number] => [
  before?.version ?? -1,
  after.version,
];

describe('a drawn life of a monolith', () => {
  it('is always the same for a seed, so that a failing seed can be tried again (I1)', () => {
    always((life, seed) => expect(drawn(seed)).toEqual(life));
  });

  it('is another one for another seed', () => {
    fc.assert(
      fc.property(SEEDS, (seed) => {
        const kinds = [seed, seed + 1].map((each) =>
          drawn(each).transactions.map(({ kind, at }) => `${kind} ${at.toISOString()}`),
        );
        expect(kinds[0]).not.toEqual(kinds[1]);
      }),
    );
  });

  it('raises the version of an order by one at each change, but for triggers (I1)', () => {
    always((life) => {
      for (const [, transaction] of ofOrders(life)) {
        const [before, after] = versionsOf(transaction);
        const rise = ['courier-changed', 'deleted'].includes(transaction.kind) ? 0 : 1;
        expect([transaction.kind, after]).toEqual([transaction.kind, before + rise]);
      }
    });
  });

  it('raises the version of a restaurant by one at each change of its hours (I1)', () => {
    always((life) => {
      for (const transaction of life.transactions) {
        if (isOrderRow(transaction.after)) continue;
        const [before, after] = versionsOf(transaction);
        expect(after).toBe(before + 1);
      }
    });
  });

  it('begins each row with version 0 and goes on where the transaction before left it', () => {
    always((life) => {
      for (const [first, ...others] of livesOf(life).values()) {
        expect(first).toMatchObject({ kind: 'created', after: { version: 0, state: 'APPROVED' } });
        let row = first?.after;
        for (const { before, after } of others) {
          expect(before).toEqual(row);
          row = after;
        }
      }
    });
  });

  it('changes nothing but the courier by a trigger', () => {
    always((life) => {
      for (const [after, { kind, before }] of ofOrders(life)) {
        if (kind === 'courier-changed') {
          expect({ ...after, courierId: 0 }).toEqual({ ...before, courierId: 0 });
        }
      }
    });
  });

  it('never touches an order again that it deleted (I1)', () => {
    always((life) => {
      for (const [id, transactions] of livesOf(life)) {
        const kinds = transactions.map(({ kind }) => kind);
        const at = kinds.indexOf('deleted');
        expect(life.deleted.has(id)).toBe(at >= 0);
        if (at >= 0) expect(at).toBe(kinds.length - 1);
      }
    });
  });

  it('holds in its tables in the end what the last transaction of each row left', () => {
    always((life) => {
      for (const [id, transactions] of livesOf(life)) {
        expect(life.orders.get(id)).toEqual(
          life.deleted.has(id) ? undefined : transactions.at(-1)?.after,
        );
      }
      for (const [id, restaurant] of life.restaurants) {
        expect(ofRestaurants(life).findLast((each) => each.id === id)).toEqual(restaurant);
      }
    });
  });

  it('lets time go on with each transaction, and never tells of the future as of the past', () => {
    always((life) => {
      const times = life.transactions.map(({ at }) => at.getTime());
      times.slice(1).forEach((at, index) => expect(at).toBeGreaterThan(times[index] ?? Infinity));
      for (const [row, { at }] of ofOrders(life)) {
        const happened = [row.createdAt, row.acceptedAt, row.preparingAt, row.readyAt];
        for (const each of [...happened, row.pickedUpAt, row.deliveredAt, row.cancelledAt]) {
          expect(each === null || each <= at).toBe(true);
        }
      }
    });
  });

  it('gives the states their moments in the order of a delivery', () => {
    always((life) => {
      for (const [row] of ofOrders(life)) {
        const path = [row.createdAt, row.acceptedAt, row.preparingAt, row.readyAt];
        const moments = [...path, row.pickedUpAt, row.deliveredAt].flatMap((at) => at ?? []);
        expect(moments).toEqual(moments.toSorted((a, b) => a.getTime() - b.getTime()));
        expect(row.cancelledAt !== null).toBe(row.state === 'CANCELLED');
        expect(row.deliveredAt !== null).toBe(row.state === 'DELIVERED');
      }
    });
  });

  it('gives rewritten hours new rows: an id of hours is never used twice', () => {
    always((life) => {
      const ids = ofRestaurants(life).flatMap(({ hours }) => hours.map(({ id }) => id));
      expect(new Set(ids).size).toBe(ids.length);
    });
  });

  it('gives every row of hours to its own restaurant, each day at most once', () => {
    always((life) => {
      for (const { id, hours } of ofRestaurants(life)) {
        expect(hours.length).toBeGreaterThan(0);
        expect(new Set(hours.map(({ dayOfWeek }) => dayOfWeek)).size).toBe(hours.length);
        for (const { restaurantId, opens, closes } of hours) {
          expect(restaurantId).toBe(id);
          expect(`${opens} ${closes}`).toMatch(/^11:00 2[0-3]:30$/);
        }
      }
    });
  });

  it('keeps its ids apart from those of every other seed, so that lives do not meet', () => {
    fc.assert(
      fc.property(SEEDS, SEEDS, (one, other) => {
        fc.pre(one !== other);
        const idsOf = (life: MonolithHistory) => ({
          orders: [...livesOf(life).keys()],
          restaurants: [...life.restaurants.keys()],
          hours: ofRestaurants(life).flatMap(({ hours }) => hours.map(({ id }) => id)),
        });
        const [left, right] = [idsOf(drawn(one)), idsOf(drawn(other))];
        for (const table of ['orders', 'restaurants', 'hours'] as const) {
          expect(left[table].filter((id) => right[table].includes(id))).toEqual([]);
        }
      }),
    );
  });

  it('has orders only of restaurants that it has', () => {
    always((life) => {
      for (const [{ restaurantId }] of ofOrders(life)) {
        expect(life.restaurants.has(restaurantId)).toBe(true);
      }
    });
  });

  it.each([
    ...(['created', 'accepted', 'preparing', 'ready', 'picked-up', 'delivered'] as const),
    ...(['cancelled', 'rescheduled', 'revised', 'courier-changed', 'deleted'] as const),
    ...(['restaurant-created', 'hours-revised'] as const),
  ])('tells among its lives of: %s', (kind) => {
    const told = MANY_SEEDS.filter((seed) =>
      drawn(seed).transactions.some((each) => each.kind === kind),
    );
    expect(told.length).toBeGreaterThan(3);
  });

  it('has orders without an area and without a promise among others', () => {
    const rows = MANY_SEEDS.flatMap((seed) => [...drawn(seed).orders.values()]);
    for (const isEmpty of [
      (row: OrderRow) => row.area === null,
      (row: OrderRow) => row.promisedAt === null,
    ]) {
      const share = rows.filter(isEmpty).length / rows.length;
      expect(share).toBeGreaterThan(0.05);
      expect(share).toBeLessThan(0.6);
    }
  });
});

describe('isOrderRow', () => {
  it('tells an order from a restaurant', () => {
    expect([vindaloo(), ajanta()].map(isOrderRow)).toEqual([true, false]);
  });
});
