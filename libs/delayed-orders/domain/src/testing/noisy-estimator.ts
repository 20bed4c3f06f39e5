import type { Estimate } from '../estimate/estimate.js';
import type { Estimator } from '../estimate/estimator.js';
import type { Order } from '../order.js';

const MINUTE_MS = 60_000;

/**
 * An estimator that is as nervous as none that has learnt: its probability jumps each minute, as the
 * series says (the last one stays). It keeps an estimator's promises all the same: it changes at
 * whole minutes only, and tells exactly when it will cross a threshold.
 */
export function noisyEstimator(from: Date, series: readonly number[]): Estimator {
  const probabilityAt = (now: number): number => {
    const minute = Math.floor((now - from.getTime()) / MINUTE_MS);
    return series[Math.min(Math.max(minute, 0), series.length - 1)] ?? 0;
  };
  const probabilityLate = ({ promisedAt }: Order, now: Date): number | undefined =>
    promisedAt === undefined ? undefined : probabilityAt(now.getTime());
  const first = (startMs: number, untilMs: number, fits: (p: number) => boolean): number => {
    for (let at = startMs; at < untilMs;) {
      if (fits(probabilityAt(at))) return at;
      at = from.getTime() + (Math.floor((at - from.getTime()) / MINUTE_MS) + 1) * MINUTE_MS;
    }
    return Number.NaN;
  };
  const estimate = (order: Order, now: Date): Estimate => {
    // Later, the likelier it is that it comes late: the range is as nervous.
    const likelyAt = new Date(now.getTime() + 60 * MINUTE_MS * probabilityAt(now.getTime()));
    const expected = { from: likelyAt, to: new Date(likelyAt.getTime() + 10 * MINUTE_MS) };
    const probability = probabilityLate(order, now);
    return { probabilityLate: probability, expected, likelyAt, version: 'noisy' };
  };
  const noisy: Pick<
    Estimator,
    | 'version'
    | 'probabilityLate'
    | 'estimate'
    | 'whenReachesMs'
    | 'whenFallsBelowMs'
    | 'whenBeyondHistoryMs'
    | 'explain'
  > = {
    version: 'noisy',
    probabilityLate,
    estimate,
    whenReachesMs: (_, probability, start, until) => first(start, until, (p) => p >= probability),
    whenFallsBelowMs: (_, probability, start, until) => first(start, until, (p) => p < probability),
    whenBeyondHistoryMs: () => Number.NaN,
    explain: () => undefined,
  };
  return noisy as Estimator;
}
