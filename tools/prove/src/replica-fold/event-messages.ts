import { DomainEvents } from '@ftgo/monolith-publisher';
import type { EventFormat } from '@ftgo/monolith-publisher';
import type { FeedMessage } from '@ftgo/monolith-contracts';
import type { OrderRow, RestaurantRow, Transaction } from './monolith-history.js';
import { isOrderRow } from './monolith-history.js';

/** The messages with which a monolith tells of its transactions by events; none for triggers. */
export class EventMessages {
  private readonly events: DomainEvents;

  constructor(
    private readonly format: EventFormat,
    timeZone: string,
  ) {
    this.events = new DomainEvents({ formats: [format], exchange: 'ftgo.events', timeZone });
  }

  of({ kind, at, after }: Transaction): FeedMessage[] {
    const messages = isOrderRow(after)
      ? this.ofOrder(kind, at, after)
      : this.ofRestaurant(kind, at, after);
    return messages.map(({ body, routingKey, headers = {} }) => ({
      feed: this.format,
      body: Buffer.from(JSON.stringify(body)),
      routingKey,
      headers,
    }));
  }

  private ofOrder(kind: Transaction['kind'], at: Date, row: OrderRow) {
    const { events } = this;
    const order = { orderId: row.id, version: row.version };
    const now = at.toISOString();
    switch (kind) {
      case 'created':
        return events.ofOrder('ftgo.order.created.v1', row.createdAt, {
          ...{ ...order, consumerId: row.consumerId, restaurantId: row.restaurantId },
          ...{ orderTotal: money(row), createdAt: row.createdAt.toISOString() },
          ...{ promisedAt: row.promisedAt?.toISOString() ?? null, area: row.area },
        });
      case 'accepted':
        return events.ofOrder('ftgo.order.accepted.v1', row.acceptedAt ?? at, {
          ...{ ...order, acceptedAt: (row.acceptedAt ?? at).toISOString() },
          ...{ readyBy: row.readyBy?.toISOString() ?? null, courierId: row.courierId },
          scheduledDeliveryAt: row.scheduledDeliveryAt?.toISOString() ?? null,
        });
      case 'preparing':
        return events.ofOrder('ftgo.order.preparation-started.v1', row.preparingAt ?? at, {
          ...{ ...order, preparingAt: (row.preparingAt ?? at).toISOString() },
        });
      case 'ready':
        return events.ofOrder('ftgo.order.ready-for-pickup.v1', row.readyAt ?? at, {
          ...{ ...order, readyAt: (row.readyAt ?? at).toISOString() },
        });
      case 'picked-up':
        return events.ofOrder('ftgo.order.picked-up.v1', row.pickedUpAt ?? at, {
          ...{ ...order, courierId: row.courierId },
          pickedUpAt: (row.pickedUpAt ?? at).toISOString(),
        });
      case 'delivered':
        return events.ofOrder('ftgo.order.delivered.v1', row.deliveredAt ?? at, {
          ...{ ...order, deliveredAt: (row.deliveredAt ?? at).toISOString() },
        });
      case 'cancelled':
        return events.ofOrder('ftgo.order.cancelled.v1', row.cancelledAt ?? at, {
          ...{ ...order, cancelledBy: row.cancelledBy ?? 'CONSUMER' },
          cancelledAt: (row.cancelledAt ?? at).toISOString(),
        });
      case 'rescheduled':
        return events.ofOrder('ftgo.order.delivery-rescheduled.v1', at, {
          ...{ ...order, promisedAt: row.promisedAt?.toISOString() ?? now },
        });
      case 'revised':
        return events.ofOrder('ftgo.order.revised.v1', at, { ...order, orderTotal: money(row) });
      default:
        return [];
    }
  }

  private ofRestaurant(kind: Transaction['kind'], at: Date, row: RestaurantRow) {
    const { id: restaurantId, version, name, timeZone } = row;
    const openingHours = row.hours.map(({ dayOfWeek, opens, closes }) => ({
      dayOfWeek,
      opens,
      closes,
    }));
    return kind === 'restaurant-created'
      ? this.events.ofRestaurant('ftgo.restaurant.created.v1', at, {
          ...{ restaurantId, version, name, timeZone, openingHours },
        })
      : this.events.ofRestaurant('ftgo.restaurant.opening-hours-revised.v1', at, {
          ...{ restaurantId, version, openingHours, closures: [] },
        });
  }
}

const money = ({ orderTotalCents }: OrderRow): string => (orderTotalCents / 100).toFixed(2);
