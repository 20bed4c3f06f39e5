import type { Feed, FeedMessage } from '@ftgo/monolith-contracts';
import { FEEDS, readMessage, toReplicaBatch } from '@ftgo/monolith-contracts';
import { foldUpdates } from '@ftgo/delayed-orders-domain';
import fc from 'fast-check';
import type { MonolithHistory } from './monolith-history.js';
import { HistoryDraw, isOrderRow } from './monolith-history.js';
import type { Told, Way } from './told-messages.js';
import { disturbed, readLocalTime, tell, WAYS } from './told-messages.js';

const SEEDS = fc.integer({ min: 1, max: 4_000 });
const MANY_SEEDS = Array.from({ length: 60 }, (_, n) => n + 1);

const lived = (seed: number): MonolithHistory => new HistoryDraw(seed).draw();
const toldBy = (way: Way, seed: number): Told => tell(lived(seed), way, seed);
const always = (holds: (seed: number) => void): void =>
  fc.assert(fc.property(SEEDS, holds), { numRuns: 20 });

const textOf = ({ feed, routingKey, body }: FeedMessage): string =>
  `${feed} ${routingKey} ${Buffer.from(body).toString()}`;
/** Events have an id of their own each time; all else is the seed's. */
const textWithoutIds = (message: FeedMessage): string =>
  textOf(message).replace(/"(id|ID)":"[^"]+"/g, '');
const feedsIn = ({ messages }: Told): Feed[] => [...new Set(messages.map(({ feed }) => feed))];
const isSnapshot = (message: FeedMessage): boolean =>
  /"(snapshot|__source_snapshot)":"true"/.test(textOf(message));
const changesIn = (messages: readonly FeedMessage[]) =>
  messages.flatMap((message) => {
    const read = readMessage(message, readLocalTime);
    if (!read.understood) throw new Error(`${read.cause}: ${read.detail}`);
    return read.changes;
  });
const ordersIn = (messages: readonly FeedMessage[]) =>
  foldUpdates(toReplicaBatch([{ changes: changesIn(messages), notices: [] }]).orders);

describe.each(WAYS)('a life told by %s', (way) => {
  it('is always told in the same words for the same seed (I1)', () => {
    always((seed) => {
      const [one, again] = [toldBy(way, seed), toldBy(way, seed)];
      expect(again.messages.map(textWithoutIds)).toEqual(one.messages.map(textWithoutIds));
      expect(again.lastFeed).toBe(one.lastFeed);
    });
  });

  it('is always understood, every message of it', () => {
    always((seed) => {
      for (const message of toldBy(way, seed).messages) {
        expect(readMessage(message, readLocalTime)).toMatchObject({ understood: true });
      }
    });
  });

  it('always mentions every order and every restaurant of the life', () => {
    always((seed) => {
      const life = lived(seed);
      const changes = changesIn(tell(life, way, seed).messages);
      const told = new Set(
        changes.map((change) =>
          change.kind === 'order'
            ? `order ${change.orderId}`
            : change.kind === 'restaurant'
              ? `restaurant ${change.restaurantId}`
              : '',
        ),
      );
      for (const { after } of life.transactions) {
        expect(told).toContain(`${isOrderRow(after) ? 'order' : 'restaurant'} ${after.id}`);
      }
    });
  });

  it('always folds to the newest version and state of each order that is left (I1)', () => {
    always((seed) => {
      const life = lived(seed);
      const folded = new Map(
        ordersIn(tell(life, way, seed).messages).map((row) => [row.id, row] as const),
      );
      for (const [id, row] of life.orders) {
        expect(folded.get(id)).toMatchObject({
          version: row.version,
          fields: { state: row.state, orderTotalCents: row.orderTotalCents },
        });
      }
    });
  });

  it('folds to the same in any order and with any repetition (I1)', () => {
    always((seed) => {
      const { messages } = toldBy(way, seed);
      const sorted = (rows: ReturnType<typeof ordersIn>) =>
        rows
          .map(({ id, version, fields }) => ({ id, version, fields }))
          .sort((a, b) => a.id - b.id);
      expect(sorted(ordersIn(disturbed(messages, seed)))).toEqual(sorted(ordersIn(messages)));
    });
  });
});

describe('a way to tell a life', () => {
  it.each(FEEDS)('uses the feed %s and no other when it is alone', (feed) => {
    always((seed) => {
      const told = toldBy(feed, seed);
      expect(feedsIn(told)).toEqual([feed]);
      expect(told.lastFeed).toBe(feed);
    });
  });

  it.each(['events', 'tram'] as const)(
    'has one message a change by %s, and no snapshot',
    (feed) => {
      always((seed) => {
        const life = lived(seed);
        const { messages } = tell(life, feed, seed);
        const silent = ['courier-changed', 'deleted'];
        const told = life.transactions.filter(({ kind }) => !silent.includes(kind));
        expect(messages).toHaveLength(told.length);
        expect(messages.filter(isSnapshot)).toEqual([]);
      });
    },
  );

  it('tells by row changes of triggers and deletions too', () => {
    always((seed) => {
      const life = lived(seed);
      const rows = ordersIn(tell(life, 'cdc', seed).messages);
      const gone = rows.filter(({ fields }) => fields.deletedAt != null).map(({ id }) => id);
      expect(gone.sort()).toEqual([...life.deleted].sort());
      for (const [id, { courierId }] of life.orders) {
        expect(rows.find((row) => row.id === id)?.fields.courierId).toBe(courierId);
      }
    });
  });

  it('reads a snapshot once, in the middle of the stream of row changes', () => {
    let inTheMiddle = 0;
    for (const seed of MANY_SEEDS) {
      const { messages } = toldBy('cdc', seed);
      const places = messages.flatMap((message, at) => (isSnapshot(message) ? [at] : []));
      const [first = -1, last = -1] = [places[0], places.at(-1)];
      expect(places.length).toBeGreaterThan(0);
      expect(last - first + 1).toBe(places.length);
      if (first > 0 && last < messages.length - 1) inTheMiddle += 1;
    }
    expect(inTheMiddle).toBeGreaterThan(MANY_SEEDS.length / 2);
  });

  it('reads in a snapshot no order that has been deleted (I1)', () => {
    always((seed) => {
      const { messages } = toldBy('cdc', seed);
      const begins = messages.findIndex(isSnapshot);
      const gone = new Set(
        ordersIn(messages.slice(0, begins)).flatMap(({ id, fields }) =>
          fields.deletedAt == null ? [] : [id],
        ),
      );
      for (const { id } of ordersIn(messages.filter(isSnapshot))) expect(gone).not.toContain(id);
    });
  });

  it('writes row changes in all forms, mixed within one life, for both databases', () => {
    const forms = MANY_SEEDS.map((seed) => {
      const texts = toldBy('cdc', seed).messages.map(textOf);
      const dialects = ['postgresql', 'mysql'].filter((each) => texts[0]?.includes(`"${each}"`));
      for (const text of texts) expect(text).toContain(`"${dialects[0]}"`);
      const hasBoth = (part: string): boolean =>
        texts.some((text) => text.includes(part)) && texts.some((text) => !text.includes(part));
      return { dialect: dialects[0], schemas: hasBoth('"schema"'), flat: hasBoth('"__op"') };
    });
    expect(new Set(forms.map(({ dialect }) => dialect))).toEqual(new Set(['postgresql', 'mysql']));
    for (const { schemas, flat } of forms)
      expect({ schemas, flat }).toEqual({ schemas: true, flat: true });
  });
});

describe('a mix of two ways', () => {
  /** The versions of orders that are told by each of both feeds at once. */
  const overlap = (told: Told): number => {
    const [first, second] = feedsIn(told).map((feed) => {
      const own = told.messages.filter((each) => each.feed === feed && !isSnapshot(each));
      return new Set(
        changesIn(own).map((change) =>
          change.kind === 'order'
            ? `order ${change.orderId} ${change.version}`
            : change.kind === 'restaurant'
              ? `restaurant ${change.restaurantId} ${change.version}`
              : 'hours',
        ),
      );
    });
    return [...(first ?? [])].filter((each) => second?.has(each)).length;
  };

  it('begins with one feed and ends with another, both at once between', () => {
    const overlaps = MANY_SEEDS.map((seed) => {
      const told = toldBy('mix', seed);
      const feeds = feedsIn(told);
      expect(feeds.length).toBeLessThanOrEqual(2);
      expect(feeds).toContain(told.lastFeed);
      return overlap(told);
    });
    expect(overlaps.filter((each) => each > 0).length).toBeGreaterThan(MANY_SEEDS.length * 0.7);
  });

  it('switches between every pair of feeds, in both directions', () => {
    const pairs = MANY_SEEDS.map((seed) => {
      const told = toldBy('mix', seed);
      const other = feedsIn(told).find((feed) => feed !== told.lastFeed);
      return `${other} to ${told.lastFeed}`;
    });
    const possible = FEEDS.flatMap((from) =>
      FEEDS.filter((to) => to !== from).map((to) => `${from} to ${to}`),
    );
    expect(pairs).toEqual(expect.arrayContaining(possible));
  });

  it('reads its snapshot while the log is tailed: never before, never after', () => {
    for (const seed of MANY_SEEDS) {
      const { messages } = toldBy('mix', seed);
      const rows = messages.filter(({ feed }) => feed === 'cdc');
      const at = rows.findIndex(isSnapshot);
      if (rows.length === 0) expect(at).toBe(-1);
      else expect(rows.slice(0, at).filter((each) => !isSnapshot(each)).length).toBeGreaterThan(0);
    }
  });
});

describe('a broker on a bad day', () => {
  const MESSAGES = fc
    .uniqueArray(fc.integer({ min: 1, max: 9_999 }), { minLength: 1, maxLength: 60 })
    .map((ids) =>
      ids.map((id): FeedMessage => ({
        ...{ feed: 'events', routingKey: 'ftgo.order.created.v1', headers: {} },
        body: Buffer.from(String(id)),
      })),
    );

  it('always brings every message at least once, at most four times, and no other', () => {
    fc.assert(
      fc.property(MESSAGES, SEEDS, (messages, seed) => {
        const brought = disturbed(messages, seed);
        for (const message of messages) {
          const times = brought.filter((each) => each === message).length;
          expect(times).toBeGreaterThanOrEqual(1);
          expect(times).toBeLessThanOrEqual(4);
        }
        expect(brought.every((each) => messages.includes(each))).toBe(true);
      }),
    );
  });

  it('does always the same for one seed', () => {
    fc.assert(
      fc.property(MESSAGES, SEEDS, (messages, seed) => {
        expect(disturbed(messages, seed)).toEqual(disturbed(messages, seed));
      }),
    );
  });

  it('leaves the messages that it was given as they were', () => {
    const { messages } = toldBy('events', 7);
    const before = [...messages];
    disturbed(messages, 7);
    expect(messages).toEqual(before);
  });

  it('brings some twice and in another order, and otherwise for another seed', () => {
    const { messages } = toldBy('events', 7);
    const [one, other] = [disturbed(messages, 1), disturbed(messages, 2)];
    expect(one.length).toBeGreaterThan(messages.length);
    expect([...new Set(one)]).not.toEqual(messages);
    expect(one).not.toEqual(other);
  });

  it('is content with none', () => {
    expect(disturbed([], 3)).toEqual([]);
  });
});

describe("the monolith's clock in these proofs", () => {
  it.each([
    ['summer', '2026-07-01T18:00:00Z', '2026-07-02T01:00:00.000Z'],
    ['winter', '2026-12-31T18:00:00Z', '2027-01-01T02:00:00.000Z'],
  ])('is that of Oakland in %s', (_season, wallClock, instant) => {
    expect(new Date(readLocalTime(Date.parse(wallClock))).toISOString()).toBe(instant);
  });
});
