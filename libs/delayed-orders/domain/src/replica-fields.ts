import type { Closure, OpeningInterval } from './opening-hours.js';
import type { CancelledBy } from './order.js';

/** The replicated columns of an order; see {@link Order} for their meaning. */
export interface OrderFields {
  readonly state: string;
  readonly consumerId: number;
  readonly restaurantId: number;
  readonly courierId: number;
  readonly area: string;
  readonly orderTotalCents: number;
  readonly createdAt: Date;
  readonly promisedAt: Date;
  readonly acceptedAt: Date;
  readonly readyBy: Date;
  readonly preparingAt: Date;
  readonly readyAt: Date;
  readonly pickedUpAt: Date;
  readonly deliveredAt: Date;
  readonly cancelledAt: Date;
  readonly cancelledBy: CancelledBy;
  readonly deletedAt: Date;
}

/** The replicated columns of a restaurant. */
export interface RestaurantFields {
  readonly name: string;
  readonly timeZone: string;
  readonly openingHours: readonly OpeningInterval[];
  readonly closures: readonly Closure[];
}
