import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { dashboardExpressions } from './testing/dashboard-expressions.js';
import { findDebianTool, PROMTOOL } from './testing/debian-tool.js';
import { dashboardJson, deliveryStatisticsDashboard } from './delivery-statistics-dashboard.js';
import { deployFile, deployPath } from './testing/deploy-file.js';
import { LOCAL_DIR, WRITE_GENERATED } from './testing/deploy-tests.config.js';
import { describeIf } from './testing/describe-if.js';
import { METRIC_CATALOGUE } from './testing/metric-catalogue.js';
import { metricsIn } from './testing/metrics-in-expression.js';
import { runProgram } from './testing/run-program.js';

const { path: promtool = '', lacking } = findDebianTool(PROMTOOL);

describe('the dashboard "Delivery statistics"', () => {
  it('lies in the repository as it is built (WRITE_GENERATED=1 writes it anew, then format it)', () => {
    const file = deployPath('grafana/delivery-statistics.json');
    if (WRITE_GENERATED) writeFileSync(file, dashboardJson());

    expect(JSON.parse(deployFile('grafana/delivery-statistics.json'))).toEqual(
      JSON.parse(dashboardJson()),
    );
  });

  it('says at each panel what it means', () => {
    const panels = deliveryStatisticsDashboard().panels ?? [];

    for (const panel of panels.filter(({ type }) => type !== 'row')) {
      expect((panel as { description?: string }).description).toMatch(/\.$/);
    }
    expect(panels.length).toBeGreaterThan(12);
  });

  it.each(dashboardExpressions().map(({ panel, expr }) => [panel, expr]))(
    'asks for what the apps promise: %s',
    (_panel, expr = '') => {
      for (const { metric, labels } of metricsIn(expr)) {
        expect(Object.keys(METRIC_CATALOGUE)).toContain(metric);
        expect(Object.keys(METRIC_CATALOGUE[metric]?.labels ?? {})).toEqual(
          expect.arrayContaining([...labels]),
        );
      }
      expect(expr).not.toContain('$');
    },
  );
});

describeIf(lacking, 'promtool', () => {
  it('understands every query of the dashboard', () => {
    mkdirSync(LOCAL_DIR, { recursive: true });
    const folder = mkdtempSync(join(LOCAL_DIR, 'promtool-'));
    const rules = dashboardExpressions().map(({ expr }, index) => ({
      record: `dashboard:query:${index}`,
      expr,
    }));
    writeFileSync(join(folder, 'rules.yml'), stringify({ groups: [{ name: 'dashboard', rules }] }));

    const answer = runProgram(promtool, ['check', 'rules', join(folder, 'rules.yml')]);
    rmSync(folder, { recursive: true });

    expect(answer.said).toContain(`SUCCESS: ${rules.length} rules found`);
  });
});
