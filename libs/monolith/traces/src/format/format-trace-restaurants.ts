import type { TraceRestaurant } from '../trace.js';
import { formatCsv } from './csv-text.js';
import { formatInstant } from './instant.js';
import { TRACE_RESTAURANT_COLUMNS } from './trace-columns.js';

/** Writes restaurants as a file's text. `parseTraceRestaurants` reads the same ones back. */
export function formatTraceRestaurants(restaurants: readonly TraceRestaurant[]): string {
  return formatCsv([TRACE_RESTAURANT_COLUMNS, ...restaurants.map(restaurantValues)]);
}

function restaurantValues(restaurant: TraceRestaurant): string[] {
  return [
    restaurant.restaurantId,
    restaurant.name,
    restaurant.timeZone,
    restaurant.opens,
    restaurant.closes,
    formatInstant(restaurant.closesEarlyAnnouncedAt),
    formatInstant(restaurant.closesEarlyAt),
  ];
}
