import type { Reason, ToldCondition } from '@ftgo/delayed-orders-domain';

/** What a policy did about one order. */
export interface Watch {
  /** Minutes from the customer's first notice of a risk to the promise; undefined: there was none. */
  readonly leadMinutes: number | undefined;
  /** How often a risk ended before the promise. */
  readonly recoveries: number;
  /** How often it began again after that. */
  readonly flaps: number;
  /** Offered with the first notice. */
  readonly offerCents: number;
  /** Notices to the customer, by what they told. */
  readonly notices: Readonly<Partial<Record<ToldCondition, number>>>;
  /** Why the order was first held undeliverable before anybody cancelled it. */
  readonly foreseenUndeliverable?: Reason | undefined;
}

/** Nothing was done about it. */
export const UNTOUCHED: Watch = {
  leadMinutes: undefined,
  recoveries: 0,
  flaps: 0,
  offerCents: 0,
  notices: {},
};
