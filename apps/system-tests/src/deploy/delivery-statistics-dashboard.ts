import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import {
  DashboardBuilder,
  DatasourceVariableBuilder,
  RowBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TimeseriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { PanelPlan } from './dashboard-panels.js';
import { DASHBOARD_ROWS } from './dashboard-panels.js';

/** Whoever imports the dashboard chooses the Prometheus. */
const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };

/** Builds the dashboard whose JSON lies in deploy/grafana; the same each time. */
export function deliveryStatisticsDashboard(): Dashboard {
  const dashboard = new DashboardBuilder('Delivery statistics')
    .uid('delivery-statistics')
    .description(
      'How late, how well foreseen, and what customers were told. For delivery managers.',
    )
    .tags(['ftgo', 'delayed-delivery'])
    .time({ from: 'now-24h', to: 'now' })
    .refresh('1m')
    .timezone('browser')
    .readonly()
    .withVariable(
      new DatasourceVariableBuilder('datasource').label('Prometheus').type('prometheus'),
    );
  for (const { title, panels } of DASHBOARD_ROWS) {
    dashboard.withRow(new RowBuilder(title));
    panels.forEach((plan) => dashboard.withPanel(panel(plan)));
  }
  return dashboard.build();
}

/** As it lies in the repository. */
export const dashboardJson = (): string =>
  `${JSON.stringify(deliveryStatisticsDashboard(), null, 2)}\n`;

function panel(plan: PanelPlan): StatBuilder | TimeseriesBuilder {
  const builder =
    plan.form === 'figure'
      ? new StatBuilder().span(6).height(4)
      : new TimeseriesBuilder().span(12).height(8);
  builder.title(plan.title).description(plan.meaning).unit(plan.unit).datasource(DATASOURCE);
  plan.queries.forEach(({ expr, legend }, index) => {
    const query = new DataqueryBuilder()
      .refId(String.fromCharCode(65 + index))
      .expr(expr)
      .legendFormat(legend);
    builder.withTarget(plan.form === 'figure' ? query.instant() : query.range());
  });
  return builder;
}
