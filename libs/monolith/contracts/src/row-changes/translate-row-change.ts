import { AbsurdMomentError } from '../instant.js';
import type { ReadLocalTime } from '../instant.js';
import type { Translation } from '../translation.js';
import { misunderstood, nameOf, nothing, understood } from '../translation.js';
import { translateCourierActionRow } from './courier-action-rows.js';
import { translateOrderRow } from './order-rows.js';
import { readRowMessage } from './read-row-message.js';
import {
  translateClosureRow,
  translateOpeningHoursRow,
  translateRestaurantRow,
} from './restaurant-rows.js';
import type { RowChange } from './row-change.js';
import { RowReader, UnreadableColumnError } from './row-reader.js';

/** The topic exchange of row changes; the routing key is `<prefix>.<database or schema>.<table>`. */
export const ROW_CHANGES_EXCHANGE = 'ftgo.cdc';

/** The tables of which the replica wants to hear; no contact data is in them (I8). */
export const REPLICATED_TABLES = {
  orders: translateOrderRow,
  restaurants: translateRestaurantRow,
  restaurant_opening_hours: translateOpeningHoursRow,
  restaurant_closures: translateClosureRow,
  courier_actions: translateCourierActionRow,
} as const;

type ReplicatedTable = keyof typeof REPLICATED_TABLES;

/**
 * The anti-corruption layer for row changes (log tailing, 13.3.1): one parsed body in Debezium's
 * form in, changes in our words out. Pure and total: it never throws.
 * @param readLocalTime reads the monolith's local times.
 */
export function translateRowChange(
  body: unknown,
  routingKey: string,
  readLocalTime: ReadLocalTime,
): Translation {
  const message = readRowMessage(body, routingKey);
  switch (message.kind) {
    case 'no-news':
      return nothing();
    case 'heartbeat':
      return understood([{ kind: 'heartbeat', sentAt: message.sentAt }]);
    case 'misunderstood':
      return misunderstood(message.cause, message.detail);
    case 'change':
      return translateChange(message.change, readLocalTime);
  }
}

function translateChange(change: RowChange, readLocalTime: ReadLocalTime): Translation {
  const { table } = change;
  if (!isReplicated(table)) return nothing({ cause: 'unknown-table', detail: nameOf(table) });
  try {
    return REPLICATED_TABLES[table](change, new RowReader(change, readLocalTime));
  } catch (error) {
    if (error instanceof UnreadableColumnError) return misunderstood('wrong-schema', error.message);
    if (error instanceof AbsurdMomentError) return misunderstood('absurd-moment', error.message);
    throw error;
  }
}

const isReplicated = (table: string): table is ReplicatedTable =>
  Object.hasOwn(REPLICATED_TABLES, table);
