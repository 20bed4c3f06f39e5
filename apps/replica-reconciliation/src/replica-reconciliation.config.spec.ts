import { jest } from '@jest/globals';
import type { ReplicaReconciliationConfig } from './replica-reconciliation.config.js';
import { loadReplicaReconciliationConfig } from './replica-reconciliation.config.js';

const COMPLETE = {
  DATABASE_URL: 'postgres://ftgo@127.0.0.1:5432/delayed_orders',
  MONOLITH_DATABASE_URL: 'postgres://reader@127.0.0.1:5432/ftgo',
};

function loadFrom(environment: NodeJS.ProcessEnv): ReplicaReconciliationConfig {
  const replaced = jest.replaceProperty(process, 'env', environment);
  try {
    return loadReplicaReconciliationConfig();
  } finally {
    replaced.restore();
  }
}

describe('the configuration of replica-reconciliation', () => {
  it('needs only where its two databases are', () => {
    expect(loadFrom(COMPLETE)).toEqual({
      logLevel: 'info',
      http: { host: '0.0.0.0', port: 8080 },
      databaseUrl: COMPLETE.DATABASE_URL,
      monolithDatabaseUrl: COMPLETE.MONOLITH_DATABASE_URL,
      monolithTimeZone: 'UTC',
      everyMs: 900_000,
      pauseMs: 50,
      confirmAfterMs: 5_000,
      rangeSize: 500,
      windowHours: 48,
    });
  });

  it.each([
    ['MONOLITH_TIME_ZONE', 'America/Los_Angeles', { monolithTimeZone: 'America/Los_Angeles' }],
    ['RECONCILE_EVERY_MS', '60000', { everyMs: 60_000 }],
    ['RECONCILE_PAUSE_MS', '0', { pauseMs: 0 }],
    ['RECONCILE_CONFIRM_AFTER_MS', '0', { confirmAfterMs: 0 }],
    ['RECONCILE_RANGE_SIZE', '1', { rangeSize: 1 }],
    ['RECONCILE_WINDOW_HOURS', '8784', { windowHours: 8_784 }],
  ])('reads %s', (name, value, expected) => {
    expect(loadFrom({ ...COMPLETE, [name]: value })).toMatchObject(expected);
  });

  it('I12: names every variable that is missing at once', () => {
    expect(() => loadFrom({})).toThrow(/DATABASE_URL: .*\n.*MONOLITH_DATABASE_URL: /);
  });

  it.each([
    ['DATABASE_URL', 'mysql://vindaloo@host/ftgo'],
    ['MONOLITH_DATABASE_URL', 'vindaloo'],
    ['MONOLITH_TIME_ZONE', 'Vindaloo/Ajanta'],
    ['RECONCILE_EVERY_MS', '999'],
    ['RECONCILE_PAUSE_MS', '-1'],
    ['RECONCILE_CONFIRM_AFTER_MS', 'vindaloo'],
    ['RECONCILE_RANGE_SIZE', '0'],
    ['RECONCILE_RANGE_SIZE', '100001'],
    ['RECONCILE_WINDOW_HOURS', '1.5'],
    ['HTTP_PORT', '65536'],
    ['LOG_LEVEL', 'vindaloo'],
  ])('I12: refuses a bad %s by name and without its value', (name, value) => {
    const load = (): unknown => loadFrom({ ...COMPLETE, [name]: value });
    expect(load).toThrow(`${name}: `);
    expect(load).not.toThrow(/vindaloo/i);
  });
});
