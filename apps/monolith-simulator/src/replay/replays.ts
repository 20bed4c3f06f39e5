import type { Trace } from '@ftgo/monolith-traces';
import { readTrace } from '@ftgo/monolith-traces';
import type { Logger } from '@ftgo/platform-observability';
import { RepeatingTask } from '@ftgo/platform-lifecycle';
import type { Database } from '@ftgo/platform-postgres';
import type { SimulatorClock } from '../simulator-clock.js';
import type { MomentWriter } from './moment-writer.js';
import { prepareMonolith } from './prepare-monolith.js';
import { NoSteppedReplayError, ReplayRunsError, TimeGoesBackError } from './replay.errors.js';
import type { ReplayOptions } from './replay-options.js';
import { planReplay } from './replay-plan.js';
import { Replay } from './replay.js';

/** How far ahead a replay begins, so that the caller can set other clocks to the same segments. */
const STARTS_AFTER_MS = 1_000;
const TICK_MS = 50;

/** Begins, drives and ends replays, one at a time. */
export class Replays {
  private replay: Replay | undefined;
  private ticking: RepeatingTask | undefined;
  private beginning = false;

  constructor(
    private readonly database: Database,
    private readonly writer: MomentWriter,
    private readonly clock: SimulatorClock,
    private readonly logger: Logger,
    private readonly machineNow: () => Date = () => new Date(),
  ) {}

  /** The replay that runs or has run and was not stopped. */
  get current(): Replay | undefined {
    return this.replay;
  }

  get state(): 'idle' | 'running' | 'finished' {
    if (this.replay === undefined) return 'idle';
    return this.replay.isFinished ? 'finished' : 'running';
  }

  /**
   * Reads the trace, makes the monolith ready and begins.
   * @throws TraceError, ReplayRunsError, MonolithNotEmptyError
   */
  async begin(options: ReplayOptions): Promise<Replay> {
    if (this.beginning || this.state === 'running') throw new ReplayRunsError();
    this.beginning = true;
    try {
      const { traceFile, limit } = options;
      const trace = await readTrace(traceFile, limit === undefined ? {} : { limit });
      return await this.start(options, trace);
    } finally {
      this.beginning = false;
    }
  }

  /** Moves a stepped replay on. @throws NoSteppedReplayError, TimeGoesBackError */
  async advance(to: Date, onePerOrder: boolean): Promise<{ applied: number; remaining: number }> {
    const { replay } = this;
    if (replay?.plan.options.stepped !== true) throw new NoSteppedReplayError();
    if (!replay.mayAdvanceTo(to)) throw new TimeGoesBackError();
    return replay.advance(to, onePerOrder);
  }

  /** Ends the replay, if there is one; the present is the machine's again. */
  async stop(): Promise<void> {
    await this.ticking?.stop();
    this.ticking = undefined;
    this.replay = undefined;
    this.clock.release();
  }

  private async start(options: ReplayOptions, trace: Trace): Promise<Replay> {
    const plan = planReplay(trace, options);
    await this.database.transaction((transaction) => prepareMonolith(transaction, plan));
    await this.stop();
    const startsAt = new Date(this.machineNow().getTime() + STARTS_AFTER_MS);
    const replay = new Replay(plan, startsAt, this.writer, this.machineNow);
    this.replay = replay;
    this.clock.follow(() => replay.now());
    if (!options.stepped) this.tick(replay);
    const { stepped, speed } = options;
    this.logger.info({ orders: trace.orders.length, stepped, speed, startsAt }, 'a replay begins');
    return replay;
  }

  private tick(replay: Replay): void {
    this.ticking = new RepeatingTask({
      name: 'replay',
      everyMs: TICK_MS,
      logger: this.logger,
      run: async () => {
        await replay.advance(replay.now(), false);
        return false;
      },
    });
    this.ticking.start();
  }
}
