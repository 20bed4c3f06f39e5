import type { Database } from '@ftgo/platform-postgres';
import { NothingFoundError, FtgoError } from './ftgo.errors.js';
import { nextId } from './next-id.js';
import type { CreateRestaurantRequest } from './request-bodies.js';
import type { Hours, RestaurantTable } from './restaurant-table.js';
import { addressOf } from './address.js';

/** FTGO's restaurants over REST. */
export class Restaurants {
  constructor(
    private readonly database: Database,
    private readonly table: RestaurantTable,
    private readonly now: () => Date,
    private readonly timeZone: string,
  ) {}

  /** Without a zone of its own a restaurant is in the monolith's; without hours they are unknown. */
  create(request: CreateRestaurantRequest): Promise<number> {
    const menu = request.menu?.menuItemDTOs;
    // FTGO maps over the menu without asking whether there is one.
    if (menu === undefined || menu === null) throw new FtgoError('');
    return this.database.transaction(async (transaction) => {
      const restaurantId = await nextId(transaction, 'restaurants');
      const { name = null, timeZone = this.timeZone, openingHours = [] } = request;
      const address = addressOf(request.address);
      const items = menu.map(({ id = null, name: dish = null, price = null }) => ({
        id,
        name: dish,
        price,
      }));
      await this.table.insert(transaction, this.now(), [
        { restaurantId, name, address, menu: items, timeZone, openingHours },
      ]);
      return restaurantId;
    });
  }

  /** @throws NothingFoundError */
  async find(restaurantId: number): Promise<{ id: number; name: string | null }> {
    const [found] = await this.database.query<{ id: number; name: string | null }>(
      'select id, name from restaurants where id = $1',
      [restaurantId],
    );
    if (found === undefined) throw new NothingFoundError();
    return found;
  }

  /** New opening hours; FTGO has no such path. @returns the restaurant's version */
  reviseHours(restaurantId: number, hours: Hours): Promise<number> {
    return this.database.transaction((transaction) =>
      this.table.revise(transaction, restaurantId, this.now(), hours),
    );
  }
}
