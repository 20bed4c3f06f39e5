import { captureLogger, eventually } from '@ftgo/platform-rabbitmq/testing';
import { Database, waitForDatabase } from './index.js';
import { createTestDatabase, ensureTemplate, testServerUrl } from './testing/index.js';

const TEMPLATE = `ftgo_platform_test_template_${process.pid}`;

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
