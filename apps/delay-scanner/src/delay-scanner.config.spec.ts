import { jest } from '@jest/globals';
import { DEFAULT_OFFER_POLICY } from '@ftgo/delayed-orders-domain';
import type { DelayScannerConfig } from './delay-scanner.config.js';
import { loadDelayScannerConfig } from './delay-scanner.config.js';

const COMPLETE = {
  DATABASE_URL: 'postgres://ftgo@127.0.0.1:5432/ftgo',
  RABBITMQ_URL: 'amqp://guest:guest@127.0.0.1:5672',
};

function loadFrom(environment: NodeJS.ProcessEnv): DelayScannerConfig {
  const replaced = jest.replaceProperty(process, 'env', environment);
  try {
    return loadDelayScannerConfig();
  } finally {
    replaced.restore();
  }
}

describe('the configuration of delay-scanner', () => {
  it('needs only where its servers are; the rest has defaults', () => {
    expect(loadFrom(COMPLETE)).toMatchObject({
      tickMs: 1_000,
      batchSize: 2_000,
      keepDecisionsDays: 30,
      relayTickMs: 250,
      offerPolicy: DEFAULT_OFFER_POLICY,
      offerBudgetCents: 100_000,
    });
  });

  it('changes of the offer policy what is given and leaves the rest', () => {
    const config = loadFrom({
      ...COMPLETE,
      OFFER_POLICY_JSON: '{"currency": "KRW"}',
    });
    expect(config.offerPolicy).toEqual({ ...DEFAULT_OFFER_POLICY, currency: 'KRW' });
  });

  it('names every variable that is missing at once (I12)', () => {
    expect(() => loadFrom({})).toThrow(/DATABASE_URL: .*\n.*RABBITMQ_URL: /);
  });

  it('names the wrong field of the offer policy', () => {
    const bad = { ...COMPLETE, OFFER_POLICY_JSON: '{"validForHours": -7}' };
    expect(() => loadFrom(bad)).toThrow(/OFFER_POLICY_JSON: .*validForHours/);
  });

  it.each([
    ['OFFER_POLICY_JSON', 'vindaloo'],
    ['OFFER_POLICY_JSON', '[]'],
    ['KEEP_DECISIONS_DAYS', '0'],
    ['OFFER_POLICY_JSON', '{"tiers": [{"amountCents": -5}]}'],
    ['OFFER_POLICY_JSON', '{"currency": "vindaloo"}'],
    ['OFFER_BUDGET_CENTS', '-1'],
    ['SCANNER_TICK_MS', '0'],
    ['SCANNER_BATCH_SIZE', 'vindaloo'],
    ['RELAY_TICK_MS', '1'],
  ])('refuses a bad %s by name and without its value (I12)', (name, value) => {
    const load = (): unknown => loadFrom({ ...COMPLETE, [name]: value });
    expect(load).toThrow(`${name}: `);
    expect(load).not.toThrow(/vindaloo/);
  });
});
