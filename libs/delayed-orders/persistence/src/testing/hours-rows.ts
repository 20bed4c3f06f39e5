import type {
  ClosureRowFields,
  OpeningHoursRowFields,
  ReplicaUpdate,
  RestaurantFields,
} from '@ftgo/delayed-orders-domain';

/** A restaurant's own row as row changes tell it; the first is Ajanta, open in UTC. */
export const restaurantRow = (
  version: number,
  position: bigint,
  { id = 1, name = 'Ajanta' } = {},
): ReplicaUpdate<RestaurantFields> => ({
  id,
  version,
  position,
  fields: { name, timeZone: 'UTC', rowVersion: version },
});

/** A row of opening hours: from 11:00 to 22:30 on Mondays at Ajanta, unless said otherwise. */
export const hoursRow = (
  id: number,
  position: bigint,
  overrides: Partial<OpeningHoursRowFields> = {},
): ReplicaUpdate<OpeningHoursRowFields> => ({
  id,
  version: 0,
  position,
  fields: {
    restaurantId: 1,
    dayOfWeek: 1,
    opens: '11:00',
    closes: '22:30',
    isDeleted: false,
    ...overrides,
  },
});

/** A row of closures at Ajanta. */
export const closureRow = (
  id: number,
  position: bigint,
  closedFrom: Date,
  closedTo: Date,
  restaurantId = 1,
): ReplicaUpdate<ClosureRowFields> => ({
  id,
  version: 0,
  position,
  fields: { restaurantId, closedFrom, closedTo, isDeleted: false },
});

/** That a row of hours or closures is gone, which is all that such a change tells. */
export const goneRow = (
  id: number,
  position: bigint,
): ReplicaUpdate<{ readonly isDeleted: boolean }> => ({
  id,
  version: 0,
  position,
  fields: { isDeleted: true },
});
