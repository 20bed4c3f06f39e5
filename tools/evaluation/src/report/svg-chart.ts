/** One line or cloud of a chart; x and y from 0 to 1. */
export interface ChartSeries {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly ChartPoint[];
  /** Points without a line between them. */
  readonly dots?: boolean;
}

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  /** Radius of the point where it is drawn; 3 unless told. */
  readonly radius?: number;
  /** Shown where the pointer rests on it. */
  readonly title?: string;
}

/** A square of shares against shares. */
export interface ChartFrame {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Draws the line on which both are the same. */
  readonly diagonal?: boolean;
}

/** Room for the longest name beside the plot. */
const WIDTH = 590;
const HEIGHT = 412;
const PLOT = { left: 60, top: 40, width: 320, height: 320 } as const;
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1] as const;

/** Draws a chart as an SVG element of 590 by 412 that needs nothing else. */
export function svgChart(frame: ChartFrame, series: readonly ChartSeries[]): string {
  const parts = [
    text(PLOT.left, 22, frame.title, 'font-size="15" font-weight="600"'),
    ...TICKS.flatMap(tick),
    frame.diagonal === true ? line({ x: 0, y: 0 }, { x: 1, y: 1 }, '#bbb', '4 4') : '',
    ...series.map(drawn),
    ...series.map(legend),
    text(PLOT.left + PLOT.width / 2, PLOT.top + PLOT.height + 38, frame.xLabel, MIDDLE),
    `<g transform="rotate(-90 18 ${PLOT.top + PLOT.height / 2})">` +
      `${text(18, PLOT.top + PLOT.height / 2, frame.yLabel, MIDDLE)}</g>`,
  ];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" ` +
    `viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12">\n` +
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>\n${parts.filter(Boolean).join('\n')}\n</svg>`
  );
}

/** Safe between tags and in attributes. */
export function escaped(words: string): string {
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const MIDDLE = 'text-anchor="middle"';

function tick(at: number): string[] {
  const [x, y] = [px(at), py(at)];
  return [
    line({ x: at, y: 0 }, { x: at, y: 1 }, '#eee'),
    line({ x: 0, y: at }, { x: 1, y: at }, '#eee'),
    text(x, PLOT.top + PLOT.height + 18, at.toFixed(1), MIDDLE),
    text(PLOT.left - 8, y + 4, at.toFixed(1), 'text-anchor="end"'),
  ];
}

function drawn({ points, colour, dots = false }: ChartSeries): string {
  const circles = points.map(
    ({ x, y, radius = 3, title = '' }) =>
      `<circle cx="${px(x)}" cy="${py(y)}" r="${radius}" fill="${colour}">` +
      `<title>${escaped(title)}</title></circle>`,
  );
  if (dots) return circles.join('');
  const path = points.map(({ x, y }) => `${px(x)},${py(y)}`).join(' ');
  return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`;
}

function legend({ name, colour }: ChartSeries, index: number): string {
  const y = PLOT.top + 10 + index * 20;
  const x = PLOT.left + PLOT.width + 14;
  const swatch = `<rect x="${x}" y="${y - 9}" width="10" height="10" fill="${colour}"/>`;
  return swatch + text(x + 15, y, name, 'font-size="11"');
}

function line(from: ChartPoint, to: ChartPoint, colour: string, dashes = ''): string {
  const dashed = dashes === '' ? '' : ` stroke-dasharray="${dashes}"`;
  return (
    `<line x1="${px(from.x)}" y1="${py(from.y)}" x2="${px(to.x)}" y2="${py(to.y)}" ` +
    `stroke="${colour}"${dashed}/>`
  );
}

function text(x: number, y: number, words: string, attributes: string): string {
  return `<text x="${x}" y="${y}" ${attributes}>${escaped(words)}</text>`;
}

const px = (share: number): number => round(PLOT.left + share * PLOT.width);
const py = (share: number): number => round(PLOT.top + (1 - share) * PLOT.height);
const round = (value: number): number => Math.round(value * 10) / 10;
