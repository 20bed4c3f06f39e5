import type { Queryable } from '@ftgo/platform-postgres';
import { FtgoError } from './ftgo.errors.js';
import type { LineItem } from './order-table.js';
import type { CreateOrderRequest } from './request-bodies.js';

interface MenuRow {
  readonly id: string;
  readonly name: string | null;
  readonly price: string;
}

/**
 * The line items of a request with the menu's names and prices.
 * @throws FtgoError for an unknown consumer, restaurant or menu item
 */
export async function pricedLineItems(
  transaction: Queryable,
  { restaurantId, consumerId, lineItems }: CreateOrderRequest,
): Promise<LineItem[]> {
  await refuseUnlessThere(transaction, 'restaurants', restaurantId);
  const menu = await transaction.query<MenuRow>(
    'select id, name, coalesce(price, 0)::text as price from restaurant_menu_items where restaurant_id = $1',
    [restaurantId],
  );
  const items = new Map(menu.map((item) => [item.id, item]));
  // FTGO streams the list without asking whether there is one.
  if (lineItems == null) throw new FtgoError('');
  const priced = lineItems.map(({ menuItemId, quantity }) => {
    const item = items.get(menuItemId ?? '');
    if (item === undefined) throw new FtgoError(`Invalid menu item id ${menuItemId}`);
    return { menuItemId: item.id, name: item.name, price: item.price, quantity };
  });
  await refuseUnlessThere(transaction, 'consumers', consumerId);
  return priced;
}

/** What line items come to, as Money. Pure. */
export function totalOf(lineItems: readonly Pick<LineItem, 'price' | 'quantity'>[]): string {
  const cents = lineItems.reduce(
    (sum, { price, quantity }) => sum + Math.round(Number(price) * 100) * quantity,
    0,
  );
  return (cents / 100).toFixed(2);
}

async function refuseUnlessThere(
  transaction: Queryable,
  table: 'consumers' | 'restaurants',
  id: number,
): Promise<void> {
  const found = await transaction.query(`select id from ${table} where id = $1`, [id]);
  const name = table === 'consumers' ? 'Consumer' : 'Restaurant';
  if (found.length === 0) throw new FtgoError(`${name} not found with id ${id}`);
}
