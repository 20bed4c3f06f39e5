import type { DelayPolicy } from './policy/delay-policy.js';

export const INCIDENT_SCOPES = ['KITCHEN', 'AREA'] as const;
/** What makes many orders late at once: one kitchen, or a whole area. */
export type IncidentScope = (typeof INCIDENT_SCOPES)[number];

/** What customer service is being told of one kitchen or one area. */
export interface Trouble {
  /** The how manieth order this one is within the window. */
  readonly orders: number;
  /** When the latest incident that began before this notice was opened or told of, if there is one. */
  readonly incidentAt?: Date | undefined;
}

/** Everything that grouping looks at. */
export interface GroupingInput {
  readonly troubles: Readonly<Record<IncidentScope, Trouble | undefined>>;
  readonly policy: Pick<
    DelayPolicy,
    'incidentLeastOrders' | 'incidentLeastOrdersOfArea' | 'incidentWindowMinutes'
  >;
  readonly now: Date;
}

const MINUTE_MS = 60_000;

/**
 * The incident that an order belongs to, so that customer service hears of it in a list and not by
 * itself. The first few of a kitchen or an area are told one by one; what follows, while it follows
 * closely enough, is the incident's. The kitchen is the likelier cause, so it comes first.
 */
export function incidentScopeOf({
  troubles,
  policy,
  now,
}: GroupingInput): IncidentScope | undefined {
  const least = { KITCHEN: policy.incidentLeastOrders, AREA: policy.incidentLeastOrdersOfArea };
  const begins = new Date(now.getTime() - policy.incidentWindowMinutes * MINUTE_MS);
  return INCIDENT_SCOPES.find((scope) => {
    const trouble = troubles[scope];
    if (trouble === undefined) return false;
    const goesOn = trouble.incidentAt !== undefined && trouble.incidentAt > begins;
    return goesOn || trouble.orders >= least[scope];
  });
}
