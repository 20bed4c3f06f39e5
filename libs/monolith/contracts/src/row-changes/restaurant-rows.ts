import { isTimeZone } from '../time-zone.js';
import type { Translation } from '../translation.js';
import { nothing, understood } from '../translation.js';
import type { RowChange } from './row-change.js';
import type { RowReader } from './row-reader.js';
import { UnreadableColumnError } from './row-reader.js';
import { unknownColumns } from './unknown-columns.js';

const KNOWN_RESTAURANT = new Set([
  ...['id', 'name', 'time_zone', 'version'],
  ...['street1', 'street2', 'city', 'state', 'zip'],
]);
const KNOWN_HOURS = new Set(['id', 'restaurant_id', 'day_of_week', 'opens', 'closes']);
const KNOWN_CLOSURE = new Set(['id', 'restaurant_id', 'closed_from', 'closed_to']);

/** A change of `restaurants`; FTGO's own have no version and are ordered by log position alone. */
export function translateRestaurantRow(change: RowChange, row: RowReader): Translation {
  const restaurantId = row.required('id', row.id('id'));
  if (change.operation === 'd') {
    return nothing({ cause: 'restaurant-deleted', detail: `restaurant ${restaurantId}` });
  }
  const timeZone = row.text('time_zone', 64);
  if (timeZone != null && !isTimeZone(timeZone)) {
    throw new UnreadableColumnError(change.table, 'time_zone', 'an IANA time zone');
  }
  const version = row.whole('version') ?? 0;
  const fields = {
    name: row.existing('name', row.text('name', 20_000)),
    timeZone,
    rowVersion: version,
  };
  const { position } = change;
  return understood(
    [{ kind: 'restaurant', restaurantId, version, position, occurredAt: undefined, fields }],
    unknownColumns(change, KNOWN_RESTAURANT),
  );
}

/** A change of `restaurant_opening_hours`. */
export function translateOpeningHoursRow(change: RowChange, row: RowReader): Translation {
  const stamp = childStamp(change, row);
  if (change.operation === 'd') {
    return understood([{ kind: 'opening-hours-row', ...stamp, fields: { isDeleted: true } }]);
  }
  const dayOfWeek = row.required('day_of_week', row.whole('day_of_week'));
  if (dayOfWeek < 1 || dayOfWeek > 7) {
    throw new UnreadableColumnError(change.table, 'day_of_week', 'a number from 1 to 7');
  }
  const fields = {
    restaurantId: row.required('restaurant_id', row.id('restaurant_id')),
    dayOfWeek,
    opens: row.required('opens', row.time('opens')),
    closes: row.required('closes', row.time('closes')),
    isDeleted: false,
  };
  return understood(
    [{ kind: 'opening-hours-row', ...stamp, fields }],
    unknownColumns(change, KNOWN_HOURS),
  );
}

/** A change of `restaurant_closures`. */
export function translateClosureRow(change: RowChange, row: RowReader): Translation {
  const stamp = childStamp(change, row);
  if (change.operation === 'd') {
    return understood([{ kind: 'closure-row', ...stamp, fields: { isDeleted: true } }]);
  }
  const fields = {
    restaurantId: row.required('restaurant_id', row.id('restaurant_id')),
    closedFrom: row.required('closed_from', row.moment('closed_from')),
    closedTo: row.required('closed_to', row.moment('closed_to')),
    isDeleted: false,
  };
  const isBackwards = fields.closedTo < fields.closedFrom;
  return understood(
    [{ kind: 'closure-row', ...stamp, fields }],
    [
      ...unknownColumns(change, KNOWN_CLOSURE),
      ...(isBackwards ? [{ cause: 'times-out-of-order' as const, detail: change.table }] : []),
    ],
  );
}

/** Rows of hours have no versions. */
function childStamp({ position }: RowChange, row: RowReader) {
  const rowId = row.required('id', row.id('id'));
  return { rowId, version: 0, position, occurredAt: undefined };
}
