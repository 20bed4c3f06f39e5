import { setTimeout as pause } from 'node:timers/promises';
import type { DashboardExpression } from './dashboard-expressions.js';
import { dashboardExpressions } from './dashboard-expressions.js';
import { metricsIn } from './metrics-in-expression.js';
import type { LiveApp } from './prometheus-server.js';
import { startPrometheus } from './prometheus-server.js';

/** What one query of the dashboard gave. */
export interface ProvedExpression extends DashboardExpression {
  /** Series in the answer. */
  readonly series: number;
  /** Series with a number: a share of nothing is NaN, which Grafana shows as "no value". */
  readonly figures: number;
  /** Metrics of the expression that no app exposes. */
  readonly unknownMetrics: readonly string[];
}

/**
 * Reads live apps with a real Prometheus and runs every query of the dashboard on it, again and
 * again until each has an answer. Let the apps work meanwhile: rates need something that grows.
 * @param minutes how long to wait for answers at most.
 * @param figures whether each query must also give a number at some time, not only a series.
 * @throws with every query that stayed without, and every metric that no app exposes.
 */
export async function proveDashboard(options: {
  targets: readonly LiveApp[];
  minutes?: number;
  figures?: boolean;
}): Promise<ProvedExpression[]> {
  const prometheus = await startPrometheus(options.targets);
  try {
    return await assertExpressionsHaveSeries(prometheus.url, options);
  } finally {
    await prometheus.stop();
  }
}

/** As proveDashboard, on a Prometheus that reads the apps already. */
export async function assertExpressionsHaveSeries(
  prometheusUrl: string,
  { minutes = 2, figures = false }: { minutes?: number; figures?: boolean } = {},
): Promise<ProvedExpression[]> {
  const deadline = performance.now() + minutes * 60_000;
  let best = await prove(prometheusUrl);
  while (best.some((each) => lacks(each, figures)) && performance.now() < deadline) {
    await pause(1000);
    best = (await prove(prometheusUrl)).map((now, index) => better(now, best[index]));
  }
  const lacking = best.filter((each) => lacks(each, figures));
  if (lacking.length > 0) throw new Error(`Without an answer:\n${lacking.map(inWords).join('\n')}`);
  return best;
}

const prove = (url: string): Promise<ProvedExpression[]> =>
  Promise.all(dashboardExpressions().map((expression) => proveOne(url, expression)));

async function proveOne(url: string, expression: DashboardExpression): Promise<ProvedExpression> {
  const found = await ask<{ result: { value: [number, string] }[] }>(url, 'query', {
    query: expression.expr,
  });
  const metrics = [...new Set(metricsIn(expression.expr).map(({ metric }) => metric))];
  const exposed = await Promise.all(metrics.map((metric) => isExposed(url, metric)));
  return {
    ...expression,
    series: found.result.length,
    figures: found.result.filter(({ value: [, text] }) => Number.isFinite(Number(text))).length,
    unknownMetrics: metrics.filter((_metric, index) => !exposed[index]),
  };
}

/** A metric without series yet has its type already: `or vector(0)` must not hide a wrong name. */
const isExposed = async (url: string, metric: string): Promise<boolean> =>
  (await ask<unknown[]>(url, 'targets/metadata', { metric, limit: '1' }).catch(() => [])).length >
  0;

/** @throws with Prometheus' own words when it refuses the question. */
async function ask<Answer>(
  url: string,
  what: string,
  parameters: Record<string, string>,
): Promise<Answer> {
  const response = await fetch(`${url}/api/v1/${what}?${new URLSearchParams(parameters)}`);
  const body = (await response.json()) as { status: string; data: Answer; error?: string };
  if (body.status !== 'success')
    throw new Error(`${body.error} in ${Object.values(parameters)[0]}`);
  return body.data;
}

/** An answer that was seen once stays seen: quiet seconds come and go. */
const better = (now: ProvedExpression, before: ProvedExpression | undefined): ProvedExpression =>
  before && before.figures > now.figures ? before : now;

const lacks = ({ series, figures, unknownMetrics }: ProvedExpression, demandFigures: boolean) =>
  series === 0 || unknownMetrics.length > 0 || (demandFigures && figures === 0);

const inWords = ({ panel, expr, series, unknownMetrics }: ProvedExpression): string =>
  `  ${panel}: ${expr} (${series} series${unknownMetrics.map((name) => `, no app exposes ${name}`).join('')})`;
