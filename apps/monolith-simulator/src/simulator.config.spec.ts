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

  it.each([
    ['events', ['events']],
    ['tram', ['tram']],
    ['events,tram', ['events', 'tram']],
    ['none', []],
  ])('publishes in the formats that EVENT_FORMATS names: %s', (EVENT_FORMATS, eventFormats) => {
    expect(loadSimulatorConfig({ ...NEEDED, EVENT_FORMATS })).toMatchObject({ eventFormats });
  });

  it.each([
    { EVENT_FORMATS: 'pigeons' },
    { EVENT_FORMATS: 'events,pigeons' },
    { HEARTBEAT_MS: '-1' },
    { RELAY_TICK_MS: 'often' },
    { HTTP_PORT: '70000' },
    { LOG_LEVEL: 'loud' },
  ])('refuses %j by its name, and tells no value (I12)', (environment) => {
    const [[name = '', value = ''] = []] = Object.entries(environment);
    const load = () => loadSimulatorConfig({ ...NEEDED, ...environment });
    expect(load).toThrow(name);
    expect(load).not.toThrow(NEEDED.DATABASE_URL);
    expect(name).not.toBe(value);
  });

  it('beats never when HEARTBEAT_MS is 0', () => {
    expect(loadSimulatorConfig({ ...NEEDED, HEARTBEAT_MS: '0' }).heartbeatMs).toBe(0);
  });

  it('names everything that is wrong with it, and no value (I12)', () => {
    const load = () =>
      loadSimulatorConfig({ RABBITMQ_URL: 'http://guest:secret@x', MONOLITH_TIME_ZONE: 'Oakland' });
    expect(load).toThrow(ConfigurationError);
    expect(load).toThrow(/DATABASE_URL[^]*RABBITMQ_URL[^]*MONOLITH_TIME_ZONE/);
    expect(load).not.toThrow(/secret/);
  });
});
