import { jest } from '@jest/globals';
import type { LogTailerConfig } from './log-tailer.config.js';
import { loadLogTailerConfig } from './log-tailer.config.js';

const COMPLETE = {
  MONOLITH_DATABASE_URL: 'postgres://log_tailer@127.0.0.1:5432/ftgo',
  RABBITMQ_URL: 'amqp://guest:guest@127.0.0.1:5672',
};

function loadFrom(environment: NodeJS.ProcessEnv): LogTailerConfig {
  const replaced = jest.replaceProperty(process, 'env', environment);
  try {
    return loadLogTailerConfig();
  } finally {
    replaced.restore();
  }
}

describe('the configuration of log-tailer', () => {
  it('needs only where its servers are', () => {
    expect(loadFrom(COMPLETE)).toEqual({
      logLevel: 'info',
      http: { host: '0.0.0.0', port: 8080 },
      monolithDatabaseUrl: COMPLETE.MONOLITH_DATABASE_URL,
      monolithTimeZone: 'UTC',
      rabbitmqUrl: COMPLETE.RABBITMQ_URL,
      exchange: 'ftgo.cdc',
      topicPrefix: 'ftgo',
      slot: 'ftgo_log_tailer',
      publication: 'ftgo_log_tailer',
      heartbeatMs: 1_000,
      snapshotChunkRows: 1_000,
    });
  });

  it('takes every setting from its variable', () => {
    expect(
      loadFrom({
        ...COMPLETE,
        MONOLITH_TIME_ZONE: 'America/Los_Angeles',
        CDC_EXCHANGE: 'oakland.cdc',
        CDC_TOPIC_PREFIX: 'oakland',
        LOG_TAILER_SLOT: 'oakland_1',
        LOG_TAILER_PUBLICATION: 'oakland_2',
        LOG_TAILER_HEARTBEAT_MS: '250',
        SNAPSHOT_CHUNK_ROWS: '50',
      }),
    ).toMatchObject({
      monolithTimeZone: 'America/Los_Angeles',
      exchange: 'oakland.cdc',
      topicPrefix: 'oakland',
      slot: 'oakland_1',
      publication: 'oakland_2',
      heartbeatMs: 250,
      snapshotChunkRows: 50,
    });
  });

  it('names every variable that is missing at once (I12)', () => {
    expect(() => loadFrom({})).toThrow(/MONOLITH_DATABASE_URL: .*\n.*RABBITMQ_URL: /);
  });

  it.each([
    ['MONOLITH_DATABASE_URL', 'mysql://vindaloo@host/ftgo'],
    ['MONOLITH_TIME_ZONE', 'Vindaloo/Ajanta'],
    ['RABBITMQ_URL', 'http://vindaloo@host'],
    ['CDC_EXCHANGE', 'amq.vindaloo'],
    ['CDC_EXCHANGE', 'v'.repeat(101)],
    ['CDC_TOPIC_PREFIX', 'chicken vindaloo'],
    ['LOG_TAILER_SLOT', 'Vindaloo'],
    ['LOG_TAILER_SLOT', 'vindaloo-1'],
    ['LOG_TAILER_SLOT', 'v'.repeat(64)],
    ['LOG_TAILER_PUBLICATION', 'vindaloo"; drop table orders'],
    ['LOG_TAILER_HEARTBEAT_MS', '9'],
    ['SNAPSHOT_CHUNK_ROWS', '0'],
    ['SNAPSHOT_CHUNK_ROWS', 'vindaloo'],
    ['HTTP_PORT', '65536'],
    ['LOG_LEVEL', 'vindaloo'],
  ])('refuses a bad %s by name and without its value (I12)', (name, value) => {
    const load = (): unknown => loadFrom({ ...COMPLETE, [name]: value });
    expect(load).toThrow(`${name}: `);
    expect(load).not.toThrow(/vindaloo/i);
  });
});
