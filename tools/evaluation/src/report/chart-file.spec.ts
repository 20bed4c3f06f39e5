import { madeTrace } from '@ftgo/monolith-traces';
import { SHIPPED_LAB_POLICY } from '../measures/lab-policy.js';
import { recordOrders } from '../replay/record-orders.js';
import { chartFile } from './chart-file.js';
import { evaluationReport } from './evaluation-report.js';

const recording = recordOrders(madeTrace({ orders: 400, seed: 3 }), {
  learnShare: 0.5,
  lateAfterMinutes: 0,
});
const report = evaluationReport(recording, {
  trace: 'made & <small>',
  lateAfterMinutes: 0,
  policies: [SHIPPED_LAB_POLICY],
});

describe('the charts', () => {
  const page = chartFile('chart.html', report);

  it('are a page with both charts and the tables', () => {
    expect(page).toMatch(/^<!doctype html>/);
    expect(page.match(/<svg /g)).toHaveLength(2);
    expect(page).toContain('Precision against recall');
    expect(page).toContain('Calibration 20, 15 and 10 minutes before the promise');
    expect(page).toContain('Policies on the measured days');
  });

  it('need nothing to be fetched', () => {
    expect(page.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|src=|<link|@import/,
    );
  });

  it('show names as they are, whatever is in them', () => {
    expect(page).toContain('made &amp; &lt;small&gt;');
    expect(page).not.toContain('<small>');
  });

  it('are one drawing for a name that says so', () => {
    const drawing = chartFile('Chart.SVG', report);
    expect(drawing).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="1180"/);
    expect(drawing.trim().endsWith('</svg>')).toBe(true);
    expect(drawing).not.toContain('NaN');
  });

  it('have a curve for each window and a point for each policy', () => {
    expect(page.match(/<polyline /g)).toHaveLength(3);
    expect(page).toContain('window 25 min');
    expect(page).toContain('shipped: threshold 0.55');
    expect(page).not.toContain('NaN');
  });
});
