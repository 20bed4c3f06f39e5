import type { StagePrior } from './stage-priors.js';

/** Minutes of age that are told apart; an older order is not waited for any more. */
export const AGES = 180;
const LONGEST = 400;

/**
 * The probability that an open order is delivered within the next minute, for each whole minute of
 * its age: deliveries at that age over the orders that became so old, prior included.
 */
export function hazardsOf(
  deliveredAt: (age: number) => number,
  prior: StagePrior,
): Float64Array<ArrayBuffer> {
  const hazards = new Float64Array(AGES);
  let older = 0;
  for (let age = LONGEST; age >= 0; age--) {
    const believed = prior.survival(age) - prior.survival(age + 1);
    const delivered = deliveredAt(age) + prior.weight * believed;
    older += delivered;
    if (age < AGES) hazards[age] = delivered / older;
  }
  return hazards;
}
