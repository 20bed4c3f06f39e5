import type { Database } from '@ftgo/platform-postgres';
import type { PostgresSlot } from '../slot/postgres-slot.js';
import type { PublishedTables } from '../slot/published-tables.js';
import { lostSlotSentence } from '../slot/slot.js';
import type { SlotKeeper, SlotState } from '../slot/slot-keeper.js';
import { createStateTables } from '../state/create-state-tables.js';
import type { ActiveLock } from './active-lock.js';
import type { StreamingTerm } from './streaming-term.js';
import type { TailerStatus } from './tailer-status.js';

type UsableSlot = Extract<SlotState, { kind: 'usable' }>;

export interface TailerOptions {
  readonly database: Database;
  readonly lock: ActiveLock;
  readonly keeper: SlotKeeper;
  readonly slot: PostgresSlot;
  readonly tables: PublishedTables;
  readonly status: TailerStatus;
  readonly openTerm: (slot: UsableSlot, onStart: () => void) => Promise<StreamingTerm>;
}

const UNDEFINED_OBJECT = '42704';
const HELD_AFTER_MS = 5_000;

/**
 * Streams the log as long as it is the active tailer, and else waits to become it. Whatever breaks
 * ends a turn; the next one begins from what the database says. It never makes a lost slot anew
 * by itself.
 */
export class Tailer {
  private readonly stopping = new AbortController();
  private streaming: StreamingTerm | undefined;

  constructor(private readonly options: TailerOptions) {}

  /** What snapshots and heartbeats need; undefined while this tailer does not stream. */
  get term(): StreamingTerm | undefined {
    return this.streaming;
  }

  /** One attempt, which lasts as long as it streams. @throws what broke it */
  async takeTurn(): Promise<void> {
    const { status } = this.options;
    if (this.stopping.signal.aborted) return;
    try {
      await this.attempt();
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      status.failed(error);
      throw error;
    }
  }

  /** Ends the turn and gives the lock to another one. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.options.lock.release();
  }

  private async attempt(): Promise<void> {
    const { database, lock, keeper, slot, tables, status } = this.options;
    await createStateTables(database);
    const lost = await lock.take();
    if (lost === undefined) {
      status.standby();
      tables.standBy();
      return;
    }
    status.active();
    const over = AbortSignal.any([lost, this.stopping.signal]);
    const state = await keeper.ensure(over);
    if (state.kind === 'lost') status.held(lostSlotSentence(slot.name, state.because));
    else await this.stream(state, over);
  }

  private async stream(usable: UsableSlot, over: AbortSignal): Promise<void> {
    const { openTerm, status } = this.options;
    let startedAt = Infinity;
    const term = await openTerm(usable, () => {
      startedAt = performance.now();
      this.streaming = term;
      status.streaming();
    });
    try {
      await term.run(over);
    } catch (error) {
      await this.rememberIfUnusable(error);
      // What broke after it had held is opened anew at once; only what breaks again and again
      // is given ever more time.
      if (performance.now() - startedAt < HELD_AFTER_MS) throw error;
      status.broke(error);
    } finally {
      this.streaming = undefined;
    }
  }

  /**
   * The slot is there, and the server misses something that belonged to the log where the slot
   * stands: most likely the publication was dropped, and one made anew is not in the log's past.
   * Trying again can never help.
   */
  private async rememberIfUnusable(error: unknown): Promise<void> {
    const { slot } = this.options;
    if (!(error instanceof Error && 'code' in error && error.code === UNDEFINED_OBJECT)) return;
    if ((await slot.read()) === undefined) return;
    await slot.recordUsability(`the server cannot read the log through it: ${error.message}`);
  }
}
