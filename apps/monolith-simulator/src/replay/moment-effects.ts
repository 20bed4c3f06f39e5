import type { TraceMoment } from '@ftgo/monolith-traces';
import type { OrderChange, OrderStep } from '../ftgo/order-step.js';
import type { NewOrder } from '../ftgo/order-table.js';
import type { Closure, NewRestaurant } from '../ftgo/restaurant-table.js';
import type { ReplayPlan } from './replay-plan.js';
import { orderOf, restaurantOf } from './replay-plan.js';

/** What a batch of moments does to the tables, sorted by the kind of statement that writes it. */
export interface MomentEffects {
  readonly restaurants: readonly NewRestaurant[];
  readonly closures: readonly { restaurantId: number; at: Date; closure: Closure }[];
  readonly orders: readonly NewOrder[];
  readonly steps: readonly OrderStep[];
}

/**
 * What a kitchen promises at acceptance. A trace knows only when the meal was really ready, and
 * that must not leak into a promise made before.
 */
const READY_AFTER_ACCEPTANCE_MINUTES = 15;

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

type OrderMoment = Extract<TraceMoment, { orderId: string }>;

/** Turns moments into rows and steps. Pure; the order within each kind is kept. */
export function effectsOf(plan: ReplayPlan, moments: readonly TraceMoment[]): MomentEffects {
  return {
    restaurants: moments.flatMap((each) =>
      each.kind === 'restaurant-created' ? newRestaurant(plan, each.restaurantId) : [],
    ),
    closures: moments.flatMap((each) =>
      each.kind === 'closing-early'
        ? {
            restaurantId: plan.numbers.restaurants.numberOf(each.restaurantId),
            at: each.at,
            closure: { from: each.closesAt, to: each.reopensAt },
          }
        : [],
    ),
    orders: moments.flatMap((each) =>
      each.kind === 'created' ? newOrder(plan, each.orderId) : [],
    ),
    steps: moments.flatMap((each) => ('orderId' in each ? stepsOf(plan, each) : [])),
  };
}

function newRestaurant(plan: ReplayPlan, id: string): NewRestaurant {
  const { name, timeZone, opens, closes } = restaurantOf(plan, id);
  return {
    restaurantId: plan.numbers.restaurants.numberOf(id),
    name,
    timeZone,
    menu: [{ id: '1', name: 'Chicken Vindaloo', price: '12.34' }],
    openingHours: EVERY_DAY.map((dayOfWeek) => ({ dayOfWeek, opens, closes })),
  };
}

function newOrder(plan: ReplayPlan, id: string): NewOrder {
  const {
    consumerId,
    restaurantId,
    createdAt,
    promisedAt,
    area,
    orderTotalCents = 0,
  } = orderOf(plan, id);
  const orderTotal = (orderTotalCents / 100).toFixed(2);
  return {
    orderId: plan.numbers.orders.numberOf(id),
    consumerId: plan.numbers.consumers.numberOf(consumerId),
    restaurantId: plan.numbers.restaurants.numberOf(restaurantId),
    createdAt,
    promisedAt: promisedAt ?? null,
    area,
    orderTotal,
    // A trace tells what an order came to, not what was ordered.
    lineItems: [{ menuItemId: '1', name: 'Meal', price: orderTotal, quantity: 1 }],
  };
}

function stepsOf(plan: ReplayPlan, moment: OrderMoment): OrderStep[] {
  const change = changeOf(plan, moment);
  if (change === undefined) return [];
  return [{ orderId: plan.numbers.orders.numberOf(moment.orderId), at: moment.at, change }];
}

function changeOf(plan: ReplayPlan, moment: OrderMoment): OrderChange | undefined {
  switch (moment.kind) {
    case 'created':
      return undefined;
    case 'accepted':
      return { kind: 'accepted', readyBy: kitchenPromise(moment.at), ...courierOf(plan, moment) };
    case 'picked-up':
      return { kind: 'picked-up', ...courierOf(plan, moment) };
    case 'cancelled':
      return { kind: 'cancelled', cancelledBy: moment.cancelledBy };
    default:
      return { kind: moment.kind };
  }
}

function courierOf(plan: ReplayPlan, { orderId }: OrderMoment): { courierId?: number } {
  const { courierId } = orderOf(plan, orderId);
  return courierId === undefined ? {} : { courierId: plan.numbers.couriers.numberOf(courierId) };
}

function kitchenPromise(acceptedAt: Date): Date {
  return new Date(acceptedAt.getTime() + READY_AFTER_ACCEPTANCE_MINUTES * 60_000);
}
