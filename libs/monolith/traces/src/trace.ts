/**
 * One order's life as a trace tells it. Ids are the file's own words (never empty); a stage without
 * an instant is one whose event never came.
 */
export interface TraceOrder {
  readonly orderId: string;
  readonly restaurantId: string;
  readonly consumerId: string;
  readonly courierId?: string;
  readonly area?: string;
  readonly orderTotalCents?: number;
  readonly createdAt: Date;
  /** The promised delivery time; without it the order can't be late. */
  readonly promisedAt?: Date;
  readonly acceptedAt?: Date;
  readonly preparingAt?: Date;
  readonly readyAt?: Date;
  readonly pickedUpAt?: Date;
  readonly deliveredAt?: Date;
  /** Never together with `deliveredAt`; not before any other stage of the order. */
  readonly cancelledAt?: Date;
}

/** A restaurant of a trace, open at the same local hours every day. */
export interface TraceRestaurant {
  readonly restaurantId: string;
  readonly name: string;
  /** IANA name of the zone in which `opens` and `closes` are read. */
  readonly timeZone: string;
  /** Local `HH:mm`. Equal to `closes`: open all day. */
  readonly opens: string;
  /** Local `HH:mm`. Before `opens`: past midnight. */
  readonly closes: string;
  /** When the restaurant says that it closes early; present with `closesEarlyAt` or not at all. */
  readonly closesEarlyAnnouncedAt?: Date;
  /** When it then closes, until its next regular opening. */
  readonly closesEarlyAt?: Date;
}

/** What a replay needs: orders by `createdAt`, and exactly the restaurants that they use. */
export interface Trace {
  readonly orders: readonly TraceOrder[];
  readonly restaurants: readonly TraceRestaurant[];
}
