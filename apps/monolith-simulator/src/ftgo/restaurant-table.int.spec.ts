import { captureLogger } from '@ftgo/platform-observability/testing';
import { Database } from '@ftgo/platform-postgres';
import type { TestDatabase } from '@ftgo/platform-postgres/testing';
import { createTestDatabase } from '@ftgo/platform-postgres/testing';
import type { TappedEvent } from '../testing/event-tap.js';
import { minute, catalogueEvents } from '../testing/mothers.js';
import { createTables } from './create-tables.js';
import { NothingFoundError } from './ftgo.errors.js';
import type { NewRestaurant } from './restaurant-table.js';
import { RestaurantTable } from './restaurant-table.js';

const SEOUL = 'Asia/Seoul';

const ajanta = (changes: Partial<NewRestaurant> = {}): NewRestaurant => ({
  restaurantId: 1,
  name: 'Ajanta',
  menu: [{ id: '1', name: 'Chicken Vindaloo', price: '12.34' }],
  timeZone: 'America/Los_Angeles',
  openingHours: [
    { dayOfWeek: 5, opens: '11:00', closes: '14:00' },
    { dayOfWeek: 5, opens: '18:00', closes: '02:00' },
  ],
  ...changes,
});

describe('RestaurantTable', () => {
  let own: TestDatabase;
  let database: Database;
  const table = new RestaurantTable(catalogueEvents(), SEOUL);

  beforeAll(async () => {
    own = await createTestDatabase();
    const { logger } = captureLogger();
    database = new Database({ url: own.url, applicationName: 'monolith-simulator test' }, logger);
    await createTables(database);
  });
  beforeEach(() => database.query('truncate restaurants, outbox cascade'));
  afterAll(async () => {
    await database.close();
    await own.drop();
  });

  const insert = (...restaurants: readonly NewRestaurant[]): Promise<void> =>
    database.transaction((transaction) => table.insert(transaction, minute(0), restaurants));
  const close = (restaurantId: number, from: Date, to: Date): Promise<void> =>
    database.transaction((transaction) =>
      table.close(transaction, restaurantId, minute(10), { from, to }),
    );
  const told = async (): Promise<TappedEvent[]> => {
    const rows = await database.query<{ body: TappedEvent }>(
      'select body from outbox order by created_at',
    );
    return rows.map(({ body }) => body);
  };

  it('tells of a new restaurant with its zone and hours', async () => {
    await insert(ajanta());
    expect(await told()).toMatchObject([
      {
        type: 'ftgo.restaurant.created.v1',
        subject: 'restaurant/1',
        time: minute(0).toISOString(),
        data: { version: 0, name: 'Ajanta', openingHours: ajanta().openingHours },
      },
    ]);
  });

  it('calls a restaurant without a name something, for the catalogue wants one', async () => {
    await insert(ajanta({ name: null }), ajanta({ restaurantId: 2, name: '' }));
    const names = (await told()).map(({ data }) => data['name']);
    expect(names).toEqual(['Restaurant 1', 'Restaurant 2']);
  });

  it('tells all closures with each new one, and the hours as they were', async () => {
    await insert(ajanta());
    await close(1, minute(60), minute(900));
    await close(1, minute(2_000), minute(3_000));
    const [, first, second] = await told();
    expect(first?.data).toMatchObject({
      version: 1,
      openingHours: ajanta().openingHours,
      closures: [{ from: minute(60).toISOString(), to: minute(900).toISOString() }],
    });
    expect(second?.data).toMatchObject({
      version: 2,
      closures: [
        { from: minute(60).toISOString(), to: minute(900).toISOString() },
        { from: minute(2_000).toISOString(), to: minute(3_000).toISOString() },
      ],
    });
  });

  it("keeps closures as the wall clock of the monolith's zone", async () => {
    await insert(ajanta());
    await close(1, minute(60), minute(120));
    const rows = await database.query('select closed_from::text as at from restaurant_closures');
    expect(rows).toEqual([{ at: '2026-10-03 11:00:00' }]);
  });

  it('puts new hours in place of the old ones and the closures', async () => {
    await insert(ajanta());
    await close(1, minute(60), minute(900));
    const openingHours = [{ dayOfWeek: 1, opens: '00:00', closes: '00:00' }];
    const version = await database.transaction((transaction) =>
      table.revise(transaction, 1, minute(20), { openingHours, closures: [] }),
    );
    expect(version).toBe(2);
    expect((await told()).at(-1)).toMatchObject({
      time: minute(20).toISOString(),
      data: { version: 2, openingHours, closures: [] },
    });
  });

  it('leaves other restaurants alone', async () => {
    await insert(ajanta(), ajanta({ restaurantId: 2 }));
    await close(1, minute(60), minute(900));
    const rows = await database.query('select id, version from restaurants order by id');
    expect(rows).toEqual([
      { id: 1, version: 1 },
      { id: 2, version: 0 },
    ]);
  });

  it('refuses an unknown restaurant and writes nothing', async () => {
    await expect(close(99, minute(60), minute(900))).rejects.toThrow(NothingFoundError);
    expect(await told()).toEqual([]);
    expect(await database.query('select from restaurant_closures')).toEqual([]);
  });

  it('is content with none', async () => {
    await insert();
    expect(await told()).toEqual([]);
  });
});
