import type { TraceOrder, TraceRestaurant } from './trace.js';

/** The instant `minutes` after 18:00 in Oakland on the evening that these mothers tell of. */
export function minute(minutes: number): Date {
  return new Date(Date.parse('2026-10-03T01:00:00Z') + minutes * 60_000);
}

/** Consumer 7's Chicken Vindaloo from Ajanta, delivered in time. */
export function chickenVindaloo(changes: Partial<TraceOrder> = {}): TraceOrder {
  return {
    orderId: '42',
    restaurantId: 'ajanta',
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

/** An order of consumer 7's that was placed and then heard of no more. */
export function placedOrder(changes: Partial<TraceOrder> = {}): TraceOrder {
  return {
    orderId: '43',
    restaurantId: 'ajanta',
    consumerId: '7',
    createdAt: minute(0),
    ...changes,
  };
}

/** Ajanta, open from 11:00 to 23:30 in Oakland. */
export function ajanta(changes: Partial<TraceRestaurant> = {}): TraceRestaurant {
  return {
    restaurantId: 'ajanta',
    name: 'Ajanta',
    timeZone: 'America/Los_Angeles',
    opens: '11:00',
    closes: '23:30',
    ...changes,
  };
}
