/**
 * What messages say, in our own words. Only named fields were said; `null` says that the monolith
 * has no value. The shapes are the domain's `ReplicaUpdate`; they are written here again because
 * contracts import nothing, and the compiler compares the two where replica-ingestion hands over.
 */
interface Stamped {
  /** The row's version in the monolith; 0 where its messages carry none. */
  readonly version: number;
  /** Where the message stands in the source's log, which orders what has equal versions; else 0. */
  readonly position: bigint;
  /** When it happened, in business time; undefined where the message does not tell. */
  readonly occurredAt: Date | undefined;
}

/** What a message says of an order. */
export interface OrderChange extends Stamped {
  readonly kind: 'order';
  readonly orderId: number;
  readonly fields: {
    readonly state?: string | undefined;
    readonly consumerId?: number | null | undefined;
    readonly restaurantId?: number | null | undefined;
    readonly courierId?: number | null | undefined;
    readonly area?: string | null | undefined;
    readonly orderTotalCents?: number | null | undefined;
    readonly createdAt?: Date | null | undefined;
    readonly promisedAt?: Date | null | undefined;
    readonly acceptedAt?: Date | null | undefined;
    readonly readyBy?: Date | null | undefined;
    readonly preparingAt?: Date | null | undefined;
    readonly readyAt?: Date | null | undefined;
    readonly pickedUpAt?: Date | null | undefined;
    readonly deliveredAt?: Date | null | undefined;
    readonly cancelledAt?: Date | null | undefined;
    readonly cancelledBy?: 'CONSUMER' | 'RESTAURANT' | null | undefined;
    readonly deletedAt?: Date | undefined;
    readonly scheduledDeliveryAt?: Date | null | undefined;
  };
}

/** What a message says of a restaurant. */
export interface RestaurantChange extends Stamped {
  readonly kind: 'restaurant';
  readonly restaurantId: number;
  readonly fields: {
    readonly name?: string | null | undefined;
    readonly timeZone?: string | null | undefined;
    readonly openingHours?:
      | readonly {
          readonly dayOfWeek: number;
          readonly opens: string;
          readonly closes: string;
        }[]
      | undefined;
    readonly closures?: readonly { readonly from: Date; readonly to: Date }[] | undefined;
    /** The version as the restaurant's own row told it: hours told by rows belong to it. */
    readonly rowVersion?: number | undefined;
  };
}

/** What a row change says of one row of opening hours. */
export interface OpeningHoursRowChange extends Stamped {
  readonly kind: 'opening-hours-row';
  readonly rowId: number;
  readonly fields: {
    readonly restaurantId?: number | undefined;
    readonly dayOfWeek?: number | undefined;
    readonly opens?: string | undefined;
    readonly closes?: string | undefined;
    readonly isDeleted: boolean;
  };
}

/** What a row change says of one row of closures. */
export interface ClosureRowChange extends Stamped {
  readonly kind: 'closure-row';
  readonly rowId: number;
  readonly fields: {
    readonly restaurantId?: number | undefined;
    readonly closedFrom?: Date | undefined;
    readonly closedTo?: Date | undefined;
    readonly isDeleted: boolean;
  };
}

/** The source lives: all that it sent on this feed before `sentAt` (machine time) came before. */
export interface Heartbeat {
  readonly kind: 'heartbeat';
  readonly sentAt: Date;
}

export type ReplicaChange =
  OrderChange | RestaurantChange | OpeningHoursRowChange | ClosureRowChange | Heartbeat;
