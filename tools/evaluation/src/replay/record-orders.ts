import type {
  Estimate,
  EstimateSettings,
  EstimateState,
  OfferPolicy,
} from '@ftgo/delayed-orders-domain';
import {
  DEFAULT_ESTIMATE_SETTINGS,
  DEFAULT_OFFER_POLICY,
  EstimateLearner,
} from '@ftgo/delayed-orders-domain';
import type { Trace, TraceOrder } from '@ftgo/monolith-traces';
import { cancelledByOf } from '@ftgo/monolith-traces';
import type { LabPolicy } from '../measures/lab-policy.js';
import { minuteAppointments } from './appointments.js';
import { localClock } from './local-clock.js';
import { orderFeed } from './order-feed.js';
import type { Check, Ending, OrderRecord } from './order-record.js';
import { CHECK_MINUTES } from './order-record.js';
import { PolicyWatch } from './policy-watch.js';
import { restaurantSizes } from './restaurant-sizes.js';
import { TraceRestaurants } from './trace-restaurants.js';
import type { ReplayEars } from './virtual-replay.js';
import { replayFeed } from './virtual-replay.js';

/** How to record. */
export interface RecordOptions {
  /** The share of the orders, by creation, that is there to be learnt from. */
  readonly learnShare: number;
  /** An order is late when it is delivered more than so many minutes after its promise. */
  readonly lateAfterMinutes: number;
  /** Watch the replay, each by itself. */
  readonly policies?: readonly LabPolicy[];
  readonly offers?: OfferPolicy;
  readonly onProgress?: (share: number) => void;
}

/** What came out of one replay. */
export interface Recording {
  readonly records: readonly OrderRecord[];
  /** What had been learnt at the end. */
  readonly state: EstimateState;
}

const MINUTE_MS = 60_000;
const RECORDED_MINUTES = 60;

/**
 * Replays a trace and records what was estimated of each order with a promise, minute by minute. It
 * goes on learning in the measured part, as the service does: each order is estimated by what had
 * happened before, in both parts.
 */
export function recordOrders(trace: Trace, options: RecordOptions): Recording {
  const settings: EstimateSettings = {
    ...DEFAULT_ESTIMATE_SETTINGS,
    lateAfterMinutes: options.lateAfterMinutes,
  };
  const learner = new EstimateLearner(settings);
  const records = newRecords(trace, options);
  const { policies = [], offers = DEFAULT_OFFER_POLICY } = options;
  const restaurants = new TraceRestaurants(trace);
  const watches = policies.map((policy) => new PolicyWatch(policy, offers, restaurants));
  const ears: ReplayEars = {
    onAppointment: ({ at, index, minutesLeft }, order) => {
      const record = records[index];
      const estimate = learner.estimator.estimate(order, at);
      if (record !== undefined && estimate !== undefined) {
        note(record, order.promisedAt ?? at, minutesLeft, estimate, trace.orders[index]);
      }
    },
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  };
  const appointments = minuteAppointments(trace, RECORDED_MINUTES);
  replayFeed({ feed: orderFeed(trace), appointments, watches }, learner, ears);
  const watched = records.map(
    (record, index) =>
      record && { ...record, watches: watches.map((watch) => watch.watchOf(index)) },
  );
  return { records: watched.filter((each) => each !== undefined), state: learner.state() };
}

function note(
  record: OrderRecord,
  promisedAt: Date,
  minutesLeft: number,
  { probabilityLate: probability = 0, expected, likelyAt }: Estimate,
  traced: TraceOrder | undefined,
): void {
  const expectedLateMinutes = (likelyAt.getTime() - promisedAt.getTime()) / MINUTE_MS;
  record.minutes.push({ minutesLeft, probability, expectedLateMinutes });
  if (!(CHECK_MINUTES as readonly number[]).includes(minutesLeft)) return;
  const delivery = deliveryWithin(traced?.deliveredAt, expected);
  record.checks.push({ minutesBefore: minutesLeft, probability, delivery });
}

function deliveryWithin(
  deliveredAt: Date | undefined,
  { from, to }: Estimate['expected'],
): Check['delivery'] {
  if (deliveredAt === undefined) return 'NONE';
  if (deliveredAt < from) return 'BEFORE';
  return deliveredAt <= to ? 'WITHIN' : 'AFTER';
}

function newRecords(trace: Trace, options: RecordOptions): (OrderRecord | undefined)[] {
  const clock = localClock(trace);
  const sizes = restaurantSizes(trace.orders);
  const lastMs = lastEventMs(trace.orders);
  const firstMeasured = Math.floor(trace.orders.length * options.learnShare);
  return trace.orders.map((traced, index) => {
    const { promisedAt, restaurantId } = traced;
    if (promisedAt === undefined) return undefined;
    return {
      orderId: traced.orderId,
      ...clock.dayAndHour(restaurantId, traced.createdAt),
      restaurantSize: sizes.get(restaurantId) ?? 'middle',
      orderTotalCents: traced.orderTotalCents ?? 0,
      ending: endingOf(traced, promisedAt.getTime() + options.lateAfterMinutes * MINUTE_MS, lastMs),
      isMeasured: index >= firstMeasured,
      checks: [],
      minutes: [],
      watches: [],
      isUndelivered: isUndelivered(traced),
    };
  });
}

/** An order without an end is late, unless the trace itself ends before that could be told. */
function endingOf(
  { deliveredAt, cancelledAt }: TraceOrder,
  lateMs: number,
  lastMs: number,
): Ending {
  if (deliveredAt !== undefined) return deliveredAt.getTime() > lateMs ? 'LATE' : 'ON_TIME';
  const cancelledInTime = cancelledAt !== undefined && cancelledAt.getTime() <= lateMs;
  return cancelledInTime || lateMs > lastMs ? 'NONE' : 'LATE';
}

function lastEventMs(orders: readonly TraceOrder[]): number {
  return orders.reduce((last, { createdAt, deliveredAt, cancelledAt }) => {
    const end = deliveredAt ?? cancelledAt ?? createdAt;
    return Math.max(last, end.getTime());
  }, 0);
}

function isUndelivered(traced: TraceOrder): boolean {
  const { deliveredAt, cancelledAt } = traced;
  if (cancelledAt !== undefined) return cancelledByOf(traced) === 'RESTAURANT';
  return deliveredAt === undefined;
}
