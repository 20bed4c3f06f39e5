import type { EstimateExplanation } from '@ftgo/delayed-orders-domain';
import { EstimateLearner } from '@ftgo/delayed-orders-domain';
import type { Appointment } from '../replay/appointments.js';
import type { FeedChange } from '../replay/order-feed.js';
import { replayFeed } from '../replay/virtual-replay.js';

/** One order's estimate at one minute, boiled down: another number, another estimate or input. */
export interface MinuteDigest {
  readonly at: Date;
  readonly digest: number;
}

/** Digests every input and the probability of every open order at each of the appointments. */
export function minuteDigests(
  feed: readonly FeedChange[],
  appointments: readonly Appointment[],
): MinuteDigest[] {
  const learner = new EstimateLearner();
  const digests: MinuteDigest[] = [];
  replayFeed(feed, appointments, learner, {
    onAppointment: ({ at, index }, order) => {
      const explanation = learner.estimator.explain(order, at);
      digests.push({
        at,
        digest: explanation === undefined ? index : digestOf(index, explanation),
      });
    },
  });
  return digests;
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
