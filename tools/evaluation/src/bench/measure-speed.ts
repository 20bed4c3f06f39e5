import type { Assessment, EstimateState, Order } from '@ftgo/delayed-orders-domain';
import { assess, EstimateLearner, Estimator, SHIPPED_POLICY } from '@ftgo/delayed-orders-domain';
import { madeTrace } from '@ftgo/monolith-traces';
import { minuteAppointments } from '../replay/appointments.js';
import { quantile } from '../measures/quantile.js';
import { orderFeed } from '../replay/order-feed.js';
import { TraceRestaurants } from '../replay/trace-restaurants.js';
import { replayFeed } from '../replay/virtual-replay.js';
import { textTable } from '../report/text-table.js';

/** How often something can be done in a second on one core. */
export interface Speed {
  readonly what: string;
  /** In the fastest tenth of the rounds: what the core does when nobody else uses it. */
  readonly undisturbed: number;
  /** In the middle round, whatever else the machine was doing. */
  readonly typical: number;
}

interface Due {
  readonly order: Order;
  readonly now: Date;
}

const TRACE = { orders: 2_650, seed: 1 } as const;
/** What a scanner has just read is in the processor's cache; so is this. */
const BATCH = 1_000;

/**
 * Measures the pure code on open orders of made evenings, each at a minute of its own life: the
 * probability alone; a whole assessment, with the decision and the instant of the next one; and the
 * estimate with its range, which is made for who is told.
 * @param measuredMs for each of them.
 */
export function measureSpeed(measuredMs = 3_000): Speed[] {
  const { dues, state, restaurants } = collectDues();
  const estimator = Estimator.of(state);
  const acts: readonly (readonly [string, (due: Due) => unknown])[] = [
    ['probability of lateness', ({ order, now }) => estimator.probabilityLate(order, now)],
    ['assessment: estimate, decision, next due', (due) => assessDue(estimator, restaurants, due)],
    ['estimate with expected range', ({ order, now }) => estimator.estimate(order, now)],
  ];
  return acts.map(([what, act]) => speedOf(what, dues, act, measuredMs));
}

export function benchText(speeds: readonly Speed[]): string {
  const rows = speeds.map(({ what, undisturbed, typical }) => [
    what,
    Math.round(undisturbed).toLocaleString('en'),
    Math.round(typical).toLocaleString('en'),
  ]);
  return textTable(['a second on one core', 'undisturbed', 'just now'], rows);
}

/** What the scanner's own code makes of one due order: is anything wrong, and when to look again? */
function assessDue(estimator: Estimator, restaurants: TraceRestaurants, due: Due): Assessment {
  const { order, now } = due;
  const restaurant = restaurants.at(order.restaurantId, now);
  const policy = SHIPPED_POLICY.policyFor(order);
  return assess({ order, restaurant, estimator, policy, before: undefined, now });
}

function speedOf(
  what: string,
  dues: readonly Due[],
  act: (due: Due) => unknown,
  measuredMs: number,
): Speed {
  const seconds: number[] = [];
  let kept = 0;
  const startedAt = performance.now();
  while (performance.now() - startedAt < measuredMs) {
    const roundAt = performance.now();
    // What nobody looks at, the compiler leaves out.
    for (const due of dues) if (act(due) !== undefined) kept++;
    seconds.push((performance.now() - roundAt) / 1000);
  }
  if (kept === 0) throw new RangeError(`nothing came of: ${what}`);
  return {
    what,
    undisturbed: dues.length / quantile(seconds, 0.1),
    typical: dues.length / quantile(seconds, 0.5),
  };
}

/** Orders at every fifth minute before their promise, as many as {@link BATCH}, from all evenings. */
function collectDues(): {
  readonly dues: Due[];
  readonly state: EstimateState;
  readonly restaurants: TraceRestaurants;
} {
  const learner = new EstimateLearner();
  const dues: Due[] = [];
  const trace = madeTrace(TRACE);
  replayFeed({ feed: orderFeed(trace), appointments: minuteAppointments(trace, 60) }, learner, {
    onAppointment: ({ at, minutesLeft }, order) => {
      if (minutesLeft % 5 === 0) dues.push({ order, now: at });
    },
  });
  const every = Math.floor(dues.length / BATCH);
  const some = dues.filter((_, i) => i % every === 0).slice(0, BATCH);
  return {
    dues: some.map(({ order, now }) => ({ order: copyOf(order), now })),
    state: learner.state(),
    restaurants: new TraceRestaurants(trace),
  };
}

/** As if just read from its row. */
function copyOf(order: Order): Order {
  const fields = Object.entries(order).map(([name, value]: [string, unknown]) => [
    name,
    value instanceof Date ? new Date(value) : value,
  ]);
  return Object.fromEntries(fields) as Order;
}
