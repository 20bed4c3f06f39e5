import { broadly } from '../measures/lab-policy.js';
import type { EvaluationReport } from './evaluation-report.js';
import type { ChartSeries } from './svg-chart.js';
import { svgChart } from './svg-chart.js';

const WINDOW_COLOURS = ['#9ecae1', '#4292c6', '#08519c'] as const;
const POLICY_COLOURS = ['#e6550d', '#31a354', '#756bb1'] as const;
/** With fewer notices a precision is chance, and the curve a scribble. */
const LEAST_FLAGGED = 20;

/** Precision against recall: a curve for each window, a point for each policy. */
export function precisionRecallChart({ sweeps, policies }: EvaluationReport): string {
  const curves = sweeps.map(({ windowMinutes, points }, i): ChartSeries => ({
    name: `window ${windowMinutes} min`,
    colour: WINDOW_COLOURS[i] ?? '#888',
    points: points
      .filter(({ flagged }) => flagged >= LEAST_FLAGGED)
      .map(({ recall, precision }) => ({ x: shareOf(recall), y: shareOf(precision) })),
  }));
  const chosen = policies.map(({ policy, detection }, i): ChartSeries => ({
    name: policy.name,
    colour: POLICY_COLOURS[i] ?? '#888',
    dots: true,
    points: [
      {
        x: shareOf(detection.recall),
        y: shareOf(detection.precision),
        radius: 6,
        title: `${policy.name}: threshold ${broadly(policy).riskEnterProbability}`,
      },
    ],
  }));
  const frame = {
    title: 'Precision against recall',
    xLabel: 'recall: late orders foreseen',
    yLabel: 'precision: notices of risk that came true',
  };
  return svgChart(frame, [...curves, ...chosen]);
}

/** A share of nothing is drawn at 0. */
function shareOf(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}
