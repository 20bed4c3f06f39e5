import { z } from 'zod';

const minutes = z.number().min(0).max(1440);
const probability = z.number().gt(0).lt(1);

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 22:00');

const useForMinutes = z.strictObject({
  AT_RISK: minutes.optional(),
  LATE: minutes.optional(),
  UNDELIVERABLE: minutes.optional(),
  RECOVERED: minutes.optional(),
});

/** Each audience's channels by condition; a list replaces the planned one whole. */
const planOf = <Channel extends string>(...channels: readonly [Channel, ...Channel[]]) => {
  const list = z.array(z.enum(channels)).max(channels.length).refine(isDistinct, TWICE).optional();
  return z
    .strictObject({ AT_RISK: list, LATE: list, UNDELIVERABLE: list, RECOVERED: list })
    .optional();
};
const isDistinct = (list: readonly string[]): boolean => new Set(list).size === list.length;
const TWICE = 'must not name a channel twice';

const channels = z.strictObject({
  CUSTOMER: planOf('EMAIL', 'SMS'),
  CUSTOMER_SERVICE: planOf('EMAIL', 'CASE'),
  SUBSCRIBER: planOf('WEBHOOK'),
});

/** What differs from the policy that is changed; each field is explained beside `DelayPolicy`. */
export const PolicyChanges = z
  .strictObject({
    lateGraceMinutes: minutes.optional(),
    riskWindowMinutes: minutes.optional(),
    riskLeastLeadMinutes: minutes.optional(),
    riskEnterProbability: probability.optional(),
    riskLeaveProbability: probability.optional(),
    leastDwellMinutes: minutes.optional(),
    leastChangeMinutes: minutes.optional(),
    mostCustomerNotices: z.int().min(1).max(3).optional(),
    mostCustomerNoticesADay: z.int().min(1).max(100).optional(),
    quietHours: z.strictObject({ from: timeOfDay, to: timeOfDay }).nullable().optional(),
    acceptWithinMinutes: minutes.optional(),
    readyWithinMinutes: minutes.optional(),
    pickupWithinMinutes: minutes.optional(),
    beyondHistoryShare: z.number().gt(0).max(0.1).optional(),
    pickupMinutesBeforeClosing: minutes.optional(),
    courierMinutesBeforeClosing: minutes.optional(),
    customerServiceFirstMinutes: minutes.max(60).optional(),
    useForMinutes: useForMinutes.optional(),
    channels: channels.optional(),
    incidentLeastOrders: z.int().min(2).max(100_000).optional(),
    incidentLeastOrdersOfArea: z.int().min(2).max(100_000).optional(),
    incidentWindowMinutes: minutes.min(1).max(240).optional(),
    incidentGatherMinutes: minutes.max(60).optional(),
  })
  .refine(
    ({ riskEnterProbability: enter, riskLeaveProbability: leave }) =>
      enter === undefined || leave === undefined || leave < enter,
    { path: ['riskLeaveProbability'], message: 'must be below riskEnterProbability' },
  )
  .refine(
    ({ riskWindowMinutes: window, riskLeastLeadMinutes: lead }) =>
      window === undefined || lead === undefined || lead <= window,
    { path: ['riskLeastLeadMinutes'], message: 'must not be above riskWindowMinutes' },
  );

const Name = z.string().min(1).max(200);

/** A whole policy as people write it, in a file of JSON. Unknown words are errors. */
export const PolicyDocument = z.strictObject({
  all: PolicyChanges.optional(),
  serviceLevels: z
    .strictObject({ ASAP: PolicyChanges.optional(), SCHEDULED: PolicyChanges.optional() })
    .optional(),
  areas: z.record(Name, PolicyChanges).optional(),
  restaurants: z
    .record(z.string().regex(/^[1-9]\d{0,15}$/, 'must be a restaurant’s id'), PolicyChanges)
    .optional(),
});
export type PolicyDocument = z.infer<typeof PolicyDocument>;

/**
 * Reads a policy document.
 * @returns what is wrong, a line each: where, and what was expected; never the values.
 */
export function readPolicyDocument(
  json: unknown,
): { readonly document: PolicyDocument } | { readonly problems: readonly string[] } {
  const parsed = PolicyDocument.safeParse(json);
  if (parsed.success) return { document: parsed.data };
  return {
    problems: parsed.error.issues.map(
      ({ path, message }) => `${path.length === 0 ? 'the document' : path.join('.')}: ${message}`,
    ),
  };
}
