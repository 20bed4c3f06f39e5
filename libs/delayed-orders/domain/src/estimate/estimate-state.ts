import type { CurvesSnapshot } from './curves.js';
import type { DeliverySpeedSnapshot } from './delivery-speed.js';
import type { EstimateSettings } from './estimate-settings.js';
import type { AreaSnapshot, RestaurantSnapshot } from './histories.js';
import type { LogisticWeightsSnapshot } from './logistic-weights.js';
import type { MissingEventsSnapshot } from './missing-events.js';
import type { PromiseHistorySnapshot } from './promise-history.js';
import type { ShrunkMean } from './shrunk-mean.js';
import type { TrackedOrderSnapshot } from './tracked-order.js';
import type { UsualMeans } from './usual-means.js';

/** The form of {@link EstimateState}; a state of another form must not be restored. */
export const ESTIMATE_STATE_FORM = 1;

/**
 * All that the estimate has learnt, as plain JSON-able data of bounded size (200 to 400 kB where
 * every room is full). The same lessons in the same order give the same state, to the last digit,
 * however often it was stored and restored between them.
 */
export interface EstimateState {
  readonly form: typeof ESTIMATE_STATE_FORM;
  /** How many lessons it has learnt; with the model's name it is the version of an estimate. */
  readonly revision: number;
  readonly settings: EstimateSettings;
  /** Whole minutes since the epoch up to which time has passed; -1 before the first lesson. */
  readonly clock: number;
  readonly curves: CurvesSnapshot;
  readonly weights: LogisticWeightsSnapshot;
  readonly missing: MissingEventsSnapshot;
  readonly feed: DeliverySpeedSnapshot;
  readonly usual: UsualMeans;
  readonly promises: PromiseHistorySnapshot;
  readonly restaurants: readonly (readonly [number, RestaurantSnapshot])[];
  readonly couriers: readonly (readonly [number, ShrunkMean])[];
  readonly customers: readonly (readonly [number, ShrunkMean])[];
  readonly areas: readonly (readonly [string, AreaSnapshot])[];
  readonly tracked: readonly TrackedOrderSnapshot[];
}
