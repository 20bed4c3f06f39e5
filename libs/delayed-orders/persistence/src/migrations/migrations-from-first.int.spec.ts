import { at } from '@ftgo/delayed-orders-domain/testing';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { captureLogger } from '@ftgo/platform-observability/testing';
import { Database } from '@ftgo/platform-postgres';
import type { TestDatabase } from '@ftgo/platform-postgres/testing';
import { createTestDatabase } from '@ftgo/platform-postgres/testing';
import { migrate } from './migrate.js';
import { MIGRATIONS } from './migrations.js';
import { PostgresDelayedOrders } from '../postgres-delayed-orders.js';
import { PostgresFeeds } from '../postgres-feeds.js';
import { PostgresQuarantineReview } from '../postgres-quarantine-review.js';
import { PostgresReplica } from '../postgres-replica.js';
import { ALWAYS_FRESH, commandFor, hoursRow, restaurantRow } from '../testing/index.js';

/** What the first release left behind: a row of each table that the second one changes. */
const ROWS_OF_THE_FIRST = `
insert into order_replica (order_id, version, state, restaurant_id, area, field_versions, next_assessment_at)
  values (42, 3, 'PREPARING', 1, 'Berkeley', '{3,0,0,0,2}', now());
insert into restaurant_replica (restaurant_id, version, name, time_zone, opening_hours, closures, field_versions)
  values (1, 2, 'Ajanta', 'UTC', '[{"dayOfWeek":1,"opens":"11:00","closes":"22:30"}]', '[]', '{0,0,2,0}');
insert into feed_watermark (feed, worker, as_of, applied_at)
  values ('events', 'pod-1', '2026-10-03T18:00:00Z', now());
insert into quarantined_message (message_key, queue, cause, detail, body_size, body_sha256, body)
  values ('replica-ingestion.events.v1:m-1:abc', 'replica-ingestion.events.v1', 'not-json', 'no JSON', 16, 'abc', 'Chicken Vindaloo');`;

describe('migrating a database of the first release with rows in it', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let replica: PostgresReplica;

  const order = async (): Promise<Record<string, unknown> | undefined> =>
    (await database.query<Record<string, unknown>>('select * from order_replica'))[0];
  const hours = async (): Promise<unknown> =>
    (
      await database.query<{ opening_hours: unknown }>(
        'select opening_hours from restaurant_replica',
      )
    )[0]?.opening_hours;
  const tell = (batch: Partial<Parameters<PostgresReplica['apply']>[0]>) =>
    replica.apply({ orders: [], restaurants: [], ...batch });

  beforeEach(async () => {
    testDatabase = await createTestDatabase();
    database = new Database(
      { url: testDatabase.url, applicationName: 'spec' },
      captureLogger().logger,
    );
    const orm = await MikroORM.init({
      clientUrl: testDatabase.url,
      entities: [],
      discovery: { warnWhenNoEntities: false },
      extensions: [Migrator],
      logger: () => undefined,
      migrations: {
        migrationsList: MIGRATIONS.slice(0, 1),
        tableName: 'schema_migration',
        snapshot: false,
      },
    });
    await orm.migrator.up();
    await orm.close();
    await database.query(ROWS_OF_THE_FIRST);
    await migrate(testDatabase.url);
    replica = new PostgresReplica(database, { name: 'events', worker: 'spec' }, 0);
  });
  afterEach(async () => {
    await database.close();
    await testDatabase.drop();
  });

  it('runs only what is missing, and keeps every row', async () => {
    expect(await migrate(testDatabase.url)).toEqual([]);
    expect(await order()).toMatchObject({ order_id: 42, version: 3, area: 'Berkeley' });
    expect(await hours()).toEqual([{ dayOfWeek: 1, opens: '11:00', closes: '22:30' }]);
  });

  it.each([
    ['an older version', { version: 1, position: 2n ** 70n }, 'Berkeley'],
    ['the same version at a position of the log', { version: 2, position: 5n }, 'Oakland'],
    ['a newer version without a position', { version: 3, position: 0n }, 'Oakland'],
  ])('I1: folds %s rightly into a row that has no positions yet', async (_, stamp, area) => {
    await tell({ orders: [{ id: 42, ...stamp, fields: { area: 'Oakland' } }] });
    expect(await order()).toMatchObject({ area, state: 'PREPARING' });
  });

  it('I1: takes a field that the first release did not have', async () => {
    const scheduledDeliveryAt = at('20:00');
    await tell({ orders: [{ id: 42, version: 0, fields: { scheduledDeliveryAt } }] });
    expect(await order()).toMatchObject({
      scheduled_delivery_at: scheduledDeliveryAt,
      state: 'PREPARING',
      version: 3,
    });
  });

  it('I1: a repetition of what the first release applied changes nothing', async () => {
    const again = { id: 42, version: 3, fields: { state: 'PREPARING' } };
    expect(await tell({ orders: [again] })).toMatchObject({ changedOrders: 0 });
  });

  it('I1: hours that an event told give way to the rows of a later version', async () => {
    await tell({
      restaurants: [restaurantRow(3, 9n)],
      openingHoursRows: [hoursRow(1, 5n, { closes: '20:00' })],
    });
    expect(await hours()).toEqual([{ dayOfWeek: 1, opens: '11:00', closes: '20:00' }]);
  });

  it('has no restaurant whose hours are new, and orders that are due stay due', async () => {
    const budget = { name: 'offers', limitCents: 0 };
    const scanner = new PostgresDelayedOrders(database, commandFor, budget, ALWAYS_FRESH);
    expect(await scanner.lookAtNewHours()).toBe(false);
    expect(await scanner.countDue()).toBe(1);
  });

  it('I7: judges a feed that sent no heartbeat yet by its last message', async () => {
    const feeds = new PostgresFeeds(database, { feeds: ['events'], staleAfterMs: 3_600_000 });
    expect(await feeds.freshness()).toMatchObject({ isStale: false, asOf: at('18:00') });
  });

  it('I2: what was quarantined waits on as a message of the events, ready for a replay', async () => {
    const [message] = await new PostgresQuarantineReview(database).contents({}, '', 10);
    expect(message).toMatchObject({ feed: 'events', routingKey: '', headers: {}, times: 1 });
    expect(message?.body?.toString()).toBe('Chicken Vindaloo');
  });
});
