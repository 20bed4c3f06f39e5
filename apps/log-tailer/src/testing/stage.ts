import type { LogTailerConfig } from '../log-tailer.config.js';
import { CdcTap } from './cdc-tap.js';
import type { TestMonolith } from './test-monolith.js';
import { createTestMonolith } from './test-monolith.js';
import type { TestTailer } from './test-tailer.js';
import { startTailer } from './test-tailer.js';

/** A monolith, an exchange with a queue, and the tailers that a test starts between them. */
export interface Stage {
  readonly monolith: TestMonolith;
  readonly tap: CdcTap;
  start(changes?: Partial<LogTailerConfig>): Promise<TestTailer>;
  /** Starts one and waits until it streams and its first snapshots are done. */
  startAndSettle(changes?: Partial<LogTailerConfig>): Promise<TestTailer>;
  /** Stops the tailers and removes everything. */
  clear(): Promise<void>;
}

export interface StageOptions {
  /** What the queue is bound to from the beginning; `#` when not given. */
  readonly bindings?: readonly string[];
  readonly withTables?: boolean;
  /** A database for the monolith; one of its own when not given. */
  readonly at?: string;
}

export async function setStage(options: StageOptions = {}): Promise<Stage> {
  const { bindings, ...monolithOptions } = options;
  const monolith = await createTestMonolith(monolithOptions);
  const tap = await CdcTap.open(bindings);
  const tailers: TestTailer[] = [];
  const start: Stage['start'] = async (changes) => {
    const tailer = await startTailer(monolith, tap.exchange, changes);
    tailers.push(tailer);
    return tailer;
  };
  return {
    monolith,
    tap,
    start,
    startAndSettle: async (changes) => {
      const tailer = await start(changes);
      await tailer.untilReady();
      await tailer.untilSnapshotsAreDone();
      return tailer;
    },
    clear: async () => {
      await Promise.all(tailers.map((tailer) => tailer.stop()));
      await tap.close();
      await monolith.drop();
    },
  };
}
