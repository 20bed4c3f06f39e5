import { Readiness, Registry } from '@ftgo/platform-observability';
import type { CapturedLogger } from '@ftgo/platform-observability/testing';
import { captureLogger } from '@ftgo/platform-observability/testing';
import { LogTailerMetrics } from '../log-tailer-metrics.js';
import { TailerStatus } from './tailer-status.js';

describe('a tailer’s status', () => {
  let readiness: Readiness;
  let registry: Registry;
  let log: CapturedLogger;
  let status: TailerStatus;

  const active = async (): Promise<number | undefined> => {
    const metric = await registry.getSingleMetric('log_tailer_active')?.get();
    return metric?.values[0]?.value;
  };

  beforeEach(() => {
    readiness = new Readiness();
    registry = new Registry();
    log = captureLogger();
    status = new TailerStatus(readiness, new LogTailerMetrics(registry, () => 0), log.logger);
  });

  it('is not ready before it knows what it is', async () => {
    expect(status.role).toBe('starting');
    expect(readiness.ready).toBe(false);
    expect(await active()).toBe(0);
  });

  it('is ready as a standby, which is not active', async () => {
    status.standby();
    expect(status.role).toBe('standby');
    expect(readiness.ready).toBe(true);
    expect(await active()).toBe(0);
  });

  it('is active before it streams, and ready when it does', async () => {
    status.active();
    expect(await active()).toBe(1);
    expect(readiness.ready).toBe(false);
    status.streaming();
    expect(readiness.ready).toBe(true);
  });

  it('says in readiness which role it has, ready or not', () => {
    const log = () => readiness.report()['log'];
    expect(log()).toMatchObject({ ready: false, detail: 'starting' });
    status.standby();
    expect(log()).toMatchObject({ ready: true, detail: 'standby' });
    status.active();
    expect(log()?.detail).toBe('active');
    status.streaming();
    expect(log()).toMatchObject({ ready: true, detail: 'active' });
    status.held('the slot is lost');
    expect(log()).toMatchObject({ ready: false, detail: 'active' });
  });

  it('says why it does not stream', () => {
    status.active();
    status.held('the slot is lost');
    expect(readiness.report()['log']).toMatchObject({ ready: false, reason: 'the slot is lost' });
  });

  it('says what broke the stream, and nobody’s address (I8)', () => {
    status.failed(new Error('no entry for john@doe.example'));
    const reason = readiness.report()['log']?.reason;
    expect(reason).toContain('the log is not streamed: no entry for [address]; tried again');
  });

  it('tells when a stream that had held broke', () => {
    status.streaming();
    status.broke(new Error('terminating connection due to administrator command'));
    expect(readiness.report()['log']).toMatchObject({ ready: false });
    expect(log.messagesOf('warn')).toEqual(['the stream broke; it is opened anew']);
  });

  it('tells a new role once', () => {
    status.standby();
    status.standby();
    status.active();
    status.active();
    expect(log.lines.map(({ role }) => role)).toEqual(['standby', 'active']);
  });
});
