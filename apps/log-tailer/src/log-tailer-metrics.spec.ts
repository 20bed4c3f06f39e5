import { Registry } from '@ftgo/platform-observability';
import { LogTailerMetrics } from './log-tailer-metrics.js';

describe('the metrics of log-tailer', () => {
  let registry: Registry;
  let nowMs: number;
  let metrics: LogTailerMetrics;

  /** The lines of one metric, without its help. */
  const shown = async (name: string): Promise<string[]> =>
    (await registry.metrics()).split('\n').filter((line) => line.startsWith(name));

  beforeEach(() => {
    registry = new Registry();
    nowMs = 100_000;
    metrics = new LogTailerMetrics(registry, () => nowMs);
  });

  it('show how old the newest heartbeat is, as it is when asked for', async () => {
    metrics.becomeActive();
    metrics.heartbeat(98_000);
    expect(await shown('log_tailer_behind_seconds')).toEqual(['log_tailer_behind_seconds 2']);
    nowMs += 60_000;
    expect(await shown('log_tailer_behind_seconds')).toEqual(['log_tailer_behind_seconds 62']);
  });

  it('count from its beginning when an active tailer has seen no heartbeat yet', async () => {
    metrics.becomeActive();
    nowMs += 30_000;
    metrics.becomeActive();
    expect(await shown('log_tailer_behind_seconds')).toEqual(['log_tailer_behind_seconds 30']);
  });

  it('show no age on a standby, which would look like a tailer that hangs', async () => {
    expect(await shown('log_tailer_behind_seconds')).toEqual([]);
    metrics.becomeActive();
    metrics.heartbeat(98_000);
    metrics.becomeStandby();
    expect(await shown('log_tailer_behind_seconds')).toEqual([]);
    expect(await shown('log_tailer_active')).toEqual(['log_tailer_active 0']);
  });

  it('show how the slot stands', async () => {
    const slot = { lagBytes: 12, retainedBytes: 3_456 };
    metrics.slot({ ...WELL, ...slot }, false);
    expect(await shown('log_tailer_slot')).toEqual([
      'log_tailer_slot_lag_bytes 12',
      'log_tailer_slot_retained_bytes 3456',
      'log_tailer_slot_lost 0',
    ]);
    metrics.slot(undefined, true);
    expect(await shown('log_tailer_slot')).toEqual([
      'log_tailer_slot_lag_bytes 0',
      'log_tailer_slot_retained_bytes 0',
      'log_tailer_slot_lost 1',
    ]);
  });

  it('count what was read, repeated and shrunk, by bounded labels only', async () => {
    metrics.read('orders', 'u');
    metrics.read('orders', 'u');
    metrics.read('other', 'c');
    metrics.snapshotRowsRead('restaurants', 25);
    metrics.repeated();
    metrics.shrank('before_left_out');
    expect(await shown('log_tailer_changes_total')).toEqual([
      'log_tailer_changes_total{table="orders",op="u"} 2',
      'log_tailer_changes_total{table="other",op="c"} 1',
    ]);
    expect(await shown('log_tailer_snapshot_rows_total')).toEqual([
      'log_tailer_snapshot_rows_total{table="restaurants"} 25',
    ]);
    expect(await shown('log_tailer_repeated')).toEqual(['log_tailer_repeated_publishes_total 1']);
    expect(await shown('log_tailer_shrunk')).toEqual([
      'log_tailer_shrunk_messages_total{cause="before_left_out"} 1',
    ]);
  });
});

const WELL = {
  plugin: 'pgoutput',
  isOfThisDatabase: true,
  isActive: true,
  confirmedLsn: 1_000n,
  loss: undefined,
};
