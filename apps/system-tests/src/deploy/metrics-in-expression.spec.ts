import { metricsIn } from './testing/metrics-in-expression.js';

describe('the metrics in an expression', () => {
  it.each([
    ['max(outbox_oldest_age_seconds) > 30', ['outbox_oldest_age_seconds']],
    [
      'time() - max(replica_as_of_seconds) > 1 and on () sum(increase(replica_messages_total[30m] offset 1d)) > 0',
      ['replica_as_of_seconds', 'replica_messages_total'],
    ],
    [
      'histogram_quantile(0.9, sum by (le) (increase(order_lateness_minutes_bucket[1h])))',
      ['order_lateness_minutes'],
    ],
    ['ftgo:deliveries_on_time:ratio1h < 0.8', ['ftgo:deliveries_on_time:ratio1h']],
    ['sum by (app_name, job) (up{job=~"delay-scanner|other_app"}) == 0', ['up']],
  ])('%s', (expression, metrics) => {
    expect(metricsIn(expression).map(({ metric }) => metric)).toEqual(metrics);
  });

  it('come with the labels in their braces', () => {
    const expression =
      'increase(order_outcomes_total{ending="delivered",punctuality=~"on_time|late"}[1h])';

    expect(metricsIn(expression)).toEqual([
      { metric: 'order_outcomes_total', labels: ['ending', 'punctuality'] },
    ]);
  });
});
