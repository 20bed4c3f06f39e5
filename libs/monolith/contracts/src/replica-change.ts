/**
 * One message in our own words: what it says of an order. Only named fields were said; `null`
 * says that the monolith has no value. Its shape is the domain's `OrderReplicaUpdate`; it is
 * written here again because contracts import nothing, and the compiler compares the two where
 * replica-ingestion hands it over.
 */
export interface OrderChange {
  readonly kind: 'order';
  readonly orderId: number;
  readonly version: number;
  readonly occurredAt: Date;
  readonly fields: {
    readonly state?: string;
    readonly consumerId?: number;
    readonly restaurantId?: number;
    readonly courierId?: number | null;
    readonly area?: string | null;
    readonly orderTotalCents?: number;
    readonly createdAt?: Date;
    readonly promisedAt?: Date | null;
    readonly acceptedAt?: Date;
    readonly readyBy?: Date | null;
    readonly preparingAt?: Date;
    readonly readyAt?: Date;
    readonly pickedUpAt?: Date;
    readonly deliveredAt?: Date;
    readonly cancelledAt?: Date;
    readonly cancelledBy?: 'CONSUMER' | 'RESTAURANT';
    readonly deletedAt?: Date;
  };
}

/** What a message says of a restaurant. */
export interface RestaurantChange {
  readonly kind: 'restaurant';
  readonly restaurantId: number;
  readonly version: number;
  readonly occurredAt: Date;
  readonly fields: {
    readonly name?: string;
    readonly timeZone?: string;
    readonly openingHours?: readonly {
      readonly dayOfWeek: number;
      readonly opens: string;
      readonly closes: string;
    }[];
    readonly closures?: readonly { readonly from: Date; readonly to: Date }[];
  };
}

export type ReplicaChange = OrderChange | RestaurantChange;
