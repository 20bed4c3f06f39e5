import type { ConsumerId, CourierId, OrderId, RestaurantId } from './identifiers.js';

/** The monolith's states of an order, in its own words (FTGO `OrderState`). */
export const ORDER_STATES = [
  'APPROVED',
  'ACCEPTED',
  'PREPARING',
  'READY_FOR_PICKUP',
  'PICKED_UP',
  'DELIVERED',
  'CANCELLED',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/** Who cancelled: only a restaurant's cancellation makes an order undeliverable. */
export type CancelledBy = 'CONSUMER' | 'RESTAURANT';

/**
 * The replica of an order: the few columns of the monolith's ORDERS that this service needs
 * (Microservices Patterns, 13.4). We do not own it. Everything but the id may still be unknown,
 * because messages come in any order.
 */
export interface Order {
  readonly id: OrderId;
  /** The newest version heard of (`orders.version`). */
  readonly version: number;
  readonly state?: OrderState | undefined;
  readonly consumerId?: ConsumerId | undefined;
  readonly restaurantId?: RestaurantId | undefined;
  readonly courierId?: CourierId | undefined;
  readonly area?: string | undefined;
  readonly orderTotalCents?: number | undefined;
  readonly createdAt?: Date | undefined;
  /** The promise: lateness is measured against it and nothing else. */
  readonly promisedAt?: Date | undefined;
  readonly acceptedAt?: Date | undefined;
  /** The kitchen's promise to have the meal ready. */
  readonly readyBy?: Date | undefined;
  readonly preparingAt?: Date | undefined;
  readonly readyAt?: Date | undefined;
  /** When the monolith's own schedule has the courier arrive; no promise. */
  readonly scheduledDeliveryAt?: Date | undefined;
  readonly pickedUpAt?: Date | undefined;
  readonly deliveredAt?: Date | undefined;
  readonly cancelledAt?: Date | undefined;
  readonly cancelledBy?: CancelledBy | undefined;
  /** Set when the monolith deleted the row; a late message must not revive it (I1). */
  readonly deletedAt?: Date | undefined;
}

/** True once nothing more can happen to the order: delivered, cancelled or deleted. */
export function hasEnded(order: Order): boolean {
  return (
    order.deletedAt !== undefined ||
    order.deliveredAt !== undefined ||
    order.cancelledAt !== undefined ||
    order.state === 'DELIVERED' ||
    order.state === 'CANCELLED'
  );
}

/** True once the courier has the meal: from then on no closing restaurant can stop it. */
export function isPickedUp(order: Order): boolean {
  return (
    order.pickedUpAt !== undefined || order.state === 'PICKED_UP' || order.state === 'DELIVERED'
  );
}
