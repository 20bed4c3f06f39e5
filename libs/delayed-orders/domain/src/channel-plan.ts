import type { ToldCondition } from './condition.js';
import type { Audience, Channel } from './notification.js';

/** By which channels each audience hears of each condition; an empty list is nobody's. */
export type ChannelPlan = Readonly<
  Record<Audience, Readonly<Record<ToldCondition, readonly Channel[]>>>
>;

/** By which channels an audience can be reached at all. */
export const CHANNELS_OF = {
  CUSTOMER: ['EMAIL', 'SMS'],
  CUSTOMER_SERVICE: ['EMAIL', 'CASE'],
  SUBSCRIBER: ['WEBHOOK'],
} as const satisfies Readonly<Record<Audience, readonly Channel[]>>;

/** The plan that is shipped: e-mail for people, and no other system has asked to hear. */
export const DEFAULT_CHANNEL_PLAN: ChannelPlan = {
  CUSTOMER: { AT_RISK: ['EMAIL'], LATE: ['EMAIL'], UNDELIVERABLE: ['EMAIL'], RECOVERED: ['EMAIL'] },
  CUSTOMER_SERVICE: {
    AT_RISK: ['EMAIL'],
    LATE: ['EMAIL'],
    UNDELIVERABLE: ['EMAIL'],
    RECOVERED: ['EMAIL'],
  },
  SUBSCRIBER: { AT_RISK: [], LATE: [], UNDELIVERABLE: [], RECOVERED: [] },
};

/** What a customer has said of how they want to hear. */
export interface ChannelPreference {
  /** These and no others; null: as the policy plans. */
  readonly wanted: readonly Channel[] | null;
  /** None of these, whatever else: the customer has opted out of them. */
  readonly refused: readonly Channel[];
}

/**
 * The channels that one notice goes out by. A customer who has said which ones they want gets
 * those, whatever the plan says, and never one that they have refused; where the plan is silent
 * nobody hears.
 */
export function channelsFor(
  plan: ChannelPlan,
  audience: Audience,
  condition: ToldCondition,
  preference?: ChannelPreference,
): readonly Channel[] {
  const planned = plan[audience][condition];
  if (audience !== 'CUSTOMER' || preference === undefined || planned.length === 0) return planned;
  const { wanted, refused } = preference;
  return (wanted ?? planned).filter((channel) => !refused.includes(channel));
}
