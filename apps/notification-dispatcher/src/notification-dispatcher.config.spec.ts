import { jest } from '@jest/globals';
import type { NotificationDispatcherConfig } from './notification-dispatcher.config.js';
import { loadNotificationDispatcherConfig } from './notification-dispatcher.config.js';

const COMPLETE = {
  DATABASE_URL: 'postgres://ftgo@127.0.0.1:5432/ftgo',
  RABBITMQ_URL: 'amqp://guest:guest@127.0.0.1:5672',
  MONOLITH_URL: 'http://ftgo.example:8080',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  MAIL_FROM: 'FTGO <no-reply@ftgo.example>',
  MAIL_DOMAIN: 'ftgo.example',
  CUSTOMER_SERVICE_EMAIL: 'desk@ftgo.example',
  PUBLIC_URL: 'https://ftgo.example',
  OFFER_LINK_KEY: 'ajanta-ajanta-ajanta-ajanta-ajanta',
};

function loadFrom(environment: NodeJS.ProcessEnv): NotificationDispatcherConfig {
  const replaced = jest.replaceProperty(process, 'env', environment);
  try {
    return loadNotificationDispatcherConfig();
  } finally {
    replaced.restore();
  }
}

describe('the configuration of notification-dispatcher', () => {
  it('fills in what production may use as it is', () => {
    expect(loadFrom(COMPLETE)).toMatchObject({
      contact: { path: '/consumers/{consumerId}', timeoutMs: 2_000, concurrency: 16 },
      prefetch: 16,
      sweepMs: 1_000,
    });
  });

  it('names every variable that is missing at once (I12)', () => {
    const attempt = (): unknown => loadFrom({});
    for (const name of Object.keys(COMPLETE)) expect(attempt).toThrow(`${name}: `);
  });

  it.each([
    ['MONOLITH_URL', 'vindaloo'],
    ['CONTACT_PATH', '/consumers/vindaloo'],
    ['CONTACT_TIMEOUT_MS', '0'],
    ['SMTP_URL', 'http://vindaloo'],
    ['MAIL_FROM', 'vindaloo'],
    ['MAIL_FROM', 'FTGO <no-reply@ftgo.example>\r\nBcc: vindaloo@ftgo.example'],
    ['MAIL_DOMAIN', 'vindaloo>'],
    ['CUSTOMER_SERVICE_EMAIL', 'vindaloo@'],
    ['OFFER_LINK_KEY', 'vindaloo'],
    ['DISPATCHER_PREFETCH', '1001'],
  ])('refuses a bad %s by name and without its value (I12)', (name, value) => {
    const load = (): unknown => loadFrom({ ...COMPLETE, [name]: value });
    expect(load).toThrow(`${name}: `);
    expect(load).not.toThrow(/vindaloo/);
  });
});
