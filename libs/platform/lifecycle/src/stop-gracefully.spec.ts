import { jest } from '@jest/globals';
import type { CapturedLogger } from '@ftgo/platform-observability/testing';
import { captureLogger, eventually } from '@ftgo/platform-observability/testing';
import { STOP_WITHIN_MS, stopGracefully } from './index.js';

describe('stopGracefully', () => {
  const exits: (number | undefined)[] = [];
  let captured: CapturedLogger;

  beforeEach(() => {
    exits.length = 0;
    captured = captureLogger();
    jest.spyOn(process, 'exit').mockImplementation((code) => {
      exits.push(Number(code));
      return undefined as never;
    });
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
    process.removeAllListeners('SIGTERM');
    process.removeAllListeners('SIGINT');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('closes on %s and exits with 0', async (signal) => {
    let closed = 0;
    stopGracefully(() => Promise.resolve(void (closed += 1)), captured.logger);
    process.emit(signal);
    await eventually(() => expect(exits).toEqual([0]));
    expect(closed).toBe(1);
    expect(captured.messagesOf('info')).toEqual(['stopping', 'stopped']);
  });

  it('closes once, however many signals come', async () => {
    let closed = 0;
    stopGracefully(() => Promise.resolve(void (closed += 1)), captured.logger);
    process.emit('SIGTERM');
    process.emit('SIGINT');
    process.emit('SIGTERM');
    await eventually(() => expect(exits).toEqual([0]));
    expect(closed).toBe(1);
  });

  it('exits with 1 when closing fails, and says why', async () => {
    stopGracefully(() => Promise.reject(new Error('the database is gone')), captured.logger);
    process.emit('SIGTERM');
    await eventually(() => expect(exits).toEqual([1]));
    expect(captured.messagesOf('error')).toEqual(['stopping failed']);
  });

  it('exits with 1 within 10 s when closing never ends: the orchestrator would kill it anyhow', () => {
    jest.useFakeTimers();
    stopGracefully(() => new Promise(() => undefined), captured.logger);
    process.emit('SIGTERM');
    jest.advanceTimersByTime(STOP_WITHIN_MS - 1_000);
    expect(exits).toEqual([]);
    jest.advanceTimersByTime(1_000);
    expect(exits).toEqual([1]);
    expect(captured.messagesOf('error')).toEqual(['could not stop in time: ending at once']);
  });

  it('does not exit with 1 afterwards when closing ended in time', async () => {
    jest.useFakeTimers();
    stopGracefully(() => Promise.resolve(), captured.logger);
    process.emit('SIGTERM');
    await jest.advanceTimersByTimeAsync(STOP_WITHIN_MS);
    expect(exits).toEqual([0]);
  });
});
