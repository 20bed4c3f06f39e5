import type { Decider, DueOrder } from '@ftgo/delayed-orders-domain';
import {
  DEFAULT_OFFER_POLICY,
  DelayedOrderService,
  Estimator,
  newEstimateState,
  notificationId,
  offerId,
  orderId,
  SHIPPED_POLICY,
} from '@ftgo/delayed-orders-domain';
import { anOrder, at } from '@ftgo/delayed-orders-domain/testing';
import type { Decide, PostgresDelayedOrders } from '@ftgo/delayed-orders-persistence';
import { Registry } from '@ftgo/platform-observability';
import { captureLogger } from '@ftgo/platform-observability/testing';
import { DelayScanner } from './delay-scanner.js';
import { ScannerMetrics } from './scanner-metrics.js';

const UUID = '00000000-0000-4000-8000-000000000001';
const DECIDER: Decider = {
  estimator: Estimator.of(newEstimateState()),
  live: SHIPPED_POLICY,
  now: at('19:05'),
};
const due = (id: number): DueOrder => ({
  order: anOrder({ id: orderId(id) }),
  restaurant: undefined,
  delayed: undefined,
  told: [],
  shadow: undefined,
  taught: 'OPEN',
});

describe('an order that nobody foresaw', () => {
  const real = new DelayedOrderService(DEFAULT_OFFER_POLICY, {
    notificationId: () => notificationId(UUID),
    offerId: () => offerId(UUID),
  });
  const service: Pick<DelayedOrderService, 'decide'> = {
    decide: (each, decider) => {
      if (each.order.id === 13) throw new RangeError('no such hour');
      return real.decide(each, decider);
    },
  };

  it('does not keep the others of its batch from being decided, and is looked at again later', async () => {
    const decided: ReturnType<Decide>[] = [];
    const delayedOrders = {
      assessDue: (_: number, decide: Decide) => {
        const decisions = decide([12, 13, 14].map(due), DECIDER);
        decided.push(decisions);
        return Promise.resolve({
          assessed: decisions.length,
          notifications: [],
          outcomes: [],
          offersGranted: 0,
          offersRefused: 0,
          changes: [],
        });
      },
    } as unknown as PostgresDelayedOrders;
    const { logger, lines } = captureLogger();
    const registry = new Registry();
    const metrics = new ScannerMetrics(registry);
    await new DelayScanner(delayedOrders, service, { metrics, logger }, 200).scanOnce();

    const [decisions = []] = decided;
    expect(decisions.map(({ notifications }) => notifications.length)).toEqual([2, 0, 2]);
    expect(decisions[1]).toMatchObject({ orderId: 13, dueAt: at('19:10'), taught: 'OPEN' });
    expect(JSON.stringify(lines)).toContain('"orderId":13');
    const counted = await registry.getSingleMetric('delay_scanner_undecided_total')?.get();
    expect(counted?.values[0]?.value).toBe(1);
  });
});
