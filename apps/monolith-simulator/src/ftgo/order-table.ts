import type { OutgoingMessage } from '@ftgo/platform-outbox';
import { enqueue } from '@ftgo/platform-outbox';
import type { Queryable } from '@ftgo/platform-postgres';
import type { Address } from './address.js';
import type { DomainEvents } from '@ftgo/monolith-publisher';
import type { OrderStep } from './order-step.js';
import { columnsOf, eventOf } from './order-step.js';

/** An order to be inserted, at version 0 and in state APPROVED. */
export interface NewOrder {
  readonly orderId: number;
  readonly consumerId: number;
  readonly restaurantId: number;
  readonly createdAt: Date;
  readonly promisedAt: Date | null;
  readonly area?: string | undefined;
  readonly address?: Address | undefined;
  /** Decimal, such as "61.70"; what the line items come to. */
  readonly orderTotal: string;
  readonly lineItems: readonly LineItem[];
}

export interface LineItem {
  readonly menuItemId: string;
  readonly name: string | null;
  readonly price: string;
  readonly quantity: number;
}

const INSERT_ORDERS = `
insert into orders (id, version, order_state, consumer_id, restaurant_id, created_at, delivery_time,
  area, order_total, delivery_address_street1, delivery_address_street2, delivery_address_city,
  delivery_address_state, delivery_address_zip)
select "orderId", 0, 'APPROVED', "consumerId", "restaurantId", "createdAt" at time zone $2,
  "promisedAt" at time zone $2, area, "orderTotal", address->>'street1', address->>'street2', address->>'city',
  address->>'state', address->>'zip'
from jsonb_to_recordset($1) as n("orderId" bigint, "consumerId" bigint, "restaurantId" bigint,
  "createdAt" timestamptz, "promisedAt" timestamptz, area text, "orderTotal" decimal,
  address jsonb)`;

const INSERT_LINE_ITEMS = `
insert into order_line_items (order_id, menu_item_id, name, price, quantity)
select n."orderId", i."menuItemId", i.name, i.price, i.quantity
from jsonb_to_recordset($1) as n("orderId" bigint, "lineItems" jsonb)
cross join lateral jsonb_to_recordset(n."lineItems")
  as i("menuItemId" text, name text, price decimal, quantity integer)`;

// An order that has ended takes no further step: a replay goes on beside what REST calls did.
const UPDATE_ORDERS = `
update orders as o set
  version = o.version + d.steps,
  order_state = coalesce(d.order_state, o.order_state),
  accept_time = coalesce(d.accept_time at time zone $2, o.accept_time),
  ready_by = coalesce(d.ready_by at time zone $2, o.ready_by),
  scheduled_delivery_time =
    coalesce(d.scheduled_delivery_time at time zone $2, o.scheduled_delivery_time),
  assigned_courier_id = coalesce(d.assigned_courier_id, o.assigned_courier_id),
  preparing_time = coalesce(d.preparing_time at time zone $2, o.preparing_time),
  ready_for_pickup_time = coalesce(d.ready_for_pickup_time at time zone $2, o.ready_for_pickup_time),
  picked_up_time = coalesce(d.picked_up_time at time zone $2, o.picked_up_time),
  delivered_time = coalesce(d.delivered_time at time zone $2, o.delivered_time),
  cancelled_time = coalesce(d.cancelled_time at time zone $2, o.cancelled_time),
  cancelled_by = coalesce(d.cancelled_by, o.cancelled_by),
  delivery_time = case when d.promise_changed then d.delivery_time at time zone $2
    else o.delivery_time end
from jsonb_to_recordset($1) as d(order_id bigint, steps integer, order_state text,
  accept_time timestamptz, ready_by timestamptz, scheduled_delivery_time timestamptz,
  assigned_courier_id bigint, preparing_time timestamptz, ready_for_pickup_time timestamptz,
  picked_up_time timestamptz, delivered_time timestamptz, cancelled_time timestamptz,
  cancelled_by text, promise_changed boolean, delivery_time timestamptz)
where o.id = d.order_id and o.order_state not in ('DELIVERED', 'CANCELLED')
returning o.id, o.version`;

const INSERT_COURIER_ACTIONS = `
insert into courier_actions (courier_id, order_id, time, type)
select a."courierId", a."orderId", p.time at time zone $2, p.type
from jsonb_to_recordset($1)
  as a("courierId" bigint, "orderId" bigint, "dropOffAt" timestamptz)
cross join lateral (values ('PICKUP', null), ('DROPOFF', a."dropOffAt")) as p(type, time)`;

/**
 * Writes orders set-wise, each change together with its event in the outbox: the caller's
 * transaction holds both or neither (I4).
 */
export class OrderTable {
  constructor(
    private readonly events: DomainEvents,
    private readonly timeZone: string,
  ) {}

  /** Inserts orders whose ids are free. */
  async insert(transaction: Queryable, orders: readonly NewOrder[]): Promise<void> {
    if (orders.length === 0) return;
    const json = JSON.stringify(orders);
    await transaction.query(INSERT_ORDERS, [json, this.timeZone]);
    await transaction.query(INSERT_LINE_ITEMS, [json]);
    await enqueue(
      transaction,
      orders.flatMap((order) => this.created(order)),
    );
  }

  /**
   * Applies steps in their order; those of one order may be many. Steps of orders that have ended
   * or don't exist change nothing and tell nothing.
   */
  async apply(transaction: Queryable, steps: readonly OrderStep[]): Promise<void> {
    if (steps.length === 0) return;
    const rows = [...stepsByOrder(steps)].map(([orderId, own]) => ({
      order_id: orderId,
      steps: own.length,
      ...Object.assign({}, ...own.map(columnsOf)),
    }));
    const updated = await transaction.query<{ id: number; version: number }>(UPDATE_ORDERS, [
      JSON.stringify(rows),
      this.timeZone,
    ]);
    const versions = new Map(updated.map(({ id, version }) => [id, version]));
    const applied = steps.filter(({ orderId }) => versions.has(orderId));
    await this.scheduleDeliveries(transaction, applied);
    await enqueue(transaction, this.eventsOf(applied, versions));
  }

  /** Tells that an order comes to something else now; its row has been changed already. */
  async tellRevised(
    transaction: Queryable,
    orderId: number,
    at: Date,
    { version, orderTotal }: { readonly version: number; readonly orderTotal: string },
  ): Promise<void> {
    const told = { orderId, version, orderTotal };
    await enqueue(transaction, this.events.ofOrder('ftgo.order.revised.v1', at, told));
  }

  private created(order: NewOrder): OutgoingMessage[] {
    const { orderId, consumerId, restaurantId, orderTotal, createdAt, promisedAt, area } = order;
    return this.events.ofOrder('ftgo.order.created.v1', createdAt, {
      orderId,
      version: 0,
      consumerId,
      restaurantId,
      orderTotal,
      createdAt: createdAt.toISOString(),
      promisedAt: promisedAt?.toISOString() ?? null,
      area: area ?? null,
    });
  }

  /** The courier's plan, as FTGO's scheduler writes it: no time for the pickup. */
  private async scheduleDeliveries(
    transaction: Queryable,
    steps: readonly OrderStep[],
  ): Promise<void> {
    const actions = steps.flatMap((step) =>
      step.change.kind === 'accepted' && step.change.courierId !== undefined
        ? {
            orderId: step.orderId,
            courierId: step.change.courierId,
            dropOffAt: columnsOf(step).scheduled_delivery_time,
          }
        : [],
    );
    if (actions.length === 0) return;
    await transaction.query(INSERT_COURIER_ACTIONS, [JSON.stringify(actions), this.timeZone]);
  }

  /** The row holds the version after the last step; the steps before it count down from there. */
  private eventsOf(
    steps: readonly OrderStep[],
    versions: ReadonlyMap<number, number>,
  ): OutgoingMessage[] {
    const toCome = new Map([...stepsByOrder(steps)].map(([id, own]) => [id, own.length]));
    return steps.flatMap((step) => {
      const later = (toCome.get(step.orderId) ?? 0) - 1;
      toCome.set(step.orderId, later);
      return eventOf(step, (versions.get(step.orderId) ?? 0) - later, this.events);
    });
  }
}

function stepsByOrder(steps: readonly OrderStep[]): Map<number, OrderStep[]> {
  return Map.groupBy(steps, ({ orderId }) => orderId);
}
