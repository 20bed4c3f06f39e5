import { ConfigurationError } from '@ftgo/platform-config';
import { loadSimulatorConfig } from './simulator.config.js';

const NEEDED = {
  DATABASE_URL: 'postgres://ajanta@localhost/monolith',
  RABBITMQ_URL: 'amqp://localhost',
};

describe("the simulator's configuration", () => {
  it('needs a database and a broker, and has a default for all else', () => {
    expect(loadSimulatorConfig(NEEDED)).toEqual({
      logLevel: 'info',
      eventFormats: ['events'],
      heartbeatMs: 1_000,
      http: { host: '0.0.0.0', port: 8080 },
      databaseUrl: NEEDED.DATABASE_URL,
      rabbitmqUrl: NEEDED.RABBITMQ_URL,
      timeZone: 'UTC',
      relayTickMs: 100,
      eventsExchange: 'ftgo.events',
      offers: { exchange: 'delayed-orders.events', queue: 'monolith.offer-accepted.v1' },
    });
  });

  it('cannot be changed', () => {
    const config = loadSimulatorConfig(NEEDED);
    expect(Object.isFrozen(config) && Object.isFrozen(config.offers)).toBe(true);
  });

  it('names everything that is wrong with it, and no value (I12)', () => {
    const load = () =>
      loadSimulatorConfig({ RABBITMQ_URL: 'http://guest:secret@x', MONOLITH_TIME_ZONE: 'Oakland' });
    expect(load).toThrow(ConfigurationError);
    expect(load).toThrow(/DATABASE_URL[^]*RABBITMQ_URL[^]*MONOLITH_TIME_ZONE/);
    expect(load).not.toThrow(/secret/);
  });
});
