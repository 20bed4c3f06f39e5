import type { FeedMessage } from '@ftgo/monolith-contracts';
import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { serviceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { PostgresReplica } from '@ftgo/delayed-orders-persistence';
import { readMessage, toReplicaBatch } from '@ftgo/monolith-contracts';
import type { ReplicaUnderTest } from './replica-under-test.js';
import { readLocalTime, WAYS } from './told-messages.js';
import { trySeeds } from './try-seed.js';

const SEEDS = [71, 72, 73];

describe('trying seeds', () => {
  let own: ServiceDatabase;

  beforeAll(async () => {
    own = await serviceDatabase();
  });
  afterEach(() =>
    own.database.query('truncate order_replica, restaurant_replica, opening_hours_replica'),
  );
  afterAll(() => own.drop());

  /** A replica that hears what `heard` makes of the messages, in one batch. */
  const replicaThat = (heard: (messages: readonly FeedMessage[]) => readonly FeedMessage[]) => {
    const all: FeedMessage[] = [];
    const hear = async (messages: readonly FeedMessage[]): Promise<void> => {
      all.push(...messages);
      const said = heard(messages).flatMap((message) => {
        const read = readMessage(message, readLocalTime);
        return read.understood ? [read] : [];
      });
      const feed = { name: 'cdc', worker: 'one that is tried' };
      await new PostgresReplica(own.database, feed, 0).apply(toReplicaBatch(said));
    };
    const replica = { database: own.database, hear } as unknown as ReplicaUnderTest;
    return { replica, all };
  };
  const orderIn = ({ body }: FeedMessage): number =>
    Number(/"(?:orderId|order_id)":(\d+)/.exec(Buffer.from(body).toString())?.[1]);

  it.each(WAYS)(
    'told by %s finds nothing wrong with a replica that hears well (I1)',
    async (way) => {
      const { replica, all } = replicaThat((messages) => messages);
      const tried = await trySeeds(replica, SEEDS, way);
      expect(tried.map(({ seed, problems }) => [seed, problems])).toEqual(
        SEEDS.map((seed) => [seed, []]),
      );
      expect(tried.reduce((sum, { messages }) => sum + messages, 0)).toBe(all.length);
      for (const each of tried) expect(each.way).toBe(way);
    },
  );

  it.each(WAYS)('told by %s finds that a replica heard nothing at all', async (way) => {
    const { replica } = replicaThat(() => []);
    for (const { problems } of await trySeeds(replica, SEEDS, way)) {
      expect(problems).toContainEqual(expect.stringContaining('has no such row'));
    }
  });

  it('names the life in which something went wrong, and no other', async () => {
    let lost = NaN;
    const { replica } = replicaThat((messages) => {
      lost = messages.map(orderIn).find((id) => !Number.isNaN(id)) ?? NaN;
      return messages.filter((message) => orderIn(message) !== lost);
    });
    const tried = await trySeeds(replica, SEEDS, 'events');
    const failed = tried.filter(({ problems }) => problems.length > 0);
    expect(failed).toHaveLength(1);
    for (const line of failed[0]?.problems ?? []) expect(line).toContain(`order ${lost}`);
  });

  it('mixes the messages of the lives, so that one batch holds several', async () => {
    const { replica, all } = replicaThat((messages) => messages);
    await trySeeds(replica, SEEDS, 'events');
    const firsts = all
      .slice(0, 30)
      .map(orderIn)
      .filter((id) => !Number.isNaN(id));
    const lives = new Set(firsts.map((id) => Math.floor(id / 1_000)));
    expect(lives.size).toBe(SEEDS.length);
  });
});
