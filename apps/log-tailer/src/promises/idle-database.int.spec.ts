import { eventually } from '@ftgo/platform-observability/testing';
import { lsnOf } from '../log/lsn.js';
import type { Stage } from '../testing/stage.js';
import { setStage } from '../testing/stage.js';

describe('a monolith in which nothing happens', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await setStage();
  });

  afterEach(() => stage.clear());

  it('gives a heartbeat after the other, the times growing', async () => {
    const before = Date.now();
    await stage.startAndSettle();
    await eventually(() => expect(stage.tap.heartbeats.length).toBeGreaterThan(5));
    const { heartbeats } = stage.tap;
    expect(heartbeats).toEqual([...heartbeats].sort((one, other) => one - other));
    expect(heartbeats[0]).toBeGreaterThanOrEqual(before);
    const bodies = stage.tap.messages.map(({ body }) => Object.keys(body as object));
    expect(bodies[0]).toEqual(['ts_ms']);
  });

  it('does not keep its log for ever: heartbeats move the slot', async () => {
    await stage.startAndSettle();
    const before = await stage.monolith.slotPlaces();
    await eventually(
      async () => {
        // Of itself the server notes only from time to time from where on it needs the log.
        await stage.monolith.database.query('checkpoint');
        const now = await stage.monolith.slotPlaces();
        expect(lsnOf(now?.confirmed ?? '')).toBeGreaterThan(lsnOf(before?.confirmed ?? ''));
        expect(lsnOf(now?.restart ?? '')).toBeGreaterThan(lsnOf(before?.restart ?? ''));
      },
      { withinMs: 60_000 },
    );
  });

  it('does not look dead: the age of the newest heartbeat stays small', async () => {
    const tailer = await stage.startAndSettle();
    await eventually(async () => {
      expect(await tailer.metric('log_tailer_behind_seconds')).toBeLessThan(10);
      expect(await tailer.metric('log_tailer_slot_lag_bytes')).toBeGreaterThanOrEqual(0);
      expect(await tailer.metric('log_tailer_active')).toBe(1);
      expect(await tailer.metric('log_tailer_slot_lost')).toBe(0);
    });
  });

  it('says by a heartbeat that all that was committed before it has come before it', async () => {
    await stage.startAndSettle();
    const committedAt: number[] = [];
    for (let id = 1; id <= 20; id += 1) {
      await stage.monolith.placeOrders([id]);
      committedAt.push(Date.now());
    }
    const last = committedAt.at(-1) ?? 0;
    await eventually(() => expect(stage.tap.heartbeats.at(-1)).toBeGreaterThan(last));
    let seen = 0;
    for (const { routingKey, body } of stage.tap.messages) {
      if (!routingKey.startsWith('__')) seen += 1;
      else {
        const { ts_ms: sentAt } = body as { ts_ms: number };
        expect(seen).toBeGreaterThanOrEqual(committedAt.filter((at) => at < sentAt).length);
      }
    }
    expect(seen).toBe(20);
  });
});
