import { randomUUID } from 'node:crypto';
import type {
  OrderEventData,
  OrderEventType,
  RestaurantEventData,
  RestaurantEventType,
} from '@ftgo/monolith-contracts';
import type { OutgoingMessage } from '@ftgo/platform-outbox';
import { toCloudEvent } from './cloud-event-message.js';
import { orderTramEvent, restaurantTramEvent } from './tram-events.js';
import { heartbeatTramEvent, toTramMessage } from './tram-message.js';

/** In which formats the monolith publishes; several at once while it switches over. */
export type EventFormat = 'events' | 'tram';

export interface DomainEventsOptions {
  readonly formats: readonly EventFormat[];
  /** Exchange of our catalogue's events; Tram's channels name their own. */
  readonly exchange: string;
  /** The zone of the monolith's local times, which Tram's events carry. */
  readonly timeZone: string;
}

/**
 * Builds events as messages for the monolith's outbox, one message in each format. Write them with
 * `enqueue` in the transaction that makes the change: then both are committed or neither. Each
 * call gives new event ids; the version in the data is what orders them.
 */
export class DomainEvents {
  constructor(private readonly options: DomainEventsOptions) {}

  /** An order event; `at` is when it happened in business time. */
  ofOrder<Type extends OrderEventType>(
    type: Type,
    at: Date,
    data: OrderEventData<Type>,
  ): OutgoingMessage[] {
    const { exchange, timeZone } = this.options;
    const subject = `order/${data.orderId}`;
    return this.inEachFormat({
      events: () => toCloudEvent({ exchange, type, subject, partitionKey: data.orderId, at, data }),
      tram: () => toTramMessage(orderTramEvent(type, at, data, timeZone), at, randomUUID()),
    });
  }

  /** A restaurant event; `at` is when it happened in business time. */
  ofRestaurant<Type extends RestaurantEventType>(
    type: Type,
    at: Date,
    data: RestaurantEventData<Type>,
  ): OutgoingMessage[] {
    const { exchange, timeZone } = this.options;
    const subject = `restaurant/${data.restaurantId}`;
    return this.inEachFormat({
      events: () =>
        toCloudEvent({ exchange, type, subject, partitionKey: data.restaurantId, at, data }),
      tram: () => toTramMessage(restaurantTramEvent(type, data, timeZone), at, randomUUID()),
    });
  }

  /**
   * A sign of life, through the outbox like every event. @param sentAt up to when everything has
   * been sent: the machine's time, by the database that has the outbox.
   */
  heartbeat(sentAt: Date): OutgoingMessage[] {
    const { exchange } = this.options;
    const type = 'ftgo.feed.heartbeat.v1';
    const data = { sentAt: sentAt.toISOString() };
    return this.inEachFormat({
      events: () =>
        toCloudEvent({ exchange, type, subject: 'feed', partitionKey: 0, at: sentAt, data }),
      tram: () => toTramMessage(heartbeatTramEvent(data), sentAt, randomUUID()),
    });
  }

  private inEachFormat(make: Record<EventFormat, () => OutgoingMessage>): OutgoingMessage[] {
    return this.options.formats.map((format) => make[format]());
  }
}
