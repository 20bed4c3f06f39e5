import { Curves } from './curves.js';
import { DeliverySpeed, SPEED_MEMORY_MINUTES } from './delivery-speed.js';
import type { EstimateSettings } from './estimate-settings.js';
import type { EstimateState } from './estimate-state.js';
import { ESTIMATE_STATE_FORM } from './estimate-state.js';
import type { AreaHistory, RestaurantHistory } from './histories.js';
import { restaurantSnapshot, restoreRestaurant } from './histories.js';
import { LogisticWeights } from './logistic-weights.js';
import { MissingEvents } from './missing-events.js';
import { PromiseHistory } from './promise-history.js';
import { RecencyMap } from './recency-map.js';
import type { ShrunkMean } from './shrunk-mean.js';
import type { UsualMeans } from './usual-means.js';
import { believedUsual, copyOfUsual } from './usual-means.js';

/** The part of a state that estimates are made from, in the form that is quick to read. */
export class EstimateKnowledge {
  readonly curves: Curves;
  readonly weights: LogisticWeights;
  readonly missing: MissingEvents;
  readonly feed: DeliverySpeed;
  readonly usual: UsualMeans;
  readonly promises: PromiseHistory;
  readonly restaurants: RecencyMap<number, RestaurantHistory>;
  readonly couriers: RecencyMap<number, ShrunkMean>;
  readonly customers: RecencyMap<number, ShrunkMean>;
  readonly areas: RecencyMap<string, AreaHistory>;
  /** Whole minutes since the epoch; -1 at first. */
  clock: number;
  revision: number;
  /** Counts up with every change of anything; for those who remember what they made of it. */
  changes = 0;

  /** @throws RangeError for a state of another form. */
  constructor(
    readonly settings: EstimateSettings,
    state?: EstimateState,
  ) {
    if (state !== undefined && state.form !== ESTIMATE_STATE_FORM) {
      throw new RangeError(`an estimate state of form ${String(state.form)} can't be restored`);
    }
    const { room } = settings;
    this.clock = state?.clock ?? -1;
    this.revision = state?.revision ?? 0;
    this.curves = new Curves(state?.curves);
    this.weights = new LogisticWeights(state?.weights);
    this.missing = new MissingEvents(state?.missing);
    this.feed = new DeliverySpeed(SPEED_MEMORY_MINUTES.everywhere, state?.feed);
    this.usual = state === undefined ? believedUsual() : copyOfUsual(state.usual);
    this.promises = new PromiseHistory(state?.promises);
    this.restaurants = new RecencyMap(
      room.restaurants,
      state?.restaurants.map(([id, snapshot]) => [id, restoreRestaurant(snapshot)] as const),
    );
    this.couriers = new RecencyMap(room.couriers, state?.couriers.map(copied));
    this.customers = new RecencyMap(room.customers, state?.customers.map(copied));
    this.areas = new RecencyMap(
      room.areas,
      state?.areas.map(([area, { fromPlaced, speed }]) => [
        area,
        {
          fromPlaced: { ...fromPlaced },
          speed: new DeliverySpeed(SPEED_MEMORY_MINUTES.area, speed),
        },
      ]),
    );
  }

  snapshot(): Omit<EstimateState, 'tracked'> {
    return {
      form: ESTIMATE_STATE_FORM,
      revision: this.revision,
      settings: this.settings,
      clock: this.clock,
      curves: this.curves.snapshot(),
      weights: this.weights.snapshot(),
      missing: this.missing.snapshot(),
      feed: this.feed.snapshot(this.clock),
      usual: copyOfUsual(this.usual),
      promises: this.promises.snapshot(),
      restaurants: this.restaurants.all().map(([id, each]) => [id, restaurantSnapshot(each)]),
      couriers: this.couriers.all().map(copied),
      customers: this.customers.all().map(copied),
      areas: this.areas
        .all()
        .map(([area, { fromPlaced, speed }]) => [
          area,
          { fromPlaced: { ...fromPlaced }, speed: speed.snapshot(this.clock) },
        ]),
    };
  }
}

function copied([id, mean]: readonly [number, ShrunkMean]): [number, ShrunkMean] {
  return [id, { ...mean }];
}
