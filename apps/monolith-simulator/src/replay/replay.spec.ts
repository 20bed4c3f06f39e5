import type { TraceMoment } from '@ftgo/monolith-traces';
import {
  chickenVindaloo,
  forgottenOrder,
  minute,
  planOf,
  traceFromAjanta,
} from '../testing/mothers.js';
import type { MomentWriter } from './moment-writer.js';
import { Replay } from './replay.js';

/** Remembers what it was to write; `script` says what each call does. */
class RecordingWriter {
  readonly batches: TraceMoment[][] = [];
  script: ('write' | 'fail' | 'commit and fail')[] = [];
  private applied = 0;

  write: MomentWriter['write'] = async (_plan, moments, alreadyApplied) => {
    const act = this.script.shift() ?? 'write';
    if (act === 'fail') throw new Error('the database is away');
    if (this.applied === alreadyApplied) {
      this.batches.push([...moments]);
      this.applied += moments.length;
    }
    if (act === 'commit and fail') throw new Error('no answer came');
    return this.applied;
  };

  get kinds(): string[] {
    return this.batches.flat().map(({ kind }) => kind);
  }
}

const START = new Date('2026-11-23T12:00:00Z');

function replayOf(options: object, machineMs = 0, orders = [chickenVindaloo()]) {
  const writer = new RecordingWriter();
  const now = { ms: machineMs };
  const replay = new Replay(
    planOf(traceFromAjanta(orders), options),
    START,
    writer as unknown as MomentWriter,
    () => new Date(START.getTime() + now.ms),
  );
  return { replay, writer, now };
}

describe('Replay', () => {
  it('tells the business time of its clock', () => {
    const { replay, now } = replayOf({ speed: 60 });
    expect(replay.now()).toEqual(minute(-5));
    now.ms = 5_000;
    expect(replay.now()).toEqual(minute(0));
  });

  it('stands still when it is stepped, until it is moved', async () => {
    const { replay, now } = replayOf({ stepped: true });
    now.ms = 5_000;
    expect(replay.now()).toEqual(minute(-5));
    await replay.advance(minute(4), false);
    expect(replay.now()).toEqual(minute(4));
  });

  it('applies what is due, in order, and counts it', async () => {
    const { replay, writer } = replayOf({ stepped: true }, 0, [
      chickenVindaloo(),
      forgottenOrder({ cancelledAt: minute(2) }),
    ]);
    expect(await replay.advance(minute(4), false)).toEqual({ applied: 5, remaining: 0 });
    expect(writer.kinds).toEqual([
      'restaurant-created',
      'created',
      'created',
      'cancelled',
      'accepted',
    ]);
    expect(replay.count()).toEqual({
      moments: { total: 9, applied: 5 },
      orders: { total: 2, created: 2, open: 1, delivered: 0, cancelled: 1 },
    });
    expect(replay.isFinished).toBe(false);
    await replay.advance(minute(99), false);
    expect(replay.isFinished).toBe(true);
    expect(replay.count().orders).toMatchObject({ open: 0, delivered: 1, cancelled: 1 });
  });

  it('writes at most 500 moments in one transaction', async () => {
    const orders = Array.from({ length: 300 }, (_, n) =>
      chickenVindaloo({ orderId: `order ${n}` }),
    );
    const { replay, writer } = replayOf({ stepped: true }, 0, orders);
    await replay.advance(minute(99), false);
    expect(Math.max(...writer.batches.map((batch) => batch.length))).toBe(500);
    expect(writer.kinds).toHaveLength(1801);
  });

  it('loses no moment when the database is away, and repeats none', async () => {
    const { replay, writer } = replayOf({ stepped: true });
    writer.script = ['fail'];
    await expect(replay.advance(minute(4), false)).rejects.toThrow('away');
    expect(replay.count().moments.applied).toBe(0);
    expect(await replay.advance(minute(99), false)).toEqual({ applied: 7, remaining: 0 });
    expect(writer.kinds).toHaveLength(7);
  });

  it('loses and repeats none when an answer was lost after the commit, and more is due then', async () => {
    const { replay, writer } = replayOf({ stepped: true });
    writer.script = ['commit and fail'];
    await expect(replay.advance(minute(4), false)).rejects.toThrow('answer');
    expect(await replay.advance(minute(99), false)).toEqual({ applied: 7, remaining: 0 });
    expect(writer.kinds).toEqual([
      'restaurant-created',
      'created',
      'accepted',
      'preparing',
      'ready',
      'picked-up',
      'delivered',
    ]);
  });

  it('lets calls wait for each other', async () => {
    const { replay, writer } = replayOf({ stepped: true });
    const answers = await Promise.all([
      replay.advance(minute(99), false),
      replay.advance(minute(99), false),
    ]);
    expect(answers.map(({ applied }) => applied)).toEqual([7, 0]);
    expect(writer.kinds).toHaveLength(7);
  });

  it('goes on after a call that failed', async () => {
    const { replay, writer } = replayOf({ stepped: true });
    writer.script = ['fail'];
    const [failed, good] = await Promise.allSettled([
      replay.advance(minute(4), false),
      replay.advance(minute(4), false),
    ]);
    expect([failed.status, good.status]).toEqual(['rejected', 'fulfilled']);
  });
});
