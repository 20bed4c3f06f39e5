import type { Queryable } from '@ftgo/platform-postgres';
import { FtgoError } from './ftgo.errors.js';
import { totalOf } from './order-pricing.js';

/** FTGO's default order minimum, which a new total must stay below (upstream has it reversed). */
const ORDER_MINIMUM = 2_147_483_647;

/**
 * Gives an order's line items new quantities; one more version.
 * @returns that version, and what the order comes to now
 * @throws FtgoError for an item that the order lacks, or one of the order's that is left out
 */
export async function reviseQuantities(
  transaction: Queryable,
  orderId: number,
  quantities: Readonly<Record<string, number>>,
): Promise<{ version: number; orderTotal: string }> {
  const items = await transaction.query<{ id: string; price: string }>(
    'select menu_item_id as id, price::text from order_line_items where order_id = $1',
    [orderId],
  );
  const unknown = Object.keys(quantities).find((id) => items.every((item) => item.id !== id));
  if (unknown !== undefined) throw new FtgoError('No value present');
  const revised = items.map(({ id, price }) => {
    const quantity = quantities[id];
    // FTGO unboxes the null that its map gives for an item that was left out.
    if (quantity === undefined) throw new FtgoError('');
    return { id, price, quantity };
  });
  const orderTotal = totalOf(revised);
  if (Number(orderTotal) >= ORDER_MINIMUM) throw new FtgoError('');
  await transaction.query(
    `update order_line_items as i set quantity = r.quantity
     from jsonb_to_recordset($2) as r(id text, quantity integer)
     where i.order_id = $1 and i.menu_item_id = r.id`,
    [orderId, JSON.stringify(revised)],
  );
  const [order] = await transaction.query<{ version: number }>(
    'update orders set version = version + 1, order_total = $2 where id = $1 returning version',
    [orderId, orderTotal],
  );
  return { version: order?.version ?? 0, orderTotal };
}
