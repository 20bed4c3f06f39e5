import type { Database, Queryable } from '@ftgo/platform-postgres';
import { addressOf } from './address.js';
import { FtgoError, NothingFoundError } from './ftgo.errors.js';
import { nextId } from './next-id.js';
import { pricedLineItems, totalOf } from './order-pricing.js';
import type { OrderResponse } from './order-responses.js';
import { orderResponses } from './order-responses.js';
import type { OrderChange } from './order-step.js';
import type { OrderTable } from './order-table.js';
import type { OrderState } from './order-transitions.js';
import { isRevisable, refuseUnlessAllowed } from './order-transitions.js';
import type { CreateOrderRequest } from './request-bodies.js';
import { readLocalTime } from './read-local-time.js';
import { reviseQuantities } from './revise-quantities.js';

/** FTGO's orders over REST: each change is one transaction with its event in the outbox. */
export class Orders {
  constructor(
    private readonly database: Database,
    private readonly table: OrderTable,
    private readonly now: () => Date,
    private readonly timeZone: string,
  ) {}

  /** @throws FtgoError for an unknown consumer, restaurant or menu item */
  create(request: CreateOrderRequest): Promise<number> {
    return this.database.transaction(async (transaction) => {
      const { consumerId, restaurantId, deliveryTime } = request;
      const lineItems = await pricedLineItems(transaction, request);
      const orderId = await nextId(transaction, 'orders');
      const promisedAt = await this.instant(transaction, deliveryTime);
      const order = { orderId, consumerId, restaurantId, promisedAt, createdAt: this.now() };
      const orderTotal = totalOf(lineItems);
      const address = addressOf(request.deliveryAddress);
      await this.table.insert(transaction, [{ ...order, address, orderTotal, lineItems }]);
      return orderId;
    });
  }

  /** @throws NothingFoundError */
  find(orderId: number): Promise<OrderResponse> {
    return theOne(orderResponses(this.database, { orderId }));
  }

  ofConsumer(consumerId: number): Promise<OrderResponse[]> {
    return orderResponses(this.database, { consumerId });
  }

  /** Changes an order and answers with it. @throws NothingFoundError, FtgoError */
  change(orderId: number, change: OrderChange): Promise<OrderResponse> {
    return this.database.transaction(async (transaction) => {
      const state = await lockedState(transaction, orderId);
      if (state === undefined) throw new NothingFoundError();
      await this.apply(transaction, orderId, state, change);
      return theOne(orderResponses(transaction, { orderId }));
    });
  }

  /** A kitchen's or courier's note of what has happened; an unknown order is a 500 too. */
  async note(orderId: number, change: OrderChange): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const state = await knownState(transaction, orderId);
      await this.apply(transaction, orderId, state, change);
    });
  }

  /**
   * The restaurant accepts; a courier who is available gets the delivery.
   * @param readyBy a local time. @throws FtgoError when it is past, or no courier is available
   */
  async accept(orderId: number, readyBy: string | null | undefined): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const state = await knownState(transaction, orderId);
      if (state !== 'APPROVED') throw new FtgoError(`current state: ${state}`);
      const readyAt = await this.instant(transaction, readyBy);
      if (readyAt === null) throw new FtgoError('');
      if (readyAt <= this.now()) throw new FtgoError('readyBy is not in the future');
      const courierId = await anyAvailableCourier(transaction);
      await this.apply(transaction, orderId, state, {
        kind: 'accepted',
        readyBy: readyAt,
        courierId,
      });
    });
  }

  /** New quantities, and with them another total. @throws NothingFoundError, FtgoError */
  revise(orderId: number, quantities: Readonly<Record<string, number>>): Promise<OrderResponse> {
    return this.database.transaction(async (transaction) => {
      const state = await lockedState(transaction, orderId);
      if (state === undefined) throw new NothingFoundError();
      if (!isRevisable(state)) throw new FtgoError(`current state: ${state}`);
      const revised = await reviseQuantities(transaction, orderId, quantities);
      await this.table.tellRevised(transaction, orderId, this.now(), revised);
      return theOne(orderResponses(transaction, { orderId }));
    });
  }

  private async apply(
    transaction: Queryable,
    orderId: number,
    state: OrderState,
    change: OrderChange,
  ): Promise<void> {
    refuseUnlessAllowed(state, change);
    await this.table.apply(transaction, [{ orderId, at: this.now(), change }]);
  }

  private async instant(
    transaction: Queryable,
    localTime: string | null | undefined,
  ): Promise<Date | null> {
    return localTime == null ? null : readLocalTime(transaction, localTime, this.timeZone);
  }
}

async function lockedState(
  transaction: Queryable,
  orderId: number,
): Promise<OrderState | undefined> {
  const [order] = await transaction.query<{ state: OrderState }>(
    'select order_state as state from orders where id = $1 for update',
    [orderId],
  );
  return order?.state;
}

async function knownState(transaction: Queryable, orderId: number): Promise<OrderState> {
  const state = await lockedState(transaction, orderId);
  if (state === undefined) throw new FtgoError(`Order not found with id ${orderId}`);
  return state;
}

/** FTGO draws one at random, and from an empty list it can't. */
async function anyAvailableCourier(transaction: Queryable): Promise<number> {
  const [courier] = await transaction.query<{ id: number }>(
    'select id from courier where available order by random() limit 1',
  );
  if (courier === undefined) throw new FtgoError('bound must be positive');
  return courier.id;
}

async function theOne(orders: Promise<OrderResponse[]>): Promise<OrderResponse> {
  const [order] = await orders;
  if (order === undefined) throw new NothingFoundError();
  return order;
}
