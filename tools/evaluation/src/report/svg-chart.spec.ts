import type { ChartPoint } from './svg-chart.js';
import { escaped, svgChart } from './svg-chart.js';

const frame = { title: 'What is drawn', xLabel: 'along', yLabel: 'up' };

function drawn(points: ChartPoint[], dots: boolean, diagonal = false): string {
  return svgChart({ ...frame, diagonal }, [{ name: 'series', colour: '#123456', dots, points }]);
}

const corners = [
  { x: 0, y: 0 },
  { x: 1, y: 1 },
];

describe('a chart', () => {
  it('draws points where they belong: 1 is to the right and above', () => {
    const chart = drawn(corners, true);
    expect(chart).toContain('<circle cx="60" cy="360" r="3" fill="#123456">');
    expect(chart).toContain('<circle cx="380" cy="40" r="3" fill="#123456">');
  });

  it('draws a line through points that belong together', () => {
    expect(drawn(corners, false)).toContain('<polyline points="60,360 380,40" fill="none"');
  });

  it('draws points as large as they are told to be, with a title where the pointer rests', () => {
    const chart = drawn([{ x: 0.5, y: 0.5, radius: 9, title: '7 checks' }], true);
    expect(chart).toContain(
      '<circle cx="220" cy="200" r="9" fill="#123456"><title>7 checks</title>',
    );
  });

  it('is labelled, with a legend and ticks at each fifth', () => {
    const chart = drawn(corners, false);
    for (const words of ['What is drawn', 'along', 'up', 'series']) {
      expect(chart).toContain(`>${words}</text>`);
    }
    for (const tick of ['0.0', '0.2', '0.4', '0.6', '0.8', '1.0']) {
      expect(chart.split(`>${tick}</text>`)).toHaveLength(3);
    }
  });

  it('has a diagonal only where it is asked for', () => {
    expect(drawn(corners, true, true)).toContain('stroke-dasharray="4 4"');
    expect(drawn(corners, true)).not.toContain('stroke-dasharray');
  });

  it('is an element that stands by itself', () => {
    const chart = drawn(corners, true);
    expect(chart).toMatch(
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="590" height="412"/,
    );
    expect(chart.match(/<svg/g)).toHaveLength(1);
    expect(chart.match(/<(circle|line|text|rect)\b/g)?.length).toBeGreaterThan(20);
  });

  it('escapes what it is told to write', () => {
    expect(escaped('"a" < b & c > d')).toBe('&quot;a&quot; &lt; b &amp; c &gt; d');
    expect(svgChart({ ...frame, title: '<b>' }, [])).toContain('&lt;b&gt;');
  });
});
