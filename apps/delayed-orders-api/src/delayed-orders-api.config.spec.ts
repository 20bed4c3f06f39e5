import { jest } from '@jest/globals';
import type { DelayedOrdersApiConfig } from './delayed-orders-api.config.js';
import { loadDelayedOrdersApiConfig } from './delayed-orders-api.config.js';

const COMPLETE = {
  DATABASE_URL: 'postgres://ftgo@127.0.0.1:5432/ftgo',
  RABBITMQ_URL: 'amqp://guest:guest@127.0.0.1:5672',
  PUBLIC_URL: 'https://ftgo.example',
  OFFER_LINK_KEY: 'ajanta-ajanta-ajanta-ajanta-ajanta',
  ADDRESS_DIGEST_KEY: 'ajanta-ajanta-ajanta-ajanta-digests',
};

function loadFrom(environment: NodeJS.ProcessEnv): DelayedOrdersApiConfig {
  const replaced = jest.replaceProperty(process, 'env', environment);
  try {
    return loadDelayedOrdersApiConfig();
  } finally {
    replaced.restore();
  }
}

describe('the configuration of delayed-orders-api', () => {
  it('gives pages of at most 100 orders unless told otherwise', () => {
    expect(loadFrom(COMPLETE).pageLimit).toBe(100);
    expect(loadFrom({ ...COMPLETE, API_PAGE_LIMIT: '7' }).pageLimit).toBe(7);
  });

  it('names every variable that is missing at once (I12)', () => {
    const attempt = (): unknown => loadFrom({});
    for (const name of Object.keys(COMPLETE)) expect(attempt).toThrow(`${name}: `);
  });

  it.each([
    ['PUBLIC_URL', 'vindaloo'],
    ['OFFER_LINK_KEY', 'vindaloo'],
    ['API_PAGE_LIMIT', '0'],
  ])('refuses a bad %s by name and without its value (I12)', (name, value) => {
    const load = (): unknown => loadFrom({ ...COMPLETE, [name]: value });
    expect(load).toThrow(`${name}: `);
    expect(load).not.toThrow(/vindaloo/);
  });
});
