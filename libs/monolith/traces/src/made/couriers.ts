import type { MadeOrder } from './mishaps.js';
import type { SeededRandom } from './seeded-random.js';

const ORDERS_PER_COURIER_EVENING = 5.3;
const FEWEST_COURIERS = 4;

interface Courier {
  readonly courierId: string;
  freeAt: Date;
}

/** The couriers of the made town; each order goes to one who is free, or else free soonest. */
export class Couriers {
  private readonly couriers: readonly Courier[];

  /** As many as the busiest evening's orders need, at the published number of orders each. */
  constructor(
    private readonly random: SeededRandom,
    ordersPerEvening: number,
  ) {
    const wanted = Math.round(ordersPerEvening / ORDERS_PER_COURIER_EVENING);
    this.couriers = Array.from({ length: Math.max(FEWEST_COURIERS, wanted) }, (_, index) => ({
      courierId: String(index + 1),
      freeAt: new Date(0),
    }));
  }

  /** The courier of an order; undefined when it was never accepted. Ask by rising `createdAt`. */
  assign(order: MadeOrder): string | undefined {
    const { acceptedAt } = order;
    if (!acceptedAt) return undefined;
    const free = this.couriers.filter(({ freeAt }) => freeAt <= acceptedAt);
    const courier = free.length > 0 ? this.random.pick(free) : this.soonestFree();
    courier.freeAt = order.deliveredAt ?? order.cancelledAt ?? acceptedAt;
    return courier.courierId;
  }

  private soonestFree(): Courier {
    return this.couriers.reduce((soonest, each) => (each.freeAt < soonest.freeAt ? each : soonest));
  }
}
