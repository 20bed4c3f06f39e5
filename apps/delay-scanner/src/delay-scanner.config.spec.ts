import { jest } from '@jest/globals';
import { DEFAULT_DELAY_POLICY, DEFAULT_OFFER_POLICY } from '@ftgo/delayed-orders-domain';
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
  it('needs only where its servers are; the policies have defaults', () => {
    expect(loadFrom(COMPLETE)).toMatchObject({
      tickMs: 1_000,
      batchSize: 200,
      relayTickMs: 250,
      delayPolicy: DEFAULT_DELAY_POLICY,
      offerPolicy: DEFAULT_OFFER_POLICY,
      offerBudgetCents: 100_000,
    });
  });

  it('changes of a policy what is given and leaves the rest', () => {
    const config = loadFrom({
      ...COMPLETE,
      DELAY_POLICY_JSON: '{"lateGraceMinutes": 7}',
      OFFER_POLICY_JSON: '{"currency": "KRW"}',
    });
    expect(config.delayPolicy).toEqual({ ...DEFAULT_DELAY_POLICY, lateGraceMinutes: 7 });
    expect(config.offerPolicy).toEqual({ ...DEFAULT_OFFER_POLICY, currency: 'KRW' });
  });

  it('names every variable that is missing at once (I12)', () => {
    expect(() => loadFrom({})).toThrow(/DATABASE_URL: .*\n.*RABBITMQ_URL: /);
  });

  it('names the wrong field of a policy', () => {
    const bad = { ...COMPLETE, DELAY_POLICY_JSON: '{"riskEnterProbability": 7}' };
    expect(() => loadFrom(bad)).toThrow(/DELAY_POLICY_JSON: .*riskEnterProbability/);
  });

  it.each([
    ['DELAY_POLICY_JSON', 'vindaloo'],
    ['DELAY_POLICY_JSON', '{"lateGraceMinutes": "vindaloo"}'],
    ['DELAY_POLICY_JSON', '[]'],
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
