import type { ReplayProgress } from '@ftgo/system-stack';

/** What the view shows of the service. */
export interface ServiceFigures {
  readonly atRisk: number;
  readonly late: number;
  readonly undeliverable: number;
  readonly told: number;
  readonly suppressed: number;
  readonly mails: number;
}

const PLAIN_EVERY_MS = 5_000;

/** Shows the replay while it runs: a table that redraws on a terminal, else a line now and then. */
export class LiveView {
  private drawnLines = 0;
  private lastPlainAt = -Infinity;

  constructor(
    private readonly out: NodeJS.WriteStream,
    private readonly timeZone: string,
  ) {}

  show(progress: ReplayProgress, figures: ServiceFigures): void {
    if (this.out.isTTY) this.redraw(this.lines(progress, figures));
    else if (performance.now() - this.lastPlainAt >= PLAIN_EVERY_MS) {
      this.lastPlainAt = performance.now();
      this.out.write(`${this.lines(progress, figures).join('  ').replace(/ +/g, ' ').trim()}\n`);
    }
  }

  private lines(
    { businessNow, orders, moments, versions }: ReplayProgress,
    figures: ServiceFigures,
  ): string[] {
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: this.timeZone,
      hour: '2-digit',
      minute: '2-digit',
    }).format(new Date(businessNow));
    return [
      `${clock}  ${bar(moments.applied / Math.max(1, moments.total))}`,
      `orders ${orders.created} of ${orders.total}   open ${orders.open}   messages ${versions}`,
      `at risk ${figures.atRisk}   late ${figures.late}   undeliverable ${figures.undeliverable}`,
      `customers told ${figures.told}   suppressed ${figures.suppressed}   e-mails ${figures.mails}`,
    ];
  }

  private redraw(lines: readonly string[]): void {
    const up = this.drawnLines > 0 ? `\u001b[${this.drawnLines}A` : '';
    this.out.write(up + lines.map((line) => `\u001b[2K${line}\n`).join(''));
    this.drawnLines = lines.length;
  }
}

const BAR_WIDTH = 30;

function bar(share: number): string {
  const filled = Math.round(Math.min(1, share) * BAR_WIDTH);
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${Math.round(share * 100)} %`;
}
