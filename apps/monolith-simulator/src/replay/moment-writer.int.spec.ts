import { captureLogger } from '@ftgo/platform-observability/testing';
import { Database } from '@ftgo/platform-postgres';
import type { TestDatabase } from '@ftgo/platform-postgres/testing';
import { createTestDatabase } from '@ftgo/platform-postgres/testing';
import { createTables } from '../ftgo/create-tables.js';
import { OrderTable } from '../ftgo/order-table.js';
import { RestaurantTable } from '../ftgo/restaurant-table.js';
import { planOf, catalogueEvents } from '../testing/mothers.js';
import { MomentWriter } from './moment-writer.js';
import { prepareMonolith } from './prepare-monolith.js';

describe('MomentWriter', () => {
  let own: TestDatabase;
  let database: Database;
  let writer: MomentWriter;
  const plan = planOf();

  beforeAll(async () => {
    own = await createTestDatabase();
    const { logger } = captureLogger();
    database = new Database({ url: own.url, applicationName: 'monolith-simulator test' }, logger);
    await createTables(database);
    const events = catalogueEvents();
    writer = new MomentWriter(
      database,
      new OrderTable(events, 'UTC'),
      new RestaurantTable(events, 'UTC'),
    );
  });
  beforeEach(() =>
    database.transaction((transaction) =>
      prepareMonolith(transaction, { ...plan, options: { ...plan.options, fresh: true } }),
    ),
  );
  afterAll(async () => {
    await database.close();
    await own.drop();
  });

  const told = async (): Promise<number> => (await database.query('select from outbox')).length;

  it('writes a batch and says how many moments are applied', async () => {
    expect(await writer.write(plan, plan.moments.slice(0, 3), 0)).toBe(3);
    expect(await writer.write(plan, plan.moments.slice(3), 3)).toBe(7);
    expect(await told()).toBe(7);
  });

  it('writes no batch twice whose commit went through although nobody heard (I1)', async () => {
    await writer.write(plan, plan.moments.slice(0, 3), 0);
    expect(await writer.write(plan, plan.moments.slice(0, 5), 0)).toBe(3);
    expect(await told()).toBe(3);
    const [order] = await database.query('select version from orders');
    expect(order).toEqual({ version: 1 });
  });

  it('writes nothing of a batch that fails', async () => {
    await writer.write(plan, plan.moments.slice(0, 2), 0);
    const createdAgain = [...plan.moments.slice(2, 4), ...plan.moments.slice(1, 2)];
    await expect(writer.write(plan, createdAgain, 2)).rejects.toThrow('duplicate key');
    expect(await told()).toBe(2);
    expect(await writer.write(plan, plan.moments.slice(2, 4), 2)).toBe(4);
  });

  it('refuses to go on when the monolith was emptied meanwhile', async () => {
    await expect(writer.write(plan, plan.moments.slice(5), 5)).rejects.toThrow('emptied');
  });
});
