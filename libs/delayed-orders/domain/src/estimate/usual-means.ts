import type { ShrunkMean } from './shrunk-mean.js';
import { believedMean } from './shrunk-mean.js';

/** What is usual everywhere: the centres that other means and measures are compared with. */
export interface UsualMeans {
  /** Minutes to delivery, from the stage of that name on. */
  readonly fromPlaced: ShrunkMean;
  readonly fromAccepted: ShrunkMean;
  readonly fromPickedUp: ShrunkMean;
  /** ln(1 + order total), of placed orders. */
  readonly logTotal: ShrunkMean;
  /** ln of the minutes promised, of placed orders. */
  readonly logPromise: ShrunkMean;
  /** Minutes from the promise to the delivery, of delivered orders; negative is early. */
  readonly minutesLate: ShrunkMean;
  /** ln(1 + open orders) as placed orders met them. */
  readonly logOpen: ShrunkMean;
}

const BELIEVED_ORDERS = 20;

/** prediction.md: 46, 38 and 25 minutes, ln(1 + total) 3.69, promises of an hour. */
export function believedUsual(): UsualMeans {
  const believed = (mean: number): ShrunkMean => believedMean(mean, BELIEVED_ORDERS);
  return {
    fromPlaced: believed(46),
    fromAccepted: believed(38),
    fromPickedUp: believed(25),
    logTotal: believed(3.69),
    logPromise: believed(Math.log(60)),
    // As good as nothing: the first orders tell.
    minutesLate: believedMean(0, 1),
    logOpen: believed(3),
  };
}

/** A copy that can be changed by itself. */
export function copyOfUsual(usual: UsualMeans): UsualMeans {
  return {
    fromPlaced: { ...usual.fromPlaced },
    fromAccepted: { ...usual.fromAccepted },
    fromPickedUp: { ...usual.fromPickedUp },
    logTotal: { ...usual.logTotal },
    logPromise: { ...usual.logPromise },
    minutesLate: { ...usual.minutesLate },
    logOpen: { ...usual.logOpen },
  };
}
