import { TraceError, type TraceProblem } from '../trace.errors.js';
import type { TraceRestaurant } from '../trace.js';
import { parseCsvTable } from './csv-table.js';
import { onlyDefined } from './only-defined.js';
import { RowReader } from './row-reader.js';
import { TRACE_RESTAURANT_COLUMNS } from './trace-columns.js';
import { UniqueIds } from './unique-ids.js';

const LOCAL_TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/**
 * Reads the text of a trace's file about restaurants. All or nothing, with the same errors as
 * `parseTrace`; a file with a header and no restaurants is fine.
 */
export function parseTraceRestaurants(text: string, fileName: string): TraceRestaurant[] {
  const table = parseCsvTable(text, fileName, TRACE_RESTAURANT_COLUMNS);
  const problems: TraceProblem[] = [...table.problems];
  const restaurantIds = new UniqueIds('restaurant_id');
  const restaurants = table.rows.map((row) => {
    const reader = new RowReader(row, fileName, problems);
    const restaurant = readRestaurant(reader);
    checkEarlyClosing(restaurant, reader);
    restaurantIds.check(restaurant.restaurantId, row.line, reader);
    return restaurant;
  });
  if (problems.length > 0) throw new TraceError(problems);
  return restaurants;
}

function readRestaurant(reader: RowReader): TraceRestaurant {
  return onlyDefined({
    restaurantId: reader.requiredText('restaurant_id'),
    name: reader.requiredText('name'),
    timeZone: reader.required('time_zone', 'an IANA zone such as Asia/Seoul', timeZone) ?? 'UTC',
    opens: reader.required('opens', 'a local time such as 11:00', localTime) ?? '00:00',
    closes: reader.required('closes', 'a local time such as 23:30', localTime) ?? '00:00',
    closesEarlyAnnouncedAt: reader.instant('closes_early_announced_at'),
    closesEarlyAt: reader.instant('closes_early_at'),
  });
}

function checkEarlyClosing(restaurant: TraceRestaurant, reader: RowReader): void {
  const { closesEarlyAnnouncedAt: announced, closesEarlyAt: closes } = restaurant;
  if (announced && closes && closes < announced) {
    reader.reject('closes_early_at', 'an instant not before closes_early_announced_at');
  }
  if (announced && reader.isEmpty('closes_early_at')) {
    reader.reject('closes_early_at', 'an instant, since closes_early_announced_at is given');
  }
  if (closes && reader.isEmpty('closes_early_announced_at')) {
    reader.reject('closes_early_announced_at', 'an instant, since closes_early_at is given');
  }
}

function localTime(value: string): string | undefined {
  return LOCAL_TIME.test(value) ? value : undefined;
}

function timeZone(value: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }) && value;
  } catch {
    return undefined;
  }
}
