import type { FeedMessage } from '@ftgo/monolith-contracts';
import type { HoursRow, OrderRow, RestaurantRow, Transaction } from './monolith-history.js';
import { isOrderRow } from './monolith-history.js';

type Row = Readonly<Record<string, unknown>>;
type Dialect = 'postgresql' | 'mysql';

/** How one message is written; any mixture must mean the same. */
export interface Writing {
  readonly hasSchema: boolean;
  readonly isFlattened: boolean;
}

interface Change {
  readonly table: string;
  readonly op: 'c' | 'u' | 'd' | 'r';
  readonly row: Row;
}

/** A place in the log: which transaction, and which change of it from 1; 0 for a snapshot. */
interface Place {
  readonly transaction: number;
  readonly change: number;
}

/** Writes row changes as Debezium does, for one database. */
export class RowMessages {
  constructor(
    private readonly dialect: Dialect,
    /** Wall clock of an instant in the monolith's zone, as epoch milliseconds as if it were UTC. */
    private readonly localTime: (instant: number) => number,
  ) {}

  /** The changes of one transaction, which is the `number`-th of the log, from 1. */
  of(transaction: Transaction, number: number, writing: () => Writing): FeedMessage[] {
    return this.changesOf(transaction).map((change, index) =>
      this.message(change, { transaction: number, change: index + 1 }, writing()),
    );
  }

  /** What a snapshot reads of rows after the `number`-th transaction. */
  snapshot(
    rows: readonly (OrderRow | RestaurantRow)[],
    number: number,
    writing: () => Writing,
  ): FeedMessage[] {
    return rows
      .flatMap((row): Change[] =>
        isOrderRow(row)
          ? [{ table: 'orders', op: 'r', row: this.orderRow(row) }]
          : [
              { table: 'restaurants', op: 'r', row: restaurantRow(row) },
              ...row.hours.map((hours): Change => ({
                table: 'restaurant_opening_hours',
                op: 'r',
                row: this.hoursRow(hours),
              })),
            ],
      )
      .map((change) => this.message(change, { transaction: number, change: 0 }, writing()));
  }

  private changesOf({ kind, before, after }: Transaction): Change[] {
    if (isOrderRow(after)) {
      const op = kind === 'created' ? 'c' : kind === 'deleted' ? 'd' : 'u';
      return [{ table: 'orders', op, row: this.orderRow(after) }];
    }
    const gone = before === undefined || isOrderRow(before) ? [] : before.hours;
    return [
      { table: 'restaurants', op: before === undefined ? 'c' : 'u', row: restaurantRow(after) },
      ...gone.map(({ id }): Change => ({
        table: 'restaurant_opening_hours',
        op: 'd',
        row: { id },
      })),
      ...after.hours.map((hours): Change => ({
        table: 'restaurant_opening_hours',
        op: 'c',
        row: this.hoursRow(hours),
      })),
    ];
  }

  private message(change: Change, place: Place, writing: Writing): FeedMessage {
    const source = this.source(change, place);
    const body = writing.isFlattened ? flattened(change, source) : enveloped(change, source, place);
    return {
      feed: 'cdc',
      body: Buffer.from(
        JSON.stringify(writing.hasSchema ? { schema: { type: 'struct' }, payload: body } : body),
      ),
      routingKey: `ftgo.ftgo.${change.table}`,
      headers: {},
    };
  }

  /** MySQL tells a snapshot's rows the position at which the next transaction begins. */
  private source({ table, op }: Change, { transaction, change }: Place): Row {
    const about = { connector: this.dialect, name: 'ftgo', table, snapshot: String(op === 'r') };
    const ts_ms = Date.UTC(2026, 9, 3, 18) + transaction * 60_000;
    if (this.dialect === 'postgresql')
      return { ...about, ts_ms, lsn: 24_023_128 + transaction * 100 };
    const position = op === 'r' ? transaction + 1 : transaction;
    const file = `mysql-bin.${String(1 + Math.floor(position / 10)).padStart(6, '0')}`;
    return {
      ...about,
      ts_ms,
      file,
      pos: 154 + (position % 10) * 900,
      row: Math.max(0, change - 1),
    };
  }

  private orderRow(order: OrderRow): Row {
    const at = (instant: Date | null): number | null => this.moment(instant);
    return {
      ...{ id: order.id, version: order.version, order_state: order.state },
      ...{ consumer_id: order.consumerId, restaurant_id: order.restaurantId },
      ...{ assigned_courier_id: order.courierId, area: order.area },
      ...{ order_total: (order.orderTotalCents / 100).toFixed(2), order_minimum: 'Mf///5w=' },
      ...{ created_at: at(order.createdAt), delivery_time: at(order.promisedAt) },
      ...{ accept_time: at(order.acceptedAt), ready_by: at(order.readyBy) },
      ...{ preparing_time: at(order.preparingAt), ready_for_pickup_time: at(order.readyAt) },
      ...{ picked_up_time: at(order.pickedUpAt), delivered_time: at(order.deliveredAt) },
      ...{ cancelled_time: at(order.cancelledAt), cancelled_by: order.cancelledBy },
      ...{ scheduled_delivery_time: at(order.scheduledDeliveryAt), payment_token: null },
    };
  }

  private hoursRow({ id, restaurantId, dayOfWeek, opens, closes }: HoursRow): Row {
    const micros = (time: string): number =>
      (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000_000;
    return {
      ...{ id, restaurant_id: restaurantId, day_of_week: dayOfWeek },
      ...{ opens: micros(opens), closes: micros(closes) },
    };
  }

  private moment(instant: Date | null): number | null {
    if (instant === null) return null;
    const wallClock = this.localTime(instant.getTime());
    return this.dialect === 'mysql' ? wallClock : wallClock * 1000;
  }
}

function restaurantRow({ id, version, name, timeZone }: RestaurantRow): Row {
  return { id, version, name, time_zone: timeZone, city: 'Oakland' };
}

function enveloped({ op, row }: Change, source: Row, { transaction, change }: Place): Row {
  return {
    before: op === 'd' ? row : null,
    after: op === 'd' ? null : row,
    source,
    op,
    ts_ms: source['ts_ms'],
    transaction: op === 'r' ? null : { id: `tx ${transaction}`, total_order: change },
  };
}

function flattened({ op, row }: Change, source: Row): Row {
  const added = Object.entries(source).map(([name, value]) => [`__source_${name}`, value]);
  return { ...row, __op: op, __deleted: String(op === 'd'), ...Object.fromEntries(added) };
}
