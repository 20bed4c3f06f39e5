import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { findDebianTool, PROMTOOL } from './testing/debian-tool.js';
import { deployFile } from './testing/deploy-file.js';
import { LOCAL_DIR, REPOSITORY_ROOT } from './testing/deploy-tests.config.js';
import { describeIf } from './testing/describe-if.js';
import { METRIC_CATALOGUE } from './testing/metric-catalogue.js';
import { metricsIn } from './testing/metrics-in-expression.js';
import { allRules, prometheusFiles } from './testing/rule-files.js';
import { runProgram } from './testing/run-program.js';

const { path: promtool = '', lacking } = findDebianTool(PROMTOOL);
const alerts = allRules().filter(({ alert }) => alert !== undefined);
const runbookOf = (alert: string): string =>
  `docs/runbooks/${alert.replace(/(?<!^)(?=[A-Z])/g, '-').toLowerCase()}.md`;

describe('every alert', () => {
  it.each(alerts.map(({ alert = '', ...rule }) => [alert, rule] as const))(
    '%s says how bad it is, what is wrong and where to read on',
    (alert, { labels, annotations }) => {
      expect(['page', 'ticket']).toContain(labels?.['severity']);
      expect(annotations?.['summary']).toBeTruthy();
      expect(annotations?.['description']).toMatch(/\.$/);
      expect(annotations?.['runbook_url']).toBe(runbookOf(alert));
    },
  );

  it('has a runbook with the three answers, and every runbook its alert', () => {
    const runbooks = alerts.map(({ alert = '' }) => runbookOf(alert).split('/').at(-1) ?? '');
    const written = readdirSync(join(REPOSITORY_ROOT, 'docs/runbooks'));

    expect(written.filter((name) => name !== 'README.md').sort()).toEqual(runbooks.sort());
    for (const { alert = '' } of alerts) {
      const text = readFileSync(join(REPOSITORY_ROOT, runbookOf(alert)), 'utf8');
      expect(text).toContain(`# ${alert}\n`);
      expect(text.match(/^## .*/gm)).toEqual([
        '## What it means for customers',
        '## Look at',
        '## Do',
      ]);
    }
  });
});

describe('every rule', () => {
  const recorded = allRules().flatMap(({ record }) => record ?? []);
  const targetLabels = ['app', 'job', 'instance'];

  it.each(allRules().map(({ alert, record, expr }) => [alert ?? record, expr]))(
    '%s asks only for metrics and labels that the apps promise',
    (_name, expression = '') => {
      for (const { metric, labels } of metricsIn(expression)) {
        const known = METRIC_CATALOGUE[metric];
        expect([...Object.keys(METRIC_CATALOGUE), ...recorded, 'up']).toContain(metric);
        expect([...targetLabels, ...Object.keys(known?.labels ?? {})]).toEqual(
          expect.arrayContaining([...labels]),
        );
      }
      expect(metricsIn(expression)).not.toEqual([]);
    },
  );
});

describeIf(lacking, 'promtool', () => {
  it('accepts the rules', () => {
    const answer = runProgram(promtool, ['check', 'rules', ...prometheusFiles('rules')]);

    for (const file of prometheusFiles('rules')) expect(answer.said).toContain(file);
    expect(answer.said).not.toContain('FAILED');
    expect(answer.exitCode).toBe(0);
  });

  it('sees each alert fire when it should and stay quiet when it should not', () => {
    const answer = runProgram(promtool, ['test', 'rules', ...prometheusFiles('tests')]);

    expect(answer.said).not.toContain('FAILED');
    expect(answer.exitCode).toBe(0);
  });

  it('tries each alert in some case', () => {
    const cases = ['alerts', 'detector', 'feeds', 'silent-feed'].map((name) =>
      deployFile(`prometheus/tests/${name}.test.yml`),
    );
    const fired = cases.join().match(/alertname="(\w+)"/g) ?? [];

    expect([...new Set(fired)].sort()).toEqual(
      alerts.map(({ alert }) => `alertname="${alert}"`).sort(),
    );
  });

  it('accepts the example of prometheus.yml', () => {
    mkdirSync(LOCAL_DIR, { recursive: true });
    const folder = mkdtempSync(join(LOCAL_DIR, 'promtool-'));
    // Debian builds Prometheus without the discovery of Kubernetes, so that part is swapped.
    const discovery = /kubernetes_sd_configs:\n\s+- role: pod/;
    const text = deployFile('prometheus/prometheus.yml');
    writeFileSync(join(folder, 'prometheus.yml'), text.replace(discovery, 'static_configs: []'));

    const answer = runProgram(promtool, ['check', 'config', join(folder, 'prometheus.yml')]);
    rmSync(folder, { recursive: true });

    expect(text).toMatch(discovery);
    expect(answer.said).toContain('SUCCESS');
    expect(existsSync(folder)).toBe(false);
  });
});
