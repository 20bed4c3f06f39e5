import type { RestaurantId } from './identifiers.js';
import type { OpeningHours } from './opening-hours.js';

/** The replica of a restaurant: what its name is and when it is open (13.4). We do not own it. */
export interface Restaurant {
  readonly id: RestaurantId;
  readonly version: number;
  readonly name?: string | undefined;
  /** Absent while no message told the hours; such a restaurant never closes for us. */
  readonly openingHours?: OpeningHours | undefined;
}
