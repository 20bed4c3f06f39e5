import type { Order } from '../order.js';

/** ASAP: for a meal as soon as it can be; SCHEDULED: for a time that the customer chose. */
export const SERVICE_LEVELS = ['ASAP', 'SCHEDULED'] as const;
export type ServiceLevel = (typeof SERVICE_LEVELS)[number];

/** A promise further ahead than this was chosen; FTGO itself keeps no such word. */
const LONGEST_ASAP_MINUTES = 120;
const MINUTE_MS = 60_000;

/** What was ordered, told by how far ahead the promise lay. Unknown counts as ASAP. */
export function serviceLevelOf({ createdAt, promisedAt }: Order): ServiceLevel {
  if (createdAt === undefined || promisedAt === undefined) return 'ASAP';
  const ahead = promisedAt.getTime() - createdAt.getTime();
  return ahead > LONGEST_ASAP_MINUTES * MINUTE_MS ? 'SCHEDULED' : 'ASAP';
}
