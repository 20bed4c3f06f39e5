import { randomUUID } from 'node:crypto';
import type {
  OrderEventData,
  OrderEventType,
  RestaurantEventData,
  RestaurantEventType,
} from '@ftgo/monolith-contracts';
import type { OutgoingMessage } from '@ftgo/platform-outbox';

/** Builds the catalogue's events as messages for the outbox; each call gives a new event id. */
export class DomainEvents {
  constructor(private readonly exchange: string) {}

  /** An order event; `at` is when it happened in business time. */
  ofOrder<Type extends OrderEventType>(
    type: Type,
    at: Date,
    data: OrderEventData<Type>,
  ): OutgoingMessage {
    return this.message(type, data.orderId, `order/${data.orderId}`, at, data);
  }

  /** A restaurant event; `at` is when it happened in business time. */
  ofRestaurant<Type extends RestaurantEventType>(
    type: Type,
    at: Date,
    data: RestaurantEventData<Type>,
  ): OutgoingMessage {
    return this.message(type, data.restaurantId, `restaurant/${data.restaurantId}`, at, data);
  }

  private message(
    type: string,
    partitionKey: number,
    subject: string,
    at: Date,
    data: object,
  ): OutgoingMessage {
    const id = randomUUID();
    return {
      partitionKey,
      messageId: id,
      exchange: this.exchange,
      routingKey: type,
      body: {
        specversion: '1.0',
        id,
        source: '/ftgo/monolith',
        type,
        subject,
        time: at.toISOString(),
        datacontenttype: 'application/json',
        data,
      },
    };
  }
}
