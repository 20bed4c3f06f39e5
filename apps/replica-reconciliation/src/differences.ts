import type { ReplicatedOrder } from '@ftgo/delayed-orders-persistence';
import type { OrderChange, RestaurantChange } from '@ftgo/monolith-contracts';

/** What is compared of an order; the courier is told by some feeds only, and decides nothing. */
const COMPARED = [
  ...(['state', 'consumerId', 'restaurantId', 'area', 'orderTotalCents', 'createdAt'] as const),
  ...(['promisedAt', 'acceptedAt', 'readyBy', 'preparingAt', 'readyAt', 'pickedUpAt'] as const),
  ...(['deliveredAt', 'cancelledAt', 'cancelledBy', 'scheduledDeliveryAt'] as const),
];

type Compared = (typeof COMPARED)[number];

/** The fields in which the replica says something else than the monolith's row. Pure. */
export function orderDifferences(row: OrderChange, replicated: ReplicatedOrder): Compared[] {
  return COMPARED.filter((field) => !isSame(row.fields[field], replicated[field]));
}

/** Restaurants as the replica's table holds them. */
export interface ReplicatedRestaurant {
  readonly name: string | null;
  readonly time_zone: string | null;
  readonly opening_hours: RestaurantChange['fields']['openingHours'] | null;
  readonly closures: readonly { readonly from: string; readonly to: string }[] | null;
}

/** True when the replica says something else of a restaurant than the monolith does. Pure. */
export function restaurantDiffers(
  row: RestaurantChange,
  replicated: ReplicatedRestaurant,
): boolean {
  const { name, timeZone, openingHours = [], closures = [] } = row.fields;
  return !(
    isSame(name, replicated.name) &&
    isSame(timeZone, replicated.time_zone) &&
    hoursText(openingHours) === hoursText(replicated.opening_hours ?? []) &&
    closuresText(closures) === closuresText(replicated.closures ?? [])
  );
}

/** No value is no value, whether it was said or not. */
function isSame(one: unknown, other: unknown): boolean {
  if (one == null || other == null) return one == null && other == null;
  if (one instanceof Date && other instanceof Date) return one.getTime() === other.getTime();
  return one === other;
}

const hoursText = (hours: NonNullable<ReplicatedRestaurant['opening_hours']>): string =>
  hours
    .map(({ dayOfWeek, opens, closes }) => `${dayOfWeek} ${opens}-${closes}`)
    .sort()
    .join();

const closuresText = (
  closures: readonly { readonly from: Date | string; readonly to: Date | string }[],
): string =>
  closures
    .map(({ from, to }) => `${new Date(from).getTime()}-${new Date(to).getTime()}`)
    .sort()
    .join();
