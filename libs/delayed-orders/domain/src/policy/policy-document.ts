import type { ChannelPlan } from '../channel-plan.js';
import type { Audience } from '../notification.js';
import { AUDIENCES } from '../notification.js';
import type { Order } from '../order.js';
import type { DelayPolicy } from './delay-policy.js';
import { DEFAULT_DELAY_POLICY } from './delay-policy.js';
import type { ServiceLevel } from './service-level.js';
import { serviceLevelOf } from './service-level.js';

/** What differs from the channel plan that it changes; a list replaces the other whole. */
export type ChannelChanges = {
  readonly [Who in Audience]?: Partial<ChannelPlan[Who]>;
};

/** What differs from the policy that it changes; what is left out stays. */
export interface PolicyChanges extends Partial<Omit<DelayPolicy, 'useForMinutes' | 'channels'>> {
  readonly useForMinutes?: Partial<DelayPolicy['useForMinutes']>;
  readonly channels?: ChannelChanges;
}

/**
 * A whole policy as people write it: changes to the shipped one, then narrower and narrower.
 * The narrower wins: restaurant before area (city) before service level before all.
 */
export interface PolicyDocument {
  readonly all?: PolicyChanges;
  readonly serviceLevels?: Partial<Record<ServiceLevel, PolicyChanges>>;
  /** By the area's name, as orders have it. */
  readonly areas?: Readonly<Record<string, PolicyChanges>>;
  /** By the restaurant's id. */
  readonly restaurants?: Readonly<Record<string, PolicyChanges>>;
}

/** How many different answers are kept; a document has few. */
const MOST_KEPT = 1_000;

/** A version of the policy, ready to be asked; the same order gets the same answer. */
export class PolicyBook {
  private readonly kept = new Map<string, DelayPolicy>();
  private readonly ofLevels = new Map<ServiceLevel, DelayPolicy>();

  /** @param version 0 is what is shipped. */
  constructor(
    readonly version: number,
    private readonly document: PolicyDocument,
  ) {}

  policyFor(order: Order): DelayPolicy {
    const level = serviceLevelOf(order);
    const { areas, restaurants } = this.document;
    // Nearly all orders: nobody wrote anything about their area or restaurant.
    if (areas === undefined && restaurants === undefined) return this.ofLevel(level);
    const area = ownChanges(areas, order.area);
    const restaurant = ownChanges(restaurants, order.restaurantId?.toString());
    if (area === undefined && restaurant === undefined) return this.ofLevel(level);
    const { all, serviceLevels } = this.document;
    const scope = [level, area && `area ${order.area}`, restaurant && order.restaurantId];
    return this.resolved(scope.join('|'), [all, serviceLevels?.[level], area, restaurant]);
  }

  /** What most orders get, without a key to be made. */
  private ofLevel(level: ServiceLevel): DelayPolicy {
    const known = this.ofLevels.get(level);
    if (known !== undefined) return known;
    const { all, serviceLevels } = this.document;
    const policy = [all, serviceLevels?.[level]].reduce<DelayPolicy>(changed, DEFAULT_DELAY_POLICY);
    this.ofLevels.set(level, policy);
    return policy;
  }

  private resolved(key: string, changes: readonly (PolicyChanges | undefined)[]): DelayPolicy {
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const policy = changes.reduce<DelayPolicy>(changed, DEFAULT_DELAY_POLICY);
    if (this.kept.size < MOST_KEPT) this.kept.set(key, policy);
    return policy;
  }
}

/** The shipped policy as version 0. */
export const SHIPPED_POLICY = new PolicyBook(0, {});

/** A policy with changes applied. */
export function changed(policy: DelayPolicy, changes: PolicyChanges | undefined): DelayPolicy {
  if (changes === undefined) return policy;
  const useForMinutes = { ...policy.useForMinutes, ...changes.useForMinutes };
  const channels = changedPlan(policy.channels, changes.channels);
  return { ...policy, ...changes, useForMinutes, channels };
}

function changedPlan(plan: ChannelPlan, changes: ChannelChanges | undefined): ChannelPlan {
  if (changes === undefined) return plan;
  const entries = AUDIENCES.map((who) => [who, { ...plan[who], ...changes[who] }] as const);
  return Object.fromEntries(entries) as Record<Audience, ChannelPlan[Audience]>;
}

/** `constructor` is an area's name like any other. */
function ownChanges(
  changes: Readonly<Record<string, PolicyChanges>> | undefined,
  name: string | undefined,
): PolicyChanges | undefined {
  if (changes === undefined || name === undefined) return undefined;
  return Object.hasOwn(changes, name) ? changes[name] : undefined;
}
