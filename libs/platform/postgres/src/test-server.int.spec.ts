import { captureLogger, eventually } from '@ftgo/platform-rabbitmq/testing';
import { Database, waitForDatabase } from './index.js';
import {
  createTestDatabase,
  deleteRows,
  DROP_EVERYTHING,
  ensureTemplate,
  FileDatabase,
  testServerUrl,
} from './testing/index.js';

const TEMPLATE = `ftgo_platform_test_template_${process.pid}`;

const emptied = new FileDatabase({ empty: DROP_EVERYTHING });
const cleared = new FileDatabase({ empty: deleteRows('dish') });

describe('the databases of tests', () => {
  const { logger, messagesOf } = captureLogger();
  const open = (url: string): Database => new Database({ url, applicationName: 'test' }, logger);

  afterAll(async () => {
    const server = open(testServerUrl());
    await server.query(`drop database if exists ${TEMPLATE} with (force)`);
    await server.close();
  });

  it('are built from a template once, also when many ask at once', async () => {
    let built = 0;
    const migrate = async (url: string): Promise<void> => {
      built += 1;
      const database = open(url);
      await database.query('create table orders (id bigint primary key)');
      await database.close();
    };
    await Promise.all([1, 2, 3].map(() => ensureTemplate(TEMPLATE, migrate)));
    expect(built).toBe(1);
    const copy = await createTestDatabase(TEMPLATE);
    const database = open(copy.url);
    await expect(database.query('select * from orders')).resolves.toEqual([]);
    await database.close();
    await copy.drop();
  });

  it('are for one test after the other as at the beginning, whoever is connected still', async () => {
    const first = await emptied.take();
    await first.database.query(`create schema ajanta create table orders (id bigint)`);
    const left = open(first.url);
    const hanging = expect(left.query('select pg_sleep(60)')).rejects.toThrow('terminating');
    const sleeping = `select from pg_stat_activity where wait_event = 'PgSleep'
      and datname = current_database()`;
    await eventually(async () => expect(await first.database.query(sleeping)).toHaveLength(1));
    await first.drop();
    await hanging;
    await left.close();
    const second = await emptied.take();
    expect(second.url).toBe(first.url);
    await second.database.query('create schema ajanta');
    await second.drop();
  });

  it('lose their rows and keep their tables, and number from the beginning again', async () => {
    const first = await cleared.take();
    await first.database.query(`create table dish (name text);
      create table orders (id bigint generated always as identity primary key, dish text);
      create table line (order_id bigint references orders);
      insert into dish values ('Chicken Vindaloo');
      insert into orders (dish) values ('Chicken Vindaloo'); insert into line values (1)`);
    await first.drop();
    const { database, drop } = await cleared.take();
    await expect(database.query('select * from dish')).resolves.toHaveLength(1);
    await expect(database.query('select * from line')).resolves.toEqual([]);
    await expect(
      database.query(`insert into orders (dish) values ('Lamb') returning id`),
    ).resolves.toEqual([{ id: 1 }]);
    await drop();
  });

  it('are two when two are taken at once', async () => {
    const [one, other] = [await emptied.take(), await emptied.take()];
    expect(one.url).not.toBe(other.url);
    await Promise.all([one.drop(), other.drop()]);
  });

  it('can be waited for until what a program needs is in them', async () => {
    const { url, drop } = await createTestDatabase();
    const database = open(url);
    const waiting = waitForDatabase(database, logger, 'select from orders');
    await eventually(() => expect(messagesOf('warn')).toContain('waiting for the database'));
    await database.query('create table orders (id bigint)');
    await expect(waiting).resolves.toBeUndefined();
    await database.close();
    await drop();
  });
});
