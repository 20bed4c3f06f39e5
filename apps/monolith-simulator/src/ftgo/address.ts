import type { CreateOrderRequest } from './request-bodies.js';

/** An address as the tables keep it. */
export interface Address {
  readonly street1: string | null;
  readonly street2: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
}

/** A request's address; what it leaves out is null. */
export function addressOf(asked: CreateOrderRequest['deliveryAddress']): Address {
  const { street1 = null, street2 = null, city = null, state = null, zip = null } = asked ?? {};
  return { street1, street2, city, state, zip };
}
