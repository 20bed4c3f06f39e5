import { jest } from '@jest/globals';
import type { Queryable } from '@ftgo/platform-postgres';
import { Heartbeats } from './heartbeats.js';

describe('heartbeats', () => {
  let sent: unknown[];
  let nowMs: number;
  let isAway: boolean;
  let heartbeats: Heartbeats;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
    [sent, nowMs, isAway] = [[], 5_000, false];
    const database: Queryable = {
      query: async (sql, parameters = []) => {
        if (isAway) throw new Error('the database is away');
        expect(sql).toContain('pg_logical_emit_message(false');
        sent.push(parameters);
        return [];
      },
    };
    heartbeats = new Heartbeats(database, 'ftgo_log_tailer', () => nowMs);
  });

  afterEach(() => jest.useRealTimers());

  it('are written into the log under the slot’s name, with the time', async () => {
    await heartbeats.send();
    expect(sent).toEqual([['ftgo_log_tailer', '{"ts_ms":5000}']]);
  });

  it('do not pile up while the last one has not come back', async () => {
    for (let tick = 0; tick < 5; tick += 1) await heartbeats.send();
    expect(sent).toHaveLength(1);
    heartbeats.cameBack(5_000);
    await heartbeats.send();
    expect(sent).toHaveLength(2);
  });

  it('are not taken for one another', async () => {
    await heartbeats.send();
    heartbeats.cameBack(4_000);
    await heartbeats.send();
    expect(sent).toHaveLength(1);
  });

  it('go on after a while without the last one, which a new slot does not have', async () => {
    await heartbeats.send();
    jest.advanceTimersByTime(10_000);
    await heartbeats.send();
    expect(sent).toHaveLength(2);
  });

  it('are not held up by a machine clock that was set back', async () => {
    await heartbeats.send();
    nowMs -= 86_400_000;
    jest.advanceTimersByTime(10_000);
    await heartbeats.send();
    expect(sent).toHaveLength(2);
  });

  it('say when the database is away, and go on when it is back', async () => {
    isAway = true;
    await expect(heartbeats.send()).rejects.toThrow('the database is away');
    isAway = false;
    await heartbeats.send();
    expect(sent).toHaveLength(1);
  });
});
