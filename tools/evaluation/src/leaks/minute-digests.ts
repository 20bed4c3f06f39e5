import type { Decision, EstimateExplanation } from '@ftgo/delayed-orders-domain';
import { CONDITIONS, DEFAULT_OFFER_POLICY, EstimateLearner } from '@ftgo/delayed-orders-domain';
import { SHIPPED_LAB_POLICY } from '../measures/lab-policy.js';
import { PolicyWatch } from '../replay/policy-watch.js';
import type { TraceRestaurants } from '../replay/trace-restaurants.js';
import type { Replayed } from '../replay/virtual-replay.js';
import { replayFeed } from '../replay/virtual-replay.js';

/** One estimate or decision, boiled down: another number, another estimate, input or decision. */
export interface MinuteDigest {
  readonly of: 'ESTIMATE' | 'DECISION';
  readonly at: Date;
  readonly digest: number;
}

/**
 * Digests every input and the probability of every open order at each of the appointments, and every
 * decision that the shipped policy makes up to the last instant.
 */
export function minuteDigests(
  { feed, appointments, until }: Pick<Replayed, 'feed' | 'appointments' | 'until'>,
  restaurants: TraceRestaurants,
): MinuteDigest[] {
  const learner = new EstimateLearner();
  const digests: MinuteDigest[] = [];
  const onDecision = (at: Date, index: number, decision: Decision): void => {
    digests.push({ of: 'DECISION', at, digest: digestOfDecision(index, decision) });
  };
  const watches = [
    new PolicyWatch(SHIPPED_LAB_POLICY, DEFAULT_OFFER_POLICY, restaurants, onDecision),
  ];
  replayFeed({ feed, appointments, watches, ...(until && { until }) }, learner, {
    onAppointment: ({ at, index }, order) => {
      const explanation = learner.estimator.explain(order, at);
      digests.push({
        of: 'ESTIMATE',
        at,
        digest: explanation === undefined ? index : digestOf(index, explanation),
      });
    },
  });
  return digests;
}

function digestOfDecision(index: number, { delayed, notifications, dueAt }: Decision): number {
  const condition = delayed === undefined ? -1 : CONDITIONS.indexOf(delayed.condition);
  return [index, condition, notifications.length, dueAt?.getTime() ?? 0].reduce(mixed, 1);
}

function digestOf(index: number, { probabilityLate, inputs }: EstimateExplanation): number {
  const values = inputs.map(({ value = 0 }) => value);
  return [index, probabilityLate, ...values].reduce(mixed, 0);
}

const number = new Float64Array(1);
const halves = new Uint32Array(number.buffer);

/** FNV-1a over the number's bits. */
function mixed(digest: number, value: number): number {
  number[0] = value;
  const low = Math.imul(digest ^ (halves[0] ?? 0), 0x01000193);
  return Math.imul(low ^ (halves[1] ?? 0), 0x01000193) >>> 0;
}
