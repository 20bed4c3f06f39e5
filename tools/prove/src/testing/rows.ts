import type {
  ChangeKind,
  HoursRow,
  OrderRow,
  RestaurantRow,
  Transaction,
} from '../replica-fold/monolith-history.js';

/** The instant `minutes` after 18:00 on the evening that these mothers tell of. */
export const minute = (minutes: number): Date =>
  new Date(Date.UTC(2026, 9, 3, 18) + minutes * 60_000);

/** A delivered Chicken Vindaloo in which no column is empty but those of a cancellation. */
export const vindaloo = (changes: Partial<OrderRow> = {}): OrderRow => ({
  ...{ id: 42, version: 5, state: 'DELIVERED', consumerId: 7, restaurantId: 1, courierId: 3 },
  ...{ area: 'Oakland', orderTotalCents: 6_170 },
  ...{ createdAt: minute(0), promisedAt: minute(45), acceptedAt: minute(3), readyBy: minute(18) },
  ...{ preparingAt: minute(5), readyAt: minute(15), pickedUpAt: minute(18) },
  ...{ deliveredAt: minute(40), cancelledAt: null, cancelledBy: null },
  scheduledDeliveryAt: minute(38),
  ...changes,
});

/** The same order when it has just been placed. */
export const placed = (changes: Partial<OrderRow> = {}): OrderRow =>
  vindaloo({
    ...{ version: 0, state: 'APPROVED', courierId: null, acceptedAt: null, readyBy: null },
    ...{ preparingAt: null, readyAt: null, pickedUpAt: null, deliveredAt: null },
    ...{ scheduledDeliveryAt: null },
    ...changes,
  });

/** One row of Ajanta's hours. */
export const hoursRow = (changes: Partial<HoursRow> = {}): HoursRow => ({
  ...{ id: 11, restaurantId: 1, dayOfWeek: 6, opens: '11:00', closes: '23:30' },
  ...changes,
});

/** Ajanta on Saturdays and Sundays. */
export const ajanta = (changes: Partial<RestaurantRow> = {}): RestaurantRow => ({
  ...{ id: 1, version: 0, name: 'Ajanta', timeZone: 'America/Los_Angeles' },
  hours: [hoursRow(), hoursRow({ id: 12, dayOfWeek: 7, closes: '22:30' })],
  ...changes,
});

/** A committed change. */
export const transaction = (
  kind: ChangeKind,
  after: OrderRow | RestaurantRow,
  before?: OrderRow | RestaurantRow,
): Transaction => ({ kind, at: minute(50), before, after });

/** Every change of an order that an event tells, with the row that it leaves behind. */
export const TOLD_CHANGES: readonly (readonly [ChangeKind, OrderRow])[] = [
  ['created', placed()],
  [
    'accepted',
    placed({
      ...{ version: 1, state: 'ACCEPTED', acceptedAt: minute(3), readyBy: minute(18) },
      ...{ courierId: 3, scheduledDeliveryAt: minute(38) },
    }),
  ],
  ['preparing', vindaloo({ version: 2, state: 'PREPARING' })],
  ['ready', vindaloo({ version: 3, state: 'READY_FOR_PICKUP' })],
  ['picked-up', vindaloo({ version: 4, state: 'PICKED_UP' })],
  ['delivered', vindaloo()],
  [
    'cancelled',
    placed({ version: 1, state: 'CANCELLED', cancelledAt: minute(2), cancelledBy: 'CONSUMER' }),
  ],
  ['rescheduled', placed({ version: 1, promisedAt: minute(70) })],
  ['revised', placed({ version: 1, orderTotalCents: 12_340 })],
];
