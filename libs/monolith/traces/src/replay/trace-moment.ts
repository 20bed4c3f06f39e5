/** A stage of an order as a replay names it. */
export type OrderStage = 'created' | 'accepted' | 'preparing' | 'ready' | 'picked-up' | 'delivered';

/** Who ended an order that was not delivered. */
export type CancelledBy = 'CONSUMER' | 'RESTAURANT';

/** One thing that happens in the monolith at one instant of business time. Ids are the trace's. */
export type TraceMoment =
  | { readonly at: Date; readonly kind: 'restaurant-created'; readonly restaurantId: string }
  | {
      readonly at: Date;
      readonly kind: 'closing-early';
      readonly restaurantId: string;
      /** When the restaurant will close. */
      readonly closesAt: Date;
      /** Its next regular opening after that. */
      readonly reopensAt: Date;
    }
  | { readonly at: Date; readonly kind: OrderStage; readonly orderId: string }
  | {
      readonly at: Date;
      readonly kind: 'cancelled';
      readonly orderId: string;
      readonly cancelledBy: CancelledBy;
    };
