import { seededRandom } from '../seeded-random.js';

/** A row of the monolith's `orders`, instants instead of wall clocks. */
export interface OrderRow {
  readonly id: number;
  readonly version: number;
  readonly state: string;
  readonly consumerId: number;
  readonly restaurantId: number;
  readonly courierId: number | null;
  readonly area: string | null;
  readonly orderTotalCents: number;
  readonly createdAt: Date;
  readonly promisedAt: Date | null;
  readonly acceptedAt: Date | null;
  readonly readyBy: Date | null;
  readonly preparingAt: Date | null;
  readonly readyAt: Date | null;
  readonly pickedUpAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly cancelledBy: 'CONSUMER' | 'RESTAURANT' | null;
  readonly scheduledDeliveryAt: Date | null;
}

/** A row of `restaurant_opening_hours`; FTGO rewrites all of them at each change. */
export interface HoursRow {
  readonly id: number;
  readonly restaurantId: number;
  readonly dayOfWeek: number;
  readonly opens: string;
  readonly closes: string;
}

export interface RestaurantRow {
  readonly id: number;
  readonly version: number;
  readonly name: string;
  readonly timeZone: string;
  readonly hours: readonly HoursRow[];
}

export type ChangeKind =
  | 'created'
  | 'accepted'
  | 'preparing'
  | 'ready'
  | 'picked-up'
  | 'delivered'
  | 'cancelled'
  | 'rescheduled'
  | 'revised'
  /** A trigger that leaves the version alone: only the log tells of it. */
  | 'courier-changed'
  | 'deleted'
  | 'restaurant-created'
  | 'hours-revised';

/** One committed transaction: what it did, and the rows before and after it. */
export interface Transaction {
  readonly kind: ChangeKind;
  readonly at: Date;
  readonly before?: OrderRow | RestaurantRow | undefined;
  readonly after: OrderRow | RestaurantRow;
}

/** A monolith's whole life, and what its tables hold in the end. */
export interface MonolithHistory {
  readonly transactions: readonly Transaction[];
  readonly orders: ReadonlyMap<number, OrderRow>;
  readonly deleted: ReadonlySet<number>;
  readonly restaurants: ReadonlyMap<number, RestaurantRow>;
}

export const isOrderRow = (row: OrderRow | RestaurantRow): row is OrderRow => 'consumerId' in row;

const BEGIN = Date.UTC(2026, 9, 3, 18);
const ORDERS = 4;
const RESTAURANTS = 2;
const STEPS = 30;

/** Draws one life from a seed; ids lie in a range of the seed's own, so that lives don't meet. */
export class HistoryDraw {
  private readonly random: () => number;
  private readonly transactions: Transaction[] = [];
  private readonly orders = new Map<number, OrderRow>();
  private readonly restaurants = new Map<number, RestaurantRow>();
  private readonly deleted = new Set<number>();
  private rowIds = 0;
  private minutes = 0;

  constructor(private readonly seed: number) {
    this.random = seededRandom(seed * 7919 + 17);
  }

  draw(): MonolithHistory {
    for (let n = 1; n <= RESTAURANTS; n += 1) this.createRestaurant(this.idOf(n));
    for (let step = 0; step < STEPS; step += 1) this.step();
    const { transactions, orders, deleted, restaurants } = this;
    return { transactions, orders, deleted, restaurants };
  }

  private step(): void {
    const chosen = this.random();
    if (chosen < 0.1) return this.reviseHours();
    const id = this.idOf(1 + Math.floor(this.random() * ORDERS));
    const order = this.orders.get(id);
    if (order === undefined) return this.deleted.has(id) ? undefined : this.createOrder(id);
    if (chosen < 0.2)
      return this.commit('courier-changed', order, { courierId: this.someone() }, 0);
    if (chosen > 0.97) return this.delete(order);
    this.commit(...this.nextOf(order));
  }

  private nextOf(order: OrderRow): [ChangeKind, OrderRow, Partial<OrderRow>] {
    const at = this.now();
    const detour = this.random();
    if (detour < 0.1) return ['rescheduled', order, { promisedAt: this.later(60) }];
    if (detour < 0.15) return ['revised', order, { orderTotalCents: this.cents() }];
    switch (order.state) {
      case 'APPROVED':
        if (detour > 0.9) {
          return [
            'cancelled',
            order,
            { state: 'CANCELLED', cancelledAt: at, cancelledBy: 'CONSUMER' },
          ];
        }
        return [
          'accepted',
          order,
          {
            ...{ state: 'ACCEPTED', acceptedAt: at, readyBy: this.later(15) },
            ...{ scheduledDeliveryAt: this.later(45), courierId: this.someone() },
          },
        ];
      case 'ACCEPTED':
        return ['preparing', order, { state: 'PREPARING', preparingAt: at }];
      case 'PREPARING':
        return ['ready', order, { state: 'READY_FOR_PICKUP', readyAt: at }];
      case 'READY_FOR_PICKUP':
        return [
          'picked-up',
          order,
          { state: 'PICKED_UP', pickedUpAt: at, courierId: this.someone() },
        ];
      case 'PICKED_UP':
        return ['delivered', order, { state: 'DELIVERED', deliveredAt: at }];
      default:
        return ['revised', order, { orderTotalCents: this.cents() }];
    }
  }

  private createOrder(id: number): void {
    const createdAt = this.now();
    const none = null;
    const order: OrderRow = {
      ...{ id, version: 0, state: 'APPROVED', consumerId: this.someone(), courierId: none },
      restaurantId: this.idOf(1 + Math.floor(this.random() * RESTAURANTS)),
      area: this.random() < 0.3 ? null : 'Oakland',
      orderTotalCents: this.cents(),
      createdAt,
      promisedAt: this.random() < 0.2 ? null : this.later(45),
      ...{ acceptedAt: none, readyBy: none, preparingAt: none, readyAt: none, pickedUpAt: none },
      ...{ deliveredAt: none, cancelledAt: none, cancelledBy: none, scheduledDeliveryAt: none },
    };
    this.orders.set(id, order);
    this.transactions.push({ kind: 'created', at: createdAt, after: order });
  }

  private commit(
    kind: ChangeKind,
    before: OrderRow,
    changes: Partial<OrderRow>,
    versions = 1,
  ): void {
    const after = { ...before, ...changes, version: before.version + versions };
    this.orders.set(before.id, after);
    this.transactions.push({ kind, at: this.now(), before, after });
  }

  private delete(order: OrderRow): void {
    this.orders.delete(order.id);
    this.deleted.add(order.id);
    this.transactions.push({ kind: 'deleted', at: this.now(), before: order, after: order });
  }

  private createRestaurant(id: number): void {
    const restaurant: RestaurantRow = {
      ...{ id, version: 0, name: `Ajanta ${id}`, timeZone: 'America/Los_Angeles' },
      hours: this.hoursOf(id),
    };
    this.restaurants.set(id, restaurant);
    this.transactions.push({ kind: 'restaurant-created', at: this.now(), after: restaurant });
  }

  private reviseHours(): void {
    const id = this.idOf(1 + Math.floor(this.random() * RESTAURANTS));
    const before = this.restaurants.get(id);
    if (before === undefined) return;
    const after = { ...before, version: before.version + 1, hours: this.hoursOf(id) };
    this.restaurants.set(id, after);
    this.transactions.push({ kind: 'hours-revised', at: this.now(), before, after });
  }

  private hoursOf(restaurantId: number): HoursRow[] {
    const closes = `2${Math.floor(this.random() * 4)}:30`;
    return Array.from({ length: 1 + Math.floor(this.random() * 7) }, (_, day) => ({
      ...{ id: this.idOf((this.rowIds += 1)), restaurantId, dayOfWeek: day + 1 },
      ...{ opens: '11:00', closes },
    }));
  }

  /** A minute later than whatever was before. */
  private now(): Date {
    this.minutes += 1;
    return this.later(0);
  }

  private later(minutes: number): Date {
    return new Date(BEGIN + (this.minutes + minutes) * 60_000);
  }

  private idOf(n: number): number {
    return this.seed * 1_000 + n;
  }

  private someone(): number {
    return 1 + Math.floor(this.random() * 50);
  }

  private cents(): number {
    return 1_000 + Math.floor(this.random() * 9_000);
  }
}
