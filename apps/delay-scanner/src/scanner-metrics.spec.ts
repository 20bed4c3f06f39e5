import type { Outcome } from '@ftgo/delayed-orders-domain';
import { orderId } from '@ftgo/delayed-orders-domain';
import type { SavedDecisions } from '@ftgo/delayed-orders-persistence';
import { Registry } from '@ftgo/platform-observability';
import { ScannerMetrics } from './scanner-metrics.js';

const NOTHING: SavedDecisions = {
  assessed: 0,
  notifications: [],
  outcomes: [],
  offersGranted: 0,
  offersRefused: 0,
  changes: [],
};

const outcome = (overrides: Partial<Outcome> = {}): Outcome => ({
  orderId: orderId(42),
  ending: 'DELIVERED',
  punctuality: 'ON_TIME',
  endedAt: new Date('2026-10-03T18:52:00Z'),
  foresight: 'NOT',
  ...overrides,
});

describe('what the scanner shows of itself', () => {
  let registry: Registry;
  let metrics: ScannerMetrics;

  const valuesOf = async (name: string): Promise<Record<string, number>> => {
    const { values = [] } = (await registry.getSingleMetric(name)?.get()) ?? {};
    return Object.fromEntries(
      values.map(({ labels, value }) => [Object.values(labels).join(' '), value]),
    );
  };
  const saved = (...outcomes: Outcome[]) =>
    metrics.scanned({ ...NOTHING, assessed: outcomes.length, outcomes }, 0.01);

  beforeEach(() => {
    registry = new Registry();
    metrics = new ScannerMetrics(registry);
  });

  it('I7: is held while a feed is stale, and not any more with the next batch', async () => {
    metrics.scanned({ ...NOTHING, heldBy: { isStale: true, staleFeeds: ['events'] } }, 0.01);
    expect(await valuesOf('delay_scanner_held')).toEqual({ '': 1 });
    metrics.scanned(NOTHING, 0.01);
    expect(await valuesOf('delay_scanner_held')).toEqual({ '': 0 });
  });

  it('ticks though nothing was due, or it is held: a dead scanner looks different', async () => {
    metrics.scanned({ ...NOTHING, heldBy: { isStale: true, staleFeeds: [] } }, 0.01);
    const ticked = await valuesOf('delay_scanner_last_tick_timestamp_seconds');
    expect(ticked['']).toBeGreaterThan(0);
  });

  it.each<[string, Partial<Outcome>, object]>([
    ['an order in time', {}, {}],
    ['a late one that nobody foresaw', { punctuality: 'LATE' }, { not: 1 }],
    ['a late one foreseen', { punctuality: 'LATE', foresight: 'AT_RISK' }, { at_risk: 1 }],
    ['one undelivered', { ending: 'UNDELIVERED', foresight: 'LATE_ONLY' }, { late_only: 1 }],
  ])('counts of %s how it was foreseen', async (_, overrides, foreseen) => {
    saved(outcome(overrides));
    expect(await valuesOf('lateness_foreseen_total')).toEqual(foreseen);
  });

  it('counts endings once each, and offers by whether the budget bore them', async () => {
    saved(outcome(), outcome({ ending: 'CANCELLED', punctuality: 'NO_PROMISE' }));
    metrics.scanned({ ...NOTHING, assessed: 3, offersGranted: 2, offersRefused: 1 }, 0.01);
    expect(await valuesOf('order_outcomes_total')).toEqual({
      'delivered on_time': 1,
      'cancelled no_promise': 1,
    });
    expect(await valuesOf('offers_total')).toEqual({ reserved: 2, budget_exhausted: 1 });
  });

  it('counts changes of condition by the policy that decided them', async () => {
    const live = { role: 'LIVE', condition: 'LATE' } as const;
    const shadow = { role: 'SHADOW', condition: 'AT_RISK' } as const;
    metrics.scanned({ ...NOTHING, assessed: 3, changes: [live, live, shadow] }, 0.01);
    expect(await valuesOf('delayed_orders_changes_total')).toEqual({
      'live LATE': 2,
      'shadow AT_RISK': 1,
    });
  });
});
