import { METRIC_CATALOGUE } from './metric-catalogue.js';

const HISTOGRAM_PARTS = /_(?:bucket|sum|count)$/;

/** One metric as an expression asks for it. */
export interface MetricUse {
  /** The metric's own name, without a histogram's `_bucket`, `_sum` or `_count`. */
  readonly metric: string;
  /** The labels that stand in its braces. */
  readonly labels: readonly string[];
}

/**
 * The metrics that a PromQL expression reads. A name is a metric's when it has an underscore or a
 * colon and no call follows it, which is how all of ours are named.
 */
export function metricsIn(expression: string): MetricUse[] {
  const names = expression
    .replace(/\b(?:by|on|ignoring|without)\s*\([^)]*\)/g, ' ')
    .replace(/\[[^\]]*\]/g, ' ')
    .matchAll(/(?<=^|[^\w"|/{,.-])([a-z]+(?:[_:]\w+)+|up)(?!\w|\s*[(=!])(\{[^}]*\})?/g);
  return [...names].map(([, name = '', braces = '']) => ({
    metric: METRIC_CATALOGUE[name] ? name : name.replace(HISTOGRAM_PARTS, ''),
    labels: [...braces.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = '']) => label),
  }));
}
