import { Readiness } from '@ftgo/platform-observability';
import type { CapturedLogger } from '@ftgo/platform-observability/testing';
import { captureLogger } from '@ftgo/platform-observability/testing';
import { QueueHealth } from './queue-health.js';

const RETURNED = {
  outcome: 'returned',
  exchange: 'ftgo.cdc',
  routingKey: 'ftgo.public.orders',
} as const;
const UNCONFIRMED = { ...RETURNED, outcome: 'unconfirmed' } as const;

describe('the health of the queues', () => {
  let readiness: Readiness;
  let log: CapturedLogger;
  let queues: QueueHealth;

  beforeEach(() => {
    readiness = new Readiness();
    log = captureLogger();
    queues = new QueueHealth(readiness, log.logger);
  });

  it('is good while nothing is refused', () => {
    expect(readiness.ready).toBe(true);
    expect(log.lines).toEqual([]);
  });

  it('says in readiness which messages no queue takes', () => {
    queues.report('log', RETURNED);
    expect(readiness.report()['queues']).toMatchObject({
      ready: false,
      reason: 'no queue is bound to ftgo.cdc for ftgo.public.orders',
    });
  });

  it('tells a broker that does not confirm from a queue that is not there', () => {
    queues.report('log', UNCONFIRMED);
    expect(readiness.report()['queues']?.reason).toBe(
      'the broker does not confirm ftgo.public.orders',
    );
  });

  it('is told in the log once, and once more when it is over', () => {
    for (let attempt = 0; attempt < 10; attempt += 1) queues.report('log', RETURNED);
    queues.report('log', undefined);
    queues.report('log', undefined);
    expect(log.messagesOf('warn')).toHaveLength(1);
    expect(log.messagesOf('info')).toEqual(['messages are taken again']);
    expect(readiness.ready).toBe(true);
  });

  it('is good again only when nobody is in trouble any more', () => {
    queues.report('log', RETURNED);
    queues.report('snapshots', RETURNED);
    queues.report('log', undefined);
    expect(readiness.ready).toBe(false);
    queues.report('snapshots', undefined);
    expect(readiness.ready).toBe(true);
  });

  it('is no matter of a tailer that no longer publishes', () => {
    queues.report('log', RETURNED);
    queues.report('heartbeats', RETURNED);
    queues.clear();
    expect(readiness.ready).toBe(true);
  });
});
