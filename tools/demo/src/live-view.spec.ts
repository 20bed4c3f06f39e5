import type { ReplayProgress } from '@ftgo/system-stack';
import type { ServiceFigures } from './live-view.js';
import { LiveView } from './live-view.js';

const FIGURES: ServiceFigures = {
  atRisk: 3,
  late: 2,
  undeliverable: 1,
  told: 5,
  suppressed: 4,
  mails: 9,
};

const progressAt = (applied: number, total: number): ReplayProgress =>
  ({
    state: 'running',
    businessNow: '2026-11-21T02:05:00.000Z',
    moments: { total, applied },
    orders: { total: 240, created: 42, open: 17, delivered: 20, cancelled: 5 },
    eventsPublished: 321,
    versions: 321,
    outboxBacklog: 0,
  }) as ReplayProgress;

/** A view on a terminal or off it, and what it has written. */
function aView(isTTY: boolean) {
  const written: string[] = [];
  const out = { isTTY, write: (text: string) => written.push(text) };
  const view = new LiveView(out as unknown as NodeJS.WriteStream, 'America/Los_Angeles');
  return {
    written,
    show: (applied: number, total = 100) => view.show(progressAt(applied, total), FIGURES),
  };
}

const ESCAPE = '\u001b';

describe('the live view', () => {
  it('tells the restaurants’ own time, the orders, and who was told', () => {
    const { written, show } = aView(true);
    show(50);
    const [text = ''] = written;
    expect(text).toContain('18:05');
    expect(text).toContain('50 %');
    expect(text).toContain('orders 42 of 240   open 17   messages 321');
    expect(text).toContain('at risk 3   late 2   undeliverable 1');
    expect(text).toContain('customers told 5   suppressed 4   e-mails 9');
  });

  it('draws over what it drew before on a terminal, and begins below what stood there', () => {
    const { written, show } = aView(true);
    show(10);
    show(20);
    const [first = '', second = ''] = written;
    const lines = first.split('\n').length - 1;
    expect(first.startsWith(`${ESCAPE}[${lines}A`)).toBe(false);
    expect(second.startsWith(`${ESCAPE}[${lines}A`)).toBe(true);
    expect(second.split('\n')).toHaveLength(lines + 1);
  });

  it('is one plain line off a terminal, and not one at each look', () => {
    const { written, show } = aView(false);
    for (let applied = 0; applied < 20; applied += 1) show(applied);
    expect(written.length).toBeLessThan(20);
    expect(written[0]).toMatch(/^18:05 \[\.+\] 0 % orders 42 of 240.*e-mails 9\n$/);
    expect(written.join('')).not.toContain(ESCAPE);
  });

  it.each([
    ['nothing to replay', 0, 0, '0 %'],
    ['the beginning', 0, 100, '0 %'],
    ['the middle', 50, 100, '50 %'],
    ['the end', 100, 100, '100 %'],
  ])('fills its bar at %s', (_when, applied, total, share) => {
    const { written, show } = aView(true);
    show(applied, total);
    const [, bar = '', percent] = /\[([#.]+)\] (\d+ %)/.exec(written[0] ?? '') ?? [];
    expect(percent).toBe(share);
    expect(bar).toHaveLength(30);
    expect(bar.replaceAll('.', '')).toHaveLength((parseInt(share) / 100) * 30);
  });
});
