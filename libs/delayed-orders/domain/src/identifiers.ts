declare const brand: unique symbol;
type Branded<Value, Name extends string> = Value & { readonly [brand]: Name };

/** An order's number in the monolith (`orders.id`): a positive safe integer. */
export type OrderId = Branded<number, 'OrderId'>;
/** A restaurant's number in the monolith (`restaurants.id`). */
export type RestaurantId = Branded<number, 'RestaurantId'>;
/** A customer's number in the monolith, which calls customers consumers (`consumers.id`). */
export type ConsumerId = Branded<number, 'ConsumerId'>;
/** A courier's number in the monolith (`courier.id`). */
export type CourierId = Branded<number, 'CourierId'>;
/** Our own UUID of one DelayedOrderNotification; also the heart of its Message-ID. */
export type NotificationId = Branded<string, 'NotificationId'>;
/** Our own UUID of one compensation offer. */
export type OfferId = Branded<string, 'OfferId'>;

/** @throws RangeError when `value` cannot be a number that the monolith gave out. */
export const orderId = (value: number): OrderId => monolithNumber(value, 'order') as OrderId;
/** @throws RangeError when `value` cannot be a number that the monolith gave out. */
export const restaurantId = (value: number): RestaurantId =>
  monolithNumber(value, 'restaurant') as RestaurantId;
/** @throws RangeError when `value` cannot be a number that the monolith gave out. */
export const consumerId = (value: number): ConsumerId =>
  monolithNumber(value, 'consumer') as ConsumerId;
/** @throws RangeError when `value` cannot be a number that the monolith gave out. */
export const courierId = (value: number): CourierId =>
  monolithNumber(value, 'courier') as CourierId;

/** Takes a UUID made outside: the domain makes no ids itself. */
export const notificationId = (uuid: string): NotificationId => uuid as NotificationId;
/** Takes a UUID made outside: the domain makes no ids itself. */
export const offerId = (uuid: string): OfferId => uuid as OfferId;

function monolithNumber(value: number, what: string): number {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new RangeError(`a ${what} id must be a positive whole number`);
  }
  return value;
}
