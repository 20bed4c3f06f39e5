import { calibrationChart } from './calibration-chart.js';
import type { EvaluationReport } from './evaluation-report.js';
import { precisionRecallChart } from './precision-recall-chart.js';
import { reportText } from './report-text.js';
import { escaped } from './svg-chart.js';

/**
 * The charts of a report, with nothing to be fetched: one drawing for a name that ends in `.svg`,
 * else a page with both charts and the tables.
 */
export function chartFile(name: string, report: EvaluationReport): string {
  const charts = [precisionRecallChart(report), calibrationChart(report)];
  if (name.toLowerCase().endsWith('.svg')) return sideBySide(charts);
  const title = escaped(`Lateness estimated: ${report.trace}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<style>
body { font-family: system-ui, sans-serif; margin: 2rem; color: #222; background: #fff; }
figure { display: inline-block; margin: 0 2rem 2rem 0; }
pre { font-size: 13px; line-height: 1.35; }
</style>
</head>
<body>
<h1>${title}</h1>
${charts.map((chart) => `<figure>${chart}</figure>`).join('\n')}
<pre>${escaped(reportText(report))}</pre>
</body>
</html>
`;
}

const WIDTH = 520;
const HEIGHT = 440;

function sideBySide(charts: readonly string[]): string {
  const placed = charts.map((chart, i) => `<g transform="translate(${i * WIDTH} 0)">${chart}</g>`);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${charts.length * WIDTH}" height="${HEIGHT}">\n` +
    `${placed.join('\n')}\n</svg>\n`
  );
}
