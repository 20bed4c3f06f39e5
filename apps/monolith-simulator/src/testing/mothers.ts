import { DomainEvents } from '@ftgo/monolith-publisher';
import type { Trace, TraceOrder, TraceRestaurant } from '@ftgo/monolith-traces';
import { traceOf } from '@ftgo/monolith-traces';
import { ReplayOptions } from '../replay/replay-options.js';
import type { ReplayPlan } from '../replay/replay-plan.js';
import { planReplay } from '../replay/replay-plan.js';

/** The instant `minutes` after 18:00 in Oakland on the evening that these mothers tell of. */
export function minute(minutes: number): Date {
  return new Date(Date.parse('2026-10-03T01:00:00Z') + minutes * 60_000);
}

/** Consumer 7's Chicken Vindaloo from Ajanta, delivered in time. */
export function chickenVindaloo(changes: Partial<TraceOrder> = {}): TraceOrder {
  return {
    orderId: 'vindaloo',
    restaurantId: '1',
    consumerId: '7',
    courierId: '3',
    area: 'Temescal',
    orderTotalCents: 6170,
    createdAt: minute(0),
    promisedAt: minute(45),
    acceptedAt: minute(3),
    preparingAt: minute(5),
    readyAt: minute(15),
    pickedUpAt: minute(18),
    deliveredAt: minute(40),
    ...changes,
  };
}

/** An order of consumer 8's that was placed and then heard of no more. */
export function forgottenOrder(changes: Partial<TraceOrder> = {}): TraceOrder {
  return {
    orderId: 'forgotten',
    restaurantId: '1',
    consumerId: '8',
    createdAt: minute(1),
    ...changes,
  };
}

/** Ajanta, open from 11:00 to 23:30 in Oakland. */
export function ajanta(changes: Partial<TraceRestaurant> = {}): TraceRestaurant {
  return {
    restaurantId: '1',
    name: 'Ajanta',
    timeZone: 'America/Los_Angeles',
    opens: '11:00',
    closes: '23:30',
    ...changes,
  };
}

/** A trace of these orders from Ajanta. */
export function traceFromAjanta(
  orders: readonly TraceOrder[] = [chickenVindaloo()],
  restaurant: TraceRestaurant = ajanta(),
): Trace {
  return traceOf(orders, [restaurant]);
}

/** A replay of a trace, laid out. */
export function planOf(trace: Trace = traceFromAjanta(), options: object = {}): ReplayPlan {
  return planReplay(trace, ReplayOptions.parse({ traceFile: 'made.csv', ...options }));
}

/** Builds events of the catalogue, and of no other format. */
export const catalogueEvents = (timeZone = 'UTC'): DomainEvents =>
  new DomainEvents({ formats: ['events'], exchange: 'ftgo.events', timeZone });
