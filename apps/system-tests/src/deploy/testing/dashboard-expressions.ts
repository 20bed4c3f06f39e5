import { deployFile } from './deploy-file.js';

/** One query of the dashboard. */
export interface DashboardExpression {
  readonly panel: string;
  /** As Grafana would send it: its own variables replaced. */
  readonly expr: string;
}

interface Panel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
  readonly panels?: readonly Panel[];
}

/**
 * Every query of deploy/grafana/delivery-statistics.json.
 * @param window what stands for the chosen period and for the rate's interval, such as `5m`.
 */
export function dashboardExpressions(window = '5m'): DashboardExpression[] {
  const { panels } = JSON.parse(deployFile('grafana/delivery-statistics.json')) as {
    panels: Panel[];
  };
  return panels
    .flatMap((panel) => [panel, ...(panel.panels ?? [])])
    .flatMap(({ title, targets = [] }) =>
      targets.map(({ expr }) => ({
        panel: title,
        expr: expr.replaceAll(/\$__(?:range|rate_interval)/g, window),
      })),
    );
}
