import { AGES } from './delivery-hazard.js';

/** JSON-able: `[minute of creation, open orders]` where there are any, and the two sums. */
export interface DeliverySpeedSnapshot {
  readonly open: readonly (readonly [number, number])[];
  readonly delivered: number;
  readonly expected: number;
}

/**
 * prediction.md takes the last 60 minutes. A sum that fades is one number instead of sixty; with these
 * time constants (longer where there are fewer orders) it is as good on bay-area, and better on wolt,
 * because it reacts sooner.
 */
export const SPEED_MEMORY_MINUTES = { everywhere: 15, area: 30 } as const;
/** prediction.md, "region's speed": as if so many more had been expected, and delivered. */
const STRENGTH = 5;
/** Less than this counts as nothing: then, hours after the last order, no minute changes anything. */
const NEARLY_NOTHING = 1e-6;

/**
 * How fast meals are being delivered just now: deliveries observed over those expected of the open
 * orders, each by its age. It counts what did not happen, too, and so reacts before the first late
 * delivery. Open orders are kept by their minute of creation, for 3 hours: one that never ends is
 * forgotten by itself. Minutes are whole minutes since the epoch.
 */
export class DeliverySpeed {
  private readonly openByMinute = new Float64Array(AGES);
  private openOrders = 0;
  private delivered = 0;
  private expected = 0;
  private logOfRatio = 0;
  private logOfOpen = 0;

  private readonly keptPerMinute: number;

  /** @param memoryMinutes what happened so long ago weighs a third (1 / e) of what happens now. */
  constructor(memoryMinutes: number, snapshot?: DeliverySpeedSnapshot) {
    this.keptPerMinute = Math.exp(-1 / memoryMinutes);
    if (snapshot === undefined) return;
    for (const [minute, count] of snapshot.open) {
      this.openByMinute[slotOf(minute)] = count;
      this.openOrders += count;
    }
    this.delivered = snapshot.delivered;
    this.expected = snapshot.expected;
    this.weigh();
  }

  /** Orders open, as far as known, and created in the last 3 hours. */
  get open(): number {
    return this.openOrders;
  }

  /** ln of observed over expected deliveries, both a little shrunk; negative is slow. */
  get logRatio(): number {
    return this.logOfRatio;
  }

  /** True once minutes pass without changing anything. */
  get isQuiet(): boolean {
    return this.openOrders === 0 && this.delivered === 0 && this.expected === 0;
  }

  /** ln(1 + open orders). */
  get logOpen(): number {
    return this.logOfOpen;
  }

  /** An order created at `minute` is open, as is known at `clock`. */
  noteOpened(minute: number, clock: number): void {
    if (!isRecent(minute, clock)) return;
    this.openByMinute[slotOf(minute)] = (this.openByMinute[slotOf(minute)] ?? 0) + 1;
    this.openOrders++;
    this.weigh();
  }

  /** That order has ended. @param deliveredAgo minutes before `clock`; undefined: undelivered. */
  noteEnded(minute: number, clock: number, deliveredAgo: number | undefined): void {
    if (deliveredAgo !== undefined)
      this.delivered += this.keptPerMinute ** Math.max(0, deliveredAgo);
    const open = this.openByMinute[slotOf(minute)] ?? 0;
    if (isRecent(minute, clock) && open > 0) {
      this.openByMinute[slotOf(minute)] = open - 1;
      this.openOrders--;
    }
    this.weigh();
  }

  /** The minute `clock` begins; to be called for each minute in its turn. */
  tick(clock: number, hazard: (age: number) => number): void {
    this.openOrders -= this.openByMinute[slotOf(clock)] ?? 0;
    this.openByMinute[slotOf(clock)] = 0;
    this.delivered = this.faded(this.delivered);
    this.expected = this.faded(this.expected);
    if (this.openOrders > 0) this.expected += this.expectedWithinMinute(clock, hazard);
    this.weigh();
  }

  snapshot(clock: number): DeliverySpeedSnapshot {
    const open: [number, number][] = [];
    for (let minute = clock - AGES + 1; minute <= clock; minute++) {
      const count = this.openByMinute[slotOf(minute)] ?? 0;
      if (count > 0) open.push([minute, count]);
    }
    return { open, delivered: this.delivered, expected: this.expected };
  }

  private expectedWithinMinute(clock: number, hazard: (age: number) => number): number {
    let sum = 0;
    for (let age = 0; age < AGES; age++) {
      const open = this.openByMinute[slotOf(clock - age)] ?? 0;
      if (open > 0) sum += open * hazard(age);
    }
    return sum;
  }

  private faded(sum: number): number {
    return sum < NEARLY_NOTHING ? 0 : sum * this.keptPerMinute;
  }

  private weigh(): void {
    this.logOfRatio = Math.log((this.delivered + STRENGTH) / (this.expected + STRENGTH));
    this.logOfOpen = Math.log(1 + this.openOrders);
  }
}

function isRecent(minute: number, clock: number): boolean {
  return minute > clock - AGES && minute <= clock;
}

function slotOf(minute: number): number {
  return ((minute % AGES) + AGES) % AGES;
}
