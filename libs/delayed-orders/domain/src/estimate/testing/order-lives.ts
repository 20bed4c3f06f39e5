import { consumerId, courierId, orderId, restaurantId } from '../../identifiers.js';
import type { Order } from '../../order.js';
import { at, minutesAfter } from '../../testing/index.js';
import type { EstimateLesson, Taught } from '../estimate-lesson.js';
import { estimateLessonsOf } from '../estimate-lesson.js';

/** One order from its creation to its end; each entry is the order as it was known from then on. */
export interface OrderLife {
  readonly steps: readonly { readonly at: Date; readonly order: Order }[];
}

/** What an order's life is made from: minutes from one event to the next, none where it is missing. */
export interface LifePlan {
  readonly createdAfter: number;
  readonly accepted?: number | undefined;
  readonly ready?: number | undefined;
  readonly pickedUp?: number | undefined;
  readonly ended?: number | undefined;
  readonly isCancelled?: boolean;
  readonly promised?: number | undefined;
  readonly restaurant?: number;
  readonly courier?: number;
  readonly consumer?: number;
  readonly area?: string | undefined;
  readonly totalCents?: number | undefined;
}

/** The life of order `id`, begun so many minutes after noon. */
export function lifeOf(id: number, plan: LifePlan): OrderLife {
  const createdAt = minutesAfter(at('12:00'), plan.createdAfter);
  let order: Order = {
    id: orderId(id),
    version: 1,
    state: 'APPROVED',
    consumerId: consumerId(plan.consumer ?? 1),
    restaurantId: restaurantId(plan.restaurant ?? 1),
    area: plan.area,
    orderTotalCents: plan.totalCents,
    createdAt,
    promisedAt: plan.promised === undefined ? undefined : minutesAfter(createdAt, plan.promised),
  };
  const steps = [{ at: createdAt, order }];
  let now = createdAt;
  const step = (minutes: number | undefined, change: (when: Date) => Partial<Order>): void => {
    if (minutes === undefined) return;
    now = minutesAfter(now, minutes);
    order = { ...order, ...change(now), version: order.version + 1 };
    steps.push({ at: now, order });
  };
  step(plan.accepted, (acceptedAt) => ({ acceptedAt }));
  step(plan.ready, (readyAt) => ({ readyAt }));
  step(plan.pickedUp, (pickedUpAt) => ({ pickedUpAt, courierId: courierId(plan.courier ?? 1) }));
  step(plan.ended, (end) =>
    plan.isCancelled === true
      ? { cancelledAt: end, cancelledBy: 'RESTAURANT' }
      : { deliveredAt: end },
  );
  return { steps };
}

/** The lessons of many lives, in the order in which they are heard. */
export function lessonsOfLives(lives: readonly OrderLife[]): EstimateLesson[] {
  const steps = lives.flatMap((life) => life.steps.map((step) => ({ ...step, life })));
  const taught = new Map<OrderLife, Taught>();
  return steps
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .flatMap(({ at: heardAt, order, life }) => {
      const given = estimateLessonsOf(order, taught.get(life) ?? 'NOTHING', heardAt);
      taught.set(life, given.taught);
      return given.lessons;
    });
}

/** A repeatable evening: every order alike but for a little that its number decides. */
export function evening(orders: number, change: Partial<LifePlan> = {}): OrderLife[] {
  return Array.from({ length: orders }, (_, i) =>
    lifeOf(i + 1, {
      createdAfter: i * 2,
      accepted: 2 + (i % 5),
      pickedUp: 8 + (i % 11),
      ended: 14 + (i % 17),
      promised: 45,
      restaurant: 1 + (i % 4),
      courier: 1 + (i % 3),
      consumer: 1 + (i % 7),
      area: i % 2 === 0 ? 'north' : 'south',
      totalCents: 2_000 + (i % 9) * 500,
      ...change,
    }),
  );
}
