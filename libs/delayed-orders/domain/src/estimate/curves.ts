import { CURVE_STAGES, PLACED } from './curve-stage.js';
import { hazardsOf } from './delivery-hazard.js';
import { StageCurves } from './stage-curves.js';
import type { StageHistorySnapshot, StageVisit } from './stage-history.js';
import { StageHistory } from './stage-history.js';
import { STAGE_PRIORS } from './stage-priors.js';

/** JSON-able. */
export interface CurvesSnapshot {
  /** In the order of CURVE_STAGES. */
  readonly stages: readonly StageHistorySnapshot[];
  /** Visits that the curves do not show yet, as `[stage, stayed or -1, total]`. */
  readonly fresh: readonly (readonly [number, number, number])[];
  /** Delivered orders that the curves show. */
  readonly orders: number;
}

/** Drawing takes milliseconds: not after each order, but as soon as they say something new. */
const ORDERS_BEFORE_DRAWING = 50;
const SHARE_BEFORE_DRAWING = 0.01;
/** Beyond this all counts are halved, so that they stay small at any volume. */
const MOST_ORDERS = 100_000;
const NEVER = -1;

/**
 * Missing-aware survival curves by stage, learnt from delivered orders (prediction.md, "Curves"):
 * bounded memory, old orders forgotten little by little.
 */
export class Curves {
  private readonly histories: readonly StageHistory[];
  private readonly stages = STAGE_PRIORS.map((prior) => new StageCurves(prior));
  private fresh: StageVisit[];
  private freshOrders: number;
  private orders: number;
  private hazards = new Float64Array();
  /** True while the curves do not show what was counted; they are drawn when next looked at. */
  private isStale = true;

  /** @throws RangeError for a snapshot that lacks a stage. */
  constructor(snapshot?: CurvesSnapshot) {
    this.histories = CURVE_STAGES.map((name, stage) => {
      const history = snapshot?.stages[stage];
      if (snapshot !== undefined && history === undefined) throw new RangeError(`no ${name}`);
      return new StageHistory(history);
    });
    this.orders = snapshot?.orders ?? 0;
    this.fresh = (snapshot?.fresh ?? []).map(([stage, stayed, total]) => ({
      stage,
      stayed: stayed === NEVER ? undefined : stayed,
      total,
    }));
    this.freshOrders = this.fresh.filter(({ stage }) => stage === PLACED).length;
  }

  /** Counts a delivered order's visits; the curves show them once there are enough. */
  add(visits: readonly StageVisit[]): void {
    this.fresh.push(...visits);
    if (visits.some(({ stage }) => stage === PLACED)) this.freshOrders++;
    const enough = Math.max(ORDERS_BEFORE_DRAWING, SHARE_BEFORE_DRAWING * this.orders);
    if (this.freshOrders < enough) return;
    for (const visit of this.fresh) this.histories[visit.stage]?.add(visit);
    this.orders += this.freshOrders;
    this.fresh = [];
    this.freshOrders = 0;
    if (this.orders > MOST_ORDERS) this.keep(0.5);
    this.isStale = true;
  }

  /** Forgetting: what the curves show weighs `share` of what it did, the prior as before. */
  keep(share: number): void {
    for (const history of this.histories) history.keep(share);
    this.orders = Math.round(this.orders * share);
    this.isStale = true;
  }

  /** See {@link StageCurves.survival}; NaN for no such stage. */
  survival(stage: number, stayed: number, remaining: number, missing: number): number {
    if (this.isStale) this.draw();
    return this.stages[stage]?.survival(stayed, remaining, missing) ?? Number.NaN;
  }

  /** See {@link StageCurves.minutesUntil}; NaN for no such stage. */
  minutesUntil(stage: number, stayed: number, left: number, missing: number, from = 0): number {
    if (this.isStale) this.draw();
    return this.stages[stage]?.minutesUntil(stayed, left, missing, from) ?? Number.NaN;
  }

  /** See {@link StageCurves.minutesBeyond}; NaN for no such stage. */
  minutesBeyond(stage: number, share: number, missing: number): number {
    if (this.isStale) this.draw();
    return this.stages[stage]?.minutesBeyond(share, missing) ?? Number.NaN;
  }

  /** The probability that an open order is delivered within the next minute, by its age. */
  hazard(age: number): number {
    if (this.isStale) this.draw();
    return this.hazards[age] ?? 0;
  }

  snapshot(): CurvesSnapshot {
    return {
      stages: this.histories.map((history) => history.snapshot()),
      fresh: this.fresh.map(({ stage, stayed, total }) => [stage, stayed ?? NEVER, total]),
      orders: this.orders,
    };
  }

  private draw(): void {
    this.isStale = false;
    this.histories.forEach((history, stage) => this.stages[stage]?.draw(history));
    const [placed] = this.histories;
    this.hazards = hazardsOf((age) => placed?.undelivered(age, 0) ?? 0, STAGE_PRIORS[PLACED]);
  }
}
