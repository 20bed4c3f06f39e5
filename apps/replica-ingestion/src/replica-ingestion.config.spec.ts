import { jest } from '@jest/globals';
import type { ReplicaIngestionConfig } from './replica-ingestion.config.js';
import { loadReplicaIngestionConfig } from './replica-ingestion.config.js';

const COMPLETE = {
  DATABASE_URL: 'postgres://ftgo@127.0.0.1:5432/ftgo',
  RABBITMQ_URL: 'amqp://guest:guest@127.0.0.1:5672',
};

function loadFrom(environment: NodeJS.ProcessEnv): ReplicaIngestionConfig {
  const replaced = jest.replaceProperty(process, 'env', environment);
  try {
    return loadReplicaIngestionConfig();
  } finally {
    replaced.restore();
  }
}

describe('the configuration of replica-ingestion', () => {
  it('needs only where its servers are', () => {
    expect(loadFrom(COMPLETE)).toEqual({
      logLevel: 'info',
      http: { host: '0.0.0.0', port: 8080 },
      databaseUrl: COMPLETE.DATABASE_URL,
      rabbitmqUrl: COMPLETE.RABBITMQ_URL,
      feeds: ['events'],
      settleMs: 1_000,
      monolithTimeZone: 'UTC',
      prefetch: 500,
      batch: { size: 200, waitMs: 5 },
    });
  });

  it('names every variable that is missing at once (I12)', () => {
    expect(() => loadFrom({})).toThrow(/DATABASE_URL: .*\n.*RABBITMQ_URL: /);
  });

  it.each([
    ['DATABASE_URL', 'mysql://vindaloo@host/ftgo'],
    ['RABBITMQ_URL', 'http://vindaloo@host'],
    ['MONOLITH_TIME_ZONE', 'Vindaloo/Ajanta'],
    ['INGESTION_PREFETCH', '0'],
    ['INGESTION_BATCH_SIZE', 'vindaloo'],
    ['INGESTION_BATCH_WAIT_MS', '1.5'],
    ['HTTP_PORT', '65536'],
    ['LOG_LEVEL', 'vindaloo'],
  ])('refuses a bad %s by name and without its value (I12)', (name, value) => {
    const load = (): unknown => loadFrom({ ...COMPLETE, [name]: value });
    expect(load).toThrow(`${name}: `);
    expect(load).not.toThrow(/vindaloo/i);
  });
});
