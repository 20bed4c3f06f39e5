import { PostgresReplicaContents } from '@ftgo/delayed-orders-persistence';
import type { FeedMessage } from '@ftgo/monolith-contracts';
import { placed, TOLD_CHANGES, transaction, vindaloo } from '../testing/rows.js';
import { loadTestServers } from '../testing/test-servers.config.js';
import { EventMessages } from './event-messages.js';
import { ReplicaUnderTest } from './replica-under-test.js';

const events = new EventMessages('events', 'America/Los_Angeles');
const tram = new EventMessages('tram', 'America/Los_Angeles');

/** The events of the whole delivery of order `id`, in their order. */
const delivery = (id: number, by = events): FeedMessage[] =>
  TOLD_CHANGES.slice(0, 6).flatMap(([kind, row]) => by.of(transaction(kind, { ...row, id })));

describe('the replica under test', () => {
  let replica: ReplicaUnderTest;

  beforeAll(async () => {
    replica = await ReplicaUnderTest.start(loadTestServers());
  });
  afterAll(() => replica.stop());

  const orders = (...ids: number[]) => new PostgresReplicaContents(replica.database).orders(ids);

  it('has applied everything when it says that it has heard it (I2)', async () => {
    const ids = Array.from({ length: 40 }, (_, n) => 1_000 + n);
    await replica.hear(ids.flatMap((id) => delivery(id)));
    const replicated = await orders(...ids);
    expect(replicated).toHaveLength(ids.length);
    for (const { state, version } of replicated) {
      expect({ state, version }).toEqual({ state: 'DELIVERED', version: 5 });
    }
  });

  it('comes to the same whatever the order, and however often it hears it (I1)', async () => {
    const [forwards, backwards] = [delivery(2_000), delivery(2_001).reverse()];
    await replica.hear([...forwards, ...forwards, ...backwards, ...backwards, ...backwards]);
    const [one, other] = (await orders(2_000, 2_001)).sort((a, b) => Number(a.id) - Number(b.id));
    expect({ ...one, id: 0 }).toEqual({ ...other, id: 0 });
  });

  it('takes messages of several feeds at once for one row (I1)', async () => {
    await replica.hear([...delivery(3_000).slice(0, 3), ...delivery(3_000, tram).slice(3)]);
    expect(await orders(3_000)).toMatchObject([
      { state: 'DELIVERED', version: 5, consumerId: 7, deliveredAt: vindaloo().deliveredAt },
    ]);
  });

  it('hears again and again, each time to the end', async () => {
    for (const [version, [kind, row]] of TOLD_CHANGES.slice(0, 6).entries()) {
      await replica.hear(events.of(transaction(kind, { ...row, id: 4_000 })));
      expect(await orders(4_000)).toMatchObject([{ version }]);
    }
  });

  it('keeps what each of the feeds has said apart, in a watermark of each', async () => {
    await replica.hear([...delivery(5_000), ...delivery(5_001, tram)]);
    const feeds = await replica.database.query<{ feed: string }>(
      'select distinct feed from feed_watermark order by feed',
    );
    expect(feeds.map(({ feed }) => feed)).toEqual(expect.arrayContaining(['events', 'tram']));
  });

  it('is content to hear nothing', async () => {
    await expect(replica.hear([])).resolves.toBeUndefined();
  });

  it('shares the messages among its consumers', async () => {
    const ids = Array.from({ length: 200 }, (_, n) => 6_000 + n);
    await replica.hear(ids.flatMap((id) => events.of(transaction('created', placed({ id })))));
    const [workers] = await replica.database.query<{ count: number }>(
      `select count(distinct worker) as count from feed_watermark where feed = 'events'`,
    );
    expect(Number(workers?.count)).toBeGreaterThan(1);
  });
});
