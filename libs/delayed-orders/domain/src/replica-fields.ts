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
  readonly scheduledDeliveryAt: Date;
}

/** The replicated columns of a restaurant. */
export interface RestaurantFields {
  readonly name: string;
  readonly timeZone: string;
  readonly openingHours: readonly OpeningInterval[];
  readonly closures: readonly Closure[];
  /** The version as row changes told it: the hours that rows tell belong to it. */
  readonly rowVersion: number;
}

/**
 * One row of the monolith's table of opening hours, as row changes tell it. The table has no
 * versions: its rows are ordered by log position.
 */
export interface OpeningHoursRowFields {
  readonly restaurantId: number;
  /** 1 = Monday … 7 = Sunday. */
  readonly dayOfWeek: number;
  readonly opens: string;
  readonly closes: string;
  readonly isDeleted: boolean;
}

/** One row of the monolith's table of one-off closures, as row changes tell it. */
export interface ClosureRowFields {
  readonly restaurantId: number;
  readonly closedFrom: Date;
  readonly closedTo: Date;
  readonly isDeleted: boolean;
}
