import type { Queryable } from '@ftgo/platform-postgres';

/** An order as FTGO tells it: no times, no ids of consumer or restaurant. */
export interface OrderResponse {
  readonly orderId: number;
  readonly state: string;
  readonly orderTotal: string;
  readonly restaurantName: string | null;
  /** Null before acceptance, as is `courierActions`. */
  readonly assignedCourier: number | null;
  readonly courierActions: readonly { readonly type: string }[] | null;
}

const ORDERS = `
select o.id as "orderId", o.order_state as state,
  coalesce((select sum(i.price * i.quantity) from order_line_items as i where i.order_id = o.id), 0)
    ::decimal(19, 2)::text as "orderTotal",
  r.name as "restaurantName", o.assigned_courier_id as "assignedCourier",
  (select jsonb_agg(jsonb_build_object('type', a.type) order by a.id) from courier_actions as a
   where a.order_id = o.id and a.courier_id = o.assigned_courier_id) as "courierActions"
from orders as o join restaurants as r on r.id = o.restaurant_id`;

/** One order by id, or all of a consumer's; empty when there is none. */
export function orderResponses(
  database: Queryable,
  which: { readonly orderId: number } | { readonly consumerId: number },
): Promise<OrderResponse[]> {
  return 'orderId' in which
    ? database.query<OrderResponse>(`${ORDERS} where o.id = $1`, [which.orderId])
    : database.query<OrderResponse>(`${ORDERS} where o.consumer_id = $1 order by o.id`, [
        which.consumerId,
      ]);
}
