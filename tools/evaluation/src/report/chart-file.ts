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
  const title = escaped(`Lateness foreseen: ${report.trace}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
body { font-family: system-ui, sans-serif; margin: 0; color: #222; background: #f4f6f8; }
main { max-width: 1240px; margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 1.5rem; margin: 0; }
p { color: #56616b; margin: 0.25rem 0 1.5rem; overflow-wrap: anywhere; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(420px, 1fr)); gap: 1.5rem; }
figure, pre { margin: 0; background: #fff; border: 1px solid #dde3e8; border-radius: 8px; }
figure { padding: 0.5rem; }
svg { display: block; max-width: 100%; height: auto; }
pre { margin-top: 1.5rem; padding: 1.5rem; font-size: 13px; line-height: 1.4; overflow-x: auto; }
</style>
</head>
<body>
<main>
<h1>Lateness foreseen</h1>
<p>${escaped(report.trace)}</p>
<div class="charts">
${charts.map((chart) => `<figure>${chart}</figure>`).join('\n')}
</div>
<pre>${escaped(reportText(report))}</pre>
</main>
</body>
</html>
`;
}

const WIDTH = 590;
const HEIGHT = 412;

function sideBySide(charts: readonly string[]): string {
  const placed = charts.map((chart, i) => `<g transform="translate(${i * WIDTH} 0)">${chart}</g>`);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${charts.length * WIDTH}" height="${HEIGHT}">\n` +
    `${placed.join('\n')}\n</svg>\n`
  );
}
