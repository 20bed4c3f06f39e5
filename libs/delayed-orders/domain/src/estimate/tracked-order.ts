import { consumerId, courierId, orderId, restaurantId } from '../identifiers.js';
import type { Order } from '../order.js';
import { INPUT_COUNT } from './estimate-inputs.js';
import type { RowSums } from './logistic-weights.js';
import { ROW_LENGTH } from './logistic-weights.js';

/** JSON-able: the facts that inputs are made of (instants in ms), and the sums of its rows. */
export interface TrackedOrderSnapshot {
  readonly id: number;
  readonly restaurantId?: number | undefined;
  readonly courierId?: number | undefined;
  readonly consumerId?: number | undefined;
  readonly area?: string | undefined;
  readonly orderTotalCents?: number | undefined;
  readonly times: readonly (number | null)[];
  readonly inputs: readonly number[];
  readonly expected: readonly number[];
  readonly rows: number;
}

const TIMES = [
  'createdAt',
  'promisedAt',
  'acceptedAt',
  'preparingAt',
  'readyAt',
  'pickedUpAt',
] as const;

/** An open order that will be learnt from once its end is known, and the rows gathered so far. */
export class TrackedOrder implements RowSums {
  rows = 0;
  readonly inputs = new Float64Array(ROW_LENGTH);
  readonly expected = new Float64Array(ROW_LENGTH);

  constructor(public order: Order) {}

  static restore(snapshot: TrackedOrderSnapshot): TrackedOrder {
    const tracked = new TrackedOrder(restoreOrder(snapshot));
    tracked.inputs.set(snapshot.inputs);
    tracked.expected.set(snapshot.expected);
    tracked.rows = snapshot.rows;
    return tracked;
  }

  /** Takes what is now known; rows under another promise are rows about something else. */
  change(order: Order): void {
    if (order.promisedAt?.getTime() !== this.order.promisedAt?.getTime()) {
      this.rows = 0;
      this.inputs.fill(0);
      this.expected.fill(0);
    }
    this.order = order;
  }

  /** Adds a row and the probability that was estimated for it. */
  add(row: Float64Array, probability: number): void {
    this.rows++;
    for (let i = 0; i <= INPUT_COUNT; i++) {
      const value = row[i] ?? 0;
      this.inputs[i] = rounded((this.inputs[i] ?? 0) + value);
      this.expected[i] = rounded((this.expected[i] ?? 0) + probability * value);
    }
  }

  snapshot(): TrackedOrderSnapshot {
    const { order } = this;
    return {
      id: order.id,
      restaurantId: order.restaurantId,
      courierId: order.courierId,
      consumerId: order.consumerId,
      area: order.area,
      orderTotalCents: order.orderTotalCents,
      times: TIMES.map((time) => order[time]?.getTime() ?? null),
      inputs: [...this.inputs],
      expected: [...this.expected],
      rows: this.rows,
    };
  }
}

function restoreOrder(snapshot: TrackedOrderSnapshot): Order {
  const times = TIMES.map((time, i) => {
    const ms = snapshot.times[i];
    return [time, ms === null || ms === undefined ? undefined : new Date(ms)] as const;
  });
  const { restaurantId: restaurant, courierId: courier, consumerId: consumer } = snapshot;
  return {
    id: orderId(snapshot.id),
    version: 0,
    restaurantId: restaurant === undefined ? undefined : restaurantId(restaurant),
    courierId: courier === undefined ? undefined : courierId(courier),
    consumerId: consumer === undefined ? undefined : consumerId(consumer),
    area: snapshot.area,
    orderTotalCents: snapshot.orderTotalCents,
    ...Object.fromEntries(times),
  };
}

/** Keeps snapshots small; weights don't feel the fourth decimal. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
