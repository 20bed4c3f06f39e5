import { captureLogger } from '@ftgo/platform-observability/testing';
import { ConsumerWatchdog } from './consumer-watchdog.js';
import type { ConsumerWatchdogOptions } from './consumer-watchdog.js';

const QUEUE = 'notification-dispatcher.email.v1';

/** A worker whose consumer, queue and link can be taken away, and a clock that is stepped. */
function aWorker(options: Partial<ConsumerWatchdogOptions> = {}) {
  const state = { consuming: true, queueExists: true, connected: true, refusal: '', nowMs: 0 };
  const told = { failures: [] as (string | undefined)[], reconnects: 0, hopeless: 0 };
  const { logger, messagesOf } = captureLogger();
  const watchdog = new ConsumerWatchdog({
    consumers: [
      {
        queue: QUEUE,
        isConsuming: () => state.consuming,
        get refusal() {
          return state.refusal || undefined;
        },
      },
    ],
    probeQueue: () => (state.queueExists ? Promise.resolve() : Promise.reject(new Error('404'))),
    logger,
    onHealth: (_, failure) => told.failures.push(failure),
    reconnect: () => (told.reconnects += 1),
    onHopeless: () => (told.hopeless += 1),
    isConnected: () => state.connected,
    now: () => state.nowMs,
    ...options,
  });
  const lookForSeconds = async (seconds: number): Promise<void> => {
    for (let passed = 0; passed <= seconds; passed += 5) {
      await watchdog.look();
      state.nowMs += 5_000;
    }
  };
  return { watchdog, state, told, lookForSeconds, messagesOf };
}

describe('ConsumerWatchdog', () => {
  it('reports health and touches nothing while every queue has our consumer', async () => {
    const { told, lookForSeconds } = aWorker();
    await lookForSeconds(120);
    expect(told).toMatchObject({ reconnects: 0, hopeless: 0 });
    expect(new Set(told.failures)).toEqual(new Set([undefined]));
  });

  it('reports a missing consumer at the first look', async () => {
    const { watchdog, state, told } = aWorker();
    state.consuming = false;
    await watchdog.look();
    expect(told.failures).toEqual(['nothing is consumed from the queue; connecting again']);
  });

  it('does not believe a consumer whose queue the broker no longer knows', async () => {
    const { watchdog, state, told } = aWorker();
    state.queueExists = false;
    await watchdog.look();
    expect(told.failures[0]).toContain('nothing is consumed');
  });

  it('connects again when a consumer has been missing for 15 s, and not before (I11)', async () => {
    const { told, state, lookForSeconds } = aWorker();
    state.consuming = false;
    await lookForSeconds(10);
    expect(told.reconnects).toBe(0);
    await lookForSeconds(0);
    expect(told.reconnects).toBe(1);
  });

  it('connects again every 15 s and not at every look', async () => {
    const { told, state, lookForSeconds } = aWorker();
    state.consuming = false;
    await lookForSeconds(55);
    expect(told).toMatchObject({ reconnects: 3, hopeless: 0 });
  });

  it('gives up after 60 s, once, so that the process is started again (I11)', async () => {
    const { told, state, lookForSeconds, messagesOf } = aWorker();
    state.consuming = false;
    await lookForSeconds(60);
    expect(told.hopeless).toBe(1);
    expect(messagesOf('fatal')).toHaveLength(1);
  });

  it('forgets an absence once the consumer is back', async () => {
    const { told, state, lookForSeconds } = aWorker();
    state.consuming = false;
    await lookForSeconds(55);
    state.consuming = true;
    await lookForSeconds(0);
    state.consuming = false;
    await lookForSeconds(10);
    expect(told).toMatchObject({ reconnects: 3, hopeless: 0 });
  });

  it('does not restart the process because the broker is away: that would not bring it back', async () => {
    const { told, state, lookForSeconds } = aWorker();
    Object.assign(state, { consuming: false, connected: false });
    await lookForSeconds(500);
    expect(told).toMatchObject({ reconnects: 0, hopeless: 0 });
    expect(told.failures.at(-1)).toContain('the broker gives no answer');
  });

  it('restarts it after 10 min without a link, in case the client itself is stuck', async () => {
    const { told, state, lookForSeconds } = aWorker();
    Object.assign(state, { consuming: false, connected: false });
    await lookForSeconds(600);
    expect(told.hopeless).toBe(1);
  });

  it('counts on over its own reconnects, during which the link is away for a moment', async () => {
    const { told, state, lookForSeconds } = aWorker();
    state.consuming = false;
    for (let round = 0; round < 4; round += 1) {
      await lookForSeconds(15);
      state.connected = false;
      await lookForSeconds(0);
      state.connected = true;
    }
    await lookForSeconds(0);
    expect(told.hopeless).toBe(1);
  });

  it("tells the broker's refusal and neither reconnects nor restarts: a person must act", async () => {
    const { told, state, lookForSeconds } = aWorker();
    Object.assign(state, { consuming: false, refusal: '406 inequivalent arg x-queue-type' });
    await lookForSeconds(300);
    expect(told).toMatchObject({ reconnects: 0, hopeless: 0 });
    expect(told.failures.at(-1)).toBe('406 inequivalent arg x-queue-type');
  });

  it('takes no time during which the process was frozen as evidence', async () => {
    const { told, state, watchdog } = aWorker();
    state.consuming = false;
    await watchdog.look();
    state.nowMs += 3_600_000;
    await watchdog.look();
    expect(told.hopeless).toBe(0);
  });

  it('never looks twice at once, however long the broker takes to answer', async () => {
    let asked = 0;
    let answer: (() => void) | undefined;
    const { watchdog } = aWorker({
      probeQueue: () => {
        asked += 1;
        return new Promise<void>((resolve) => (answer = resolve));
      },
    });
    const first = watchdog.look();
    await watchdog.look();
    expect(asked).toBe(1);
    answer?.();
    await first;
  });

  it('looks by itself once started, and no more once stopped', async () => {
    const { watchdog, told } = aWorker({ everyMs: 1 });
    watchdog.start();
    await new Promise((resolve) => setTimeout(resolve, 50));
    watchdog.stop();
    const looks = told.failures.length;
    expect(looks).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(told.failures.length).toBeLessThanOrEqual(looks + 1);
  });
});
