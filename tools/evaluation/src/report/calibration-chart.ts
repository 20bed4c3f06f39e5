import type { EvaluationReport } from './evaluation-report.js';
import { svgChart } from './svg-chart.js';

const LARGEST_RADIUS = 14;

/** How often came true what was estimated; the larger a point, the more checks. */
export function calibrationChart({ calibration }: EvaluationReport): string {
  const most = Math.max(1, ...calibration.bins.map(({ count }) => count));
  const points = calibration.bins.map(({ estimated, observed, count }) => ({
    x: estimated,
    y: observed,
    radius: Math.round((2 + LARGEST_RADIUS * Math.sqrt(count / most)) * 10) / 10,
    title: `${count} checks: estimated ${estimated.toFixed(3)}, came true ${observed.toFixed(3)}`,
  }));
  const frame = {
    title: 'Calibration 20, 15 and 10 minutes before the promise',
    xLabel: 'probability of lateness as estimated',
    yLabel: 'share that was late',
    diagonal: true,
  };
  return svgChart(frame, [{ name: 'checks', colour: '#4292c6', dots: true, points }]);
}
