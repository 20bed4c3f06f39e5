import type { TramEventName } from '@ftgo/monolith-contracts';

/** When an event is published, and who has it: FTGO as it is, or what was added for this service. */
export interface TramOrigin {
  readonly when: string;
  readonly origin: string;
}

const ftgo = (when: string): TramOrigin => ({ when, origin: 'FTGO’s own' });
const delivery = (when: string): TramOrigin => ({
  when,
  origin: 'FTGO’s own, of its delivery service',
});
const neverSent = (when: string): TramOrigin => ({
  when,
  origin: 'FTGO’s own; never published so far',
});
const added = (when: string): TramOrigin => ({ when, origin: 'added for this service' });

/** FTGO's events by class name (contract 3.3, 3.5, 3.6). */
export const TRAM_ORIGINS: Readonly<Record<TramEventName, TramOrigin>> = {
  OrderCreatedEvent: ftgo('A customer placed an order; deliveryTime and area were added.'),
  OrderAuthorized: ftgo('The order was approved.'),
  OrderRejected: ftgo('The order was not approved.'),
  OrderCancelled: ftgo('The order was cancelled; cancelledBy was added.'),
  OrderRevised: ftgo('Quantities changed; deliveryTime was added.'),
  OrderAccepted: added('The restaurant accepted the order.'),
  OrderPreparationStarted: added('The kitchen began.'),
  OrderReadyForPickup: added('The kitchen is done.'),
  OrderPickedUp: added('The courier has the meal.'),
  OrderDelivered: added('The customer has the meal.'),
  OrderDeliveryRescheduled: added('The promise moved, or FTGO’s schedule did.'),
  TicketAcceptedEvent: ftgo('The kitchen accepted the order’s ticket.'),
  TicketPreparationStartedEvent: neverSent('The kitchen began.'),
  TicketPreparationCompletedEvent: neverSent('The kitchen is done.'),
  TicketPickedUpEvent: neverSent('The courier has the meal.'),
  CourierScheduledForDelivery: delivery('The schedule gave the order to a courier.'),
  CourierUnscheduledForDelivery: delivery('The schedule took the order from its courier.'),
  RestaurantCreated: ftgo('A restaurant was created; time zone and hours were added.'),
  RestaurantOpeningHoursRevised: added('Its opening hours or closures changed.'),
  FeedHeartbeat: added(
    'Every second (HEARTBEAT_MS), through the same outbox; sentAt is machine time.',
  ),
};
